import type { ListReader, Reading } from './list_reader.ts';
import { type Derivation, type Fill, Rest } from './rest.ts';
import { plainValue } from './slot_value.ts';
import { OPEN, type WordGraph } from './templates/word_graph.ts';
import type { Token } from './text.ts';

/** Ways kept for each place: enough for every reading that differs, few enough that no text takes long. */
const MAX_WAYS = 16;
const END: readonly Derivation[] = [{ literals: 0, loose: 0, named: 0, fills: undefined }];
const NONE: readonly Derivation[] = [];
const NOTHING: readonly Reading[] = [];

/**
 * Works out how parts of one utterance can be derived from nodes of the graph. Each (node, rest) pair is worked out once, so the time is at
 * most nodes x rests, times tokens where there are wildcards, whatever the text and the templates.
 */
export class Deriver {
  readonly #graph: WordGraph;
  readonly #vocabulary: ReadonlyMap<string, number>;
  readonly #readers: ReadonlyMap<string, ListReader>;
  readonly #text: string;
  readonly #end = new Rest();
  readonly #idOf = (word: string): number => this.#vocabulary.get(word) ?? -1;

  /** `text` is what the tokens stand in. */
  constructor(
    graph: WordGraph,
    vocabulary: ReadonlyMap<string, number>,
    readers: ReadonlyMap<string, ListReader>,
    text: string,
  ) {
    this.#graph = graph;
    this.#vocabulary = vocabulary;
    this.#readers = readers;
    this.#text = text;
  }

  rest(tokens: readonly Token[]): Rest {
    let rest = this.#end;
    for (let at = tokens.length - 1; at >= 0; at--) {
      const token = tokens[at];
      if (token === undefined) continue;
      rest = rest.behind(token, this.#idOf);
    }
    return rest;
  }

  /** Values of a list at the start of a rest. */
  readings(list: string, rest: Rest): readonly Reading[] {
    const known = rest.knownReadings(list);
    if (known !== undefined) return known;
    const reader = this.#readers.get(list);
    const found = reader === undefined || reader.kind === 'wildcard' ? NOTHING : reader.read(rest.words, 0);
    rest.keepReadings(list, found);
    return found;
  }

  /** The ways from `node` to the end of both sentence and utterance, best first. */
  ways(node: number, rest: Rest): readonly Derivation[] {
    if (rest.next === undefined) return this.#graph.ends[node] === 1 ? END : NONE;
    if (!this.#canTake(node, rest)) return NONE;
    const known = rest.knownWays(node);
    if (known !== undefined) return known;
    const found = this.#derive(node, rest, rest.next);
    rest.keepWays(node, found);
    return found;
  }

  /** Whether as many tokens as are left can follow a node, and it has a step that may take the first. Cheaper to see again than to remember. */
  #canTake(node: number, { id, length: left }: Rest): boolean {
    const { shortest, longest, wordFrom, wordIds, listFrom } = this.#graph;
    const most = longest[node] ?? 0;
    if (left < (shortest[node] ?? OPEN) || (left > most && most !== OPEN)) return false;
    if (listFrom[node] !== listFrom[node + 1]) return true;
    const end = id < 0 ? 0 : (wordFrom[node + 1] ?? 0);
    for (let step = wordFrom[node] ?? 0; step < end; step++) if (wordIds[step] === id) return true;
    return false;
  }

  #derive(index: number, rest: Rest, next: Rest): readonly Derivation[] {
    const { wordFrom, wordIds, wordTo, listFrom, listKinds, listTo, kinds } = this.#graph;
    const { id, length: left } = rest;
    let found: Derivation[] | undefined;
    const words = id < 0 ? 0 : (wordFrom[index + 1] ?? 0);
    for (let step = wordFrom[index] ?? 0; step < words; step++) {
      if (wordIds[step] !== id) continue;
      const ways = this.ways(wordTo[step] ?? 0, next);
      if (ways.length === 0) continue;
      found ??= [];
      for (const { literals, loose, named, fills } of ways) found.push({ literals: literals + 1, loose, named, fills });
    }
    const lists = listFrom[index + 1] ?? 0;
    for (let step = listFrom[index] ?? 0; step < lists; step++) {
      const kind = kinds[listKinds[step] ?? -1];
      if (kind === undefined) continue;
      const { list, slot, capture } = kind;
      const target = listTo[step] ?? 0;
      if (this.#readers.get(list)?.kind === 'wildcard') {
        const start = rest.token?.start ?? 0;
        let last = rest;
        for (let after: Rest | undefined = next; after !== undefined; after = after.next) {
          const to = after.length;
          const ways = this.ways(target, after);
          if (ways.length > 0) {
            found ??= [];
            const value = plainValue(this.#text.slice(start, last.token?.end));
            for (const { literals, loose, named, fills: behind } of ways) {
              const fills = { slot, capture, list, value, wildcard: true, from: left, to, rest: behind };
              found.push({ literals, loose: loose + left - to, named, fills });
            }
          }
          last = after;
        }
        continue;
      }
      for (const { value, next: taken } of this.readings(list, rest)) {
        const after = rest.after(taken);
        const ways = after === undefined ? NONE : this.ways(target, after);
        if (ways.length === 0) continue;
        found ??= [];
        const words = value.ids.length > 0 ? taken : 0;
        for (const { literals, loose, named, fills: behind } of ways) {
          const fills = { slot, capture, list, value, wildcard: false, from: left, to: left - taken, rest: behind };
          found.push({ literals, loose, named: named + words, fills });
        }
      }
    }
    if (found === undefined) return NONE;
    return found.length === 1 ? found : bestOf(found);
  }
}

/** The best ways, each set of slots once. */
function bestOf(found: Derivation[]): Derivation[] {
  found.sort((left, right) => left.loose - right.loose || right.named - left.named || right.literals - left.literals);
  const kept: Derivation[] = [];
  for (const way of found) {
    if (kept.some((other) => sameFills(other.fills, way.fills))) continue;
    kept.push(way);
    if (kept.length === MAX_WAYS) break;
  }
  return kept;
}

function sameFills(left: Fill | undefined, right: Fill | undefined): boolean {
  let one = left;
  let other = right;
  while (one !== undefined && other !== undefined) {
    if (one === other) return true;
    if (one.slot !== other.slot || one.from !== other.from || one.to !== other.to || one.value !== other.value) {
      const plain =
        one.value.ids.length === 0 && other.value.ids.length === 0 && one.value.context === other.value.context;
      if (
        !plain ||
        one.slot !== other.slot ||
        one.from !== other.from ||
        one.to !== other.to ||
        one.value.out !== other.value.out
      )
        return false;
    }
    one = one.rest;
    other = other.rest;
  }
  return one === other;
}
