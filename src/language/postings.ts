import type { Occurrences, PreparedData } from './prepared_data.ts';
import type { NodePool } from './templates/node_pool.ts';
import { toInts } from './templates/word_graph.ts';

/** A sentence by its place among all, and its first node. */
export interface Finding {
  readonly sentence: number;
  readonly start: number;
}

/** Where sentences of a pool are found by their words and lists, added to where those of `base` are. */
export function addPostings(
  pool: NodePool,
  findings: readonly Finding[],
  base: PreparedData | undefined,
): Pick<PreparedData, 'starting' | 'having' | 'ending'> {
  const starting = new OccurrenceBuilder(base?.starting);
  const having = new OccurrenceBuilder(base?.having);
  const ending = new OccurrenceBuilder(base?.ending);
  for (const { sentence, start } of findings) {
    for (const { from, word, list, to } of stepsFrom(pool, start)) {
      const isLast = pool.node(to)?.end === true;
      for (const occurrences of [having, ...(from === start ? [starting] : []), ...(isLast ? [ending] : [])]) {
        if (word !== undefined) occurrences.addWord(word, sentence);
        if (list !== undefined) occurrences.addList(list, sentence);
      }
    }
  }
  const words = pool.vocabulary.size;
  return { starting: starting.made(words), having: having.made(words), ending: ending.made(words) };
}

/** Gathers the sentences in their order, each once. */
class OccurrenceBuilder {
  readonly #base: Occurrences | undefined;
  readonly #words: number[][] = [];
  readonly #lists: Map<string, number[]>;

  constructor(base: Occurrences | undefined) {
    this.#base = base;
    this.#lists = new Map(Object.entries(base?.lists ?? {}).map(([key, sentences]) => [key, [...sentences]]));
  }

  addWord(word: number, sentence: number): void {
    const known = this.#words[word];
    if (known === undefined) this.#words[word] = [sentence];
    else if (known.at(-1) !== sentence) known.push(sentence);
  }

  addList(list: string, sentence: number): void {
    const known = this.#lists.get(list);
    if (known === undefined) this.#lists.set(list, [sentence]);
    else if (known.at(-1) !== sentence) known.push(sentence);
  }

  made(words: number): Occurrences {
    const from = [0];
    const items: number[] = [];
    for (let word = 0; word < words; word++) {
      const last = this.#base?.from[word + 1] ?? 0;
      for (let at = this.#base?.from[word] ?? 0; at < last; at++) items.push(this.#base?.items[at] ?? 0);
      for (const item of this.#words[word] ?? []) items.push(item);
      from.push(items.length);
    }
    return { from: toInts(from), items: toInts(items), lists: Object.fromEntries(this.#lists) };
  }
}

interface Step {
  readonly from: number;
  readonly word?: number | undefined;
  readonly list?: string;
  readonly to: number;
}

/** Every step on any way from a node. */
function* stepsFrom(pool: NodePool, start: number): Generator<Step> {
  const seen = new Set([start]);
  const open = [start];
  for (let from = open.pop(); from !== undefined; from = open.pop()) {
    const { words = [], lists = [] } = pool.node(from) ?? {};
    for (let step = 0; step < words.length; step += 2) {
      const to = words[step + 1] ?? 0;
      yield { from, word: words[step], to };
      if (!seen.has(to)) open.push(to);
      seen.add(to);
    }
    for (const { list, to } of lists) {
      yield { from, list, to };
      if (!seen.has(to)) open.push(to);
      seen.add(to);
    }
  }
}
