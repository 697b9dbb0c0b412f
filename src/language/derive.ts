import type { ListReader, Reading } from './list_reader.ts';
import { plainValue, type SlotValue } from './slot_value.ts';
import { OPEN, type WordGraph } from './templates/word_graph.ts';
import { textBetween, type Utterance } from './text.ts';

/** A slot of a derivation, with the tokens that filled it: `from` up to, not with, `to`. */
export interface Fill {
  readonly slot: string;
  readonly capture: boolean;
  readonly list: string;
  readonly value: SlotValue;
  readonly wildcard: boolean;
  readonly from: number;
  readonly to: number;
  readonly rest: Fill | undefined;
}

/** One way in which the tokens from a place on make up the end of a sentence. */
export interface Derivation {
  readonly literals: number;
  /** Tokens inside wildcards. */
  readonly loose: number;
  /** Tokens that name something in the home. */
  readonly named: number;
  readonly fills: Fill | undefined;
}

/** Ways kept for each place: enough for every reading that differs, few enough that no text takes long. */
const MAX_WAYS = 16;
const END: readonly Derivation[] = [{ literals: 0, loose: 0, named: 0, fills: undefined }];
const NONE: readonly Derivation[] = [];

/**
 * Works out how an utterance can be derived from nodes of the graph. Each (node, token) pair is worked out once, so the time is at
 * most nodes x tokens, times tokens where there are wildcards, whatever the text and the templates.
 */
export class Deriver {
  readonly #graph: WordGraph;
  readonly #ids: readonly number[];
  readonly #words: readonly string[];
  readonly #utterance: Utterance;
  readonly #readers: ReadonlyMap<string, ListReader>;
  readonly #ways = new Map<number, readonly Derivation[]>();
  readonly #readings = new Map<string, Reading[][]>();

  constructor(
    graph: WordGraph,
    vocabulary: ReadonlyMap<string, number>,
    readers: ReadonlyMap<string, ListReader>,
    utterance: Utterance,
  ) {
    this.#graph = graph;
    this.#words = utterance.tokens.map((token) => token.word);
    this.#ids = this.#words.map((word) => vocabulary.get(word) ?? -1);
    this.#utterance = utterance;
    this.#readers = readers;
  }

  /** Values of a list that start at a token. */
  readings(list: string, at: number): readonly Reading[] {
    const reader = this.#readers.get(list);
    if (reader === undefined || reader.kind === 'wildcard') return [];
    let known = this.#readings.get(list);
    if (known === undefined) {
      known = [];
      this.#readings.set(list, known);
    }
    let found = known[at];
    if (found === undefined) {
      found = reader.read(this.#words, at, this.#utterance);
      known[at] = found;
    }
    return found;
  }

  /** The ways from `node` at token `at` to the end of both sentence and utterance, best first. */
  ways(node: number, at: number): readonly Derivation[] {
    const key = node * (this.#ids.length + 1) + at;
    const known = this.#ways.get(key);
    if (known !== undefined) return known;
    const found = this.#derive(node, at);
    this.#ways.set(key, found);
    return found;
  }

  #derive(index: number, at: number): readonly Derivation[] {
    const { ends, shortest, longest, wordFrom, wordIds, wordTo, listFrom, listKinds, listTo, kinds } = this.#graph;
    if (at === this.#ids.length) return ends[index] === 1 ? END : NONE;
    const left = this.#ids.length - at;
    const most = longest[index] ?? 0;
    if (left < (shortest[index] ?? OPEN) || (left > most && most !== OPEN)) return NONE;
    let found: Derivation[] | undefined;
    const id = this.#ids[at] ?? -1;
    const words = id < 0 ? 0 : (wordFrom[index + 1] ?? 0);
    for (let step = wordFrom[index] ?? 0; step < words; step++) {
      if (wordIds[step] !== id) continue;
      const ways = this.ways(wordTo[step] ?? 0, at + 1);
      if (ways.length === 0) continue;
      found ??= [];
      for (const { literals, loose, named, fills } of ways) found.push({ literals: literals + 1, loose, named, fills });
    }
    const lists = listFrom[index + 1] ?? 0;
    for (let step = listFrom[index] ?? 0; step < lists; step++) {
      const kind = kinds[listKinds[step] ?? -1];
      if (kind === undefined) continue;
      const { list, slot, capture } = kind;
      const to = listTo[step] ?? 0;
      const wildcard = this.#readers.get(list)?.kind === 'wildcard';
      if (wildcard) {
        for (let next = at + 1; next <= this.#ids.length; next++) {
          const ways = this.ways(to, next);
          if (ways.length === 0) continue;
          found ??= [];
          const value = plainValue(textBetween(this.#utterance, at, next));
          for (const way of ways) {
            const rest = way.fills;
            const fills: Fill = { slot, capture, list, value, wildcard, from: at, to: next, rest };
            found.push({ ...way, loose: way.loose + next - at, fills });
          }
        }
        continue;
      }
      for (const { value, next } of this.readings(list, at)) {
        const ways = this.ways(to, next);
        if (ways.length === 0) continue;
        found ??= [];
        for (const way of ways) {
          const rest = way.fills;
          const fills: Fill = { slot, capture, list, value, wildcard, from: at, to: next, rest };
          found.push({ ...way, named: way.named + (value.ids.length > 0 ? next - at : 0), fills });
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
