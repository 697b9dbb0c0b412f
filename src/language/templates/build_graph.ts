import { wordsOf } from '../text.ts';
import type { Expression } from './expression.ts';
import type { ListStep, NodePool } from './node_pool.ts';

/** A template that reads well but cannot be built: an unknown rule or list, rules in a circle, or one that is too large. */
export class GraphError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'GraphError';
  }
}

export interface Scope {
  rule(name: string): Expression | undefined;
  /** Key of the list in the grammar, or undefined where there is no such list. */
  listKey(name: string, slot: string): string | undefined;
  /** Whether a list, by its key, takes any number of tokens. */
  isOpen(key: string): boolean;
  /** The ways to write a word of a template as words of the graph; by default `what's` also as `whats`. */
  spell?(words: readonly string[]): readonly (readonly string[])[];
}

/** Bounds that keep a hostile template from taking the memory; the largest template in use has about 2,000 places. */
const MAX_PLACES = 20_000;
const MAX_OPEN_WORDS = 64;
const MAX_PERMUTED = 5;

interface Place {
  readonly empty: number[];
  readonly words: { readonly word: string; readonly to: number }[];
  readonly lists: ListStep[];
}

/** The unfinished word (`light` of `light[s]`) to the place that it starts from. White space or a list finishes it. */
type Open = Map<string, number>;

/** Adds a template to the pool and answers with its first node. Throws GraphError. */
export function buildGraph(expression: Expression, scope: Scope, pool: NodePool): number {
  const places: Place[] = [];
  const rulesInside: string[] = [];

  function place(): number {
    if (places.length >= MAX_PLACES) throw new GraphError(`the template expands to more than ${MAX_PLACES} places`);
    places.push({ empty: [], words: [], lists: [] });
    return places.length - 1;
  }

  function step(from: number, word: string, to: number): void {
    places[from]?.words.push({ word, to });
  }

  function finishWords(open: Open): number {
    const [first] = open;
    if (open.size === 1 && first !== undefined && first[0] === '') return first[1];
    const spelled = [...open].map(([unfinished, from]) => ({
      from,
      forms: (scope.spell ?? spellings)(wordsOf(unfinished)),
    }));
    const inner = spelled.flatMap(({ from, forms }) => {
      if (forms.length === 0) return [{ from, last: undefined }];
      return forms.map((words) => {
        let at = from;
        for (const word of words.slice(0, -1)) {
          const next = place();
          step(at, word, next);
          at = next;
        }
        return { from: at, last: words.at(-1) };
      });
    });
    // The joint comes last, so that every step leads to a later place.
    const joint = place();
    for (const { from, last } of inner) {
      if (last === undefined) places[from]?.empty.push(joint);
      else step(from, last, joint);
    }
    return joint;
  }

  function join(branches: readonly Open[]): Open {
    const together = new Map<string, Set<number>>();
    for (const branch of branches) {
      for (const [unfinished, from] of branch) {
        const known = together.get(unfinished);
        if (known === undefined) together.set(unfinished, new Set([from]));
        else known.add(from);
      }
    }
    if (together.size > MAX_OPEN_WORDS) throw new GraphError(`more than ${MAX_OPEN_WORDS} ways to write one word`);
    const joined: Open = new Map();
    for (const [unfinished, froms] of together) {
      const [only] = froms;
      if (froms.size === 1 && only !== undefined) {
        joined.set(unfinished, only);
        continue;
      }
      const joint = place();
      for (const from of froms) places[from]?.empty.push(joint);
      joined.set(unfinished, joint);
    }
    return joined;
  }

  function text(written: string, open: Open): Open {
    let now = open;
    for (const piece of written.split(/(\s+)/)) {
      if (piece === '') continue;
      if (/^\s/.test(piece)) now = new Map([['', finishWords(now)]]);
      else now = new Map([...now].map(([unfinished, from]) => [unfinished + piece, from]));
    }
    return now;
  }

  function emit(at: Expression, open: Open): Open {
    switch (at.kind) {
      case 'text':
        return text(at.text, open);
      case 'sequence':
        return at.items.reduce((now, item) => emit(item, now), open);
      case 'alternatives':
        return join(at.items.map((item) => emit(item, open)));
      case 'permutation': {
        if (at.items.length > MAX_PERMUTED) throw new GraphError(`a permutation of more than ${MAX_PERMUTED} parts`);
        const orders = permutations(at.items);
        return join(orders.map((order) => order.reduce((now, item) => text(' ', emit(item, now)), text(' ', open))));
      }
      case 'list': {
        const key = scope.listKey(at.list, at.slot);
        if (key === undefined) throw new GraphError(`there is no list "{${at.list}}"`);
        const from = finishWords(open);
        const to = place();
        places[from]?.lists.push({ list: key, slot: at.slot, capture: at.capture, to });
        return new Map([['', to]]);
      }
      case 'rule': {
        const body = scope.rule(at.rule);
        if (body === undefined) throw new GraphError(`there is no expansion rule "<${at.rule}>"`);
        if (rulesInside.includes(at.rule)) {
          throw new GraphError(
            `the rules ${[...rulesInside, at.rule].map((name) => `<${name}>`).join(' → ')} go in a circle`,
          );
        }
        rulesInside.push(at.rule);
        const after = emit(body, open);
        rulesInside.pop();
        return after;
      }
    }
  }

  const end = finishWords(emit(expression, new Map([['', place()]])));
  return intern(places, end, pool, scope);
}

/** `what's` may be written `whats`, in a template and in what was heard. */
function spellings(words: readonly string[]): readonly (readonly string[])[] {
  if (words.length === 0) return [];
  if (!words.includes("'s")) return [[...words]];
  const merged: string[] = [];
  for (const word of words) {
    const before = merged.at(-1);
    if (word === "'s" && before !== undefined) merged[merged.length - 1] = `${before}s`;
    else merged.push(word);
  }
  return merged.length === words.length ? [[...words]] : [[...words], merged];
}

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item, index) =>
    permutations(items.filter((_, other) => other !== index)).map((rest) => [item, ...rest]),
  );
}

/** Moves the places into the pool, last first, with the empty steps taken out. */
function intern(places: readonly Place[], end: number, pool: NodePool, scope: Scope): number {
  const index: number[] = [];
  for (let at = places.length - 1; at >= 0; at--) {
    let isEnd = at === end;
    const words = new Map<string, readonly [number, number]>();
    const lists = new Map<string, ListStep>();
    const own = places[at];
    for (const { word, to } of own?.words ?? []) {
      const target = index[to] ?? 0;
      const id = pool.wordId(word);
      words.set(`${id}>${target}`, [id, target]);
    }
    for (const list of own?.lists ?? []) {
      const target = index[list.to] ?? 0;
      lists.set(`${list.list}:${list.slot}:${list.capture}>${target}`, { ...list, to: target });
    }
    for (const to of own?.empty ?? []) {
      const merged = pool.node(index[to] ?? 0);
      if (merged === undefined) continue;
      isEnd ||= merged.end;
      for (let step = 0; step < merged.words.length; step += 2) {
        const id = merged.words[step] ?? 0;
        const target = merged.words[step + 1] ?? 0;
        words.set(`${id}>${target}`, [id, target]);
      }
      for (const list of merged.lists) lists.set(`${list.list}:${list.slot}:${list.capture}>${list.to}`, list);
    }
    index[at] = pool.add(isEnd, words, lists, scope.isOpen);
  }
  return index[0] ?? 0;
}
