import type { ListReader } from './list_reader.ts';
import { itemsOf, type Prepared } from './prepared.ts';
import type { Occurrences } from './prepared_data.ts';
import type { Token } from './text.ts';
import { isNumberWord } from './values/number_words.ts';

/** Sentences, a bit each: bit `order % 32` of number `order / 32`. */
type Bits = Uint32Array;

/** Keys of the lists of words that have a word in one of their values. */
export type ListsWith = (word: string) => Iterable<string>;

/**
 * Tells without matching which sentences cannot be what was said: each word must stand in the sentence itself or in a list that it has, and
 * the last one where the sentence can end. That is necessary, not sufficient: what is left is matched. Of 450 sentences that begin with
 * `turn` some 20 are left for a usual command, none or a few for the wrong half of two.
 */
export class CandidateIndex {
  /** How many numbers a set takes. */
  readonly width: number;
  readonly #vocabulary: ReadonlyMap<string, number>;
  readonly #listsWith: ListsWith;
  readonly #anywhere: Place;
  readonly #atEnd: Place;

  constructor(prepared: Prepared, readers: ReadonlyMap<string, ListReader>, listsWith: ListsWith) {
    this.width = Math.ceil(prepared.sentences.length / 32);
    this.#vocabulary = prepared.vocabulary;
    this.#listsWith = listsWith;
    this.#anywhere = new Place(prepared.data.having, readers, this.width);
    this.#atEnd = new Place(prepared.data.ending, readers, this.width);
  }

  /** The sentences that can have a word anywhere. */
  having(word: string): Bits {
    return this.#anywhere.sentencesWith(word, this.#vocabulary.get(word), this.#listsWith(word));
  }

  /** The sentences that can end with a word. */
  ending(word: string): Bits {
    return this.#atEnd.sentencesWith(word, this.#vocabulary.get(word), this.#listsWith(word));
  }
}

/** What sentences have in one kind of place, as sets of sentences. */
class Place {
  readonly #occurrences: Occurrences;
  /** With a list that can hold any word. */
  readonly #open: Bits;
  /** With a list of numbers. */
  readonly #numbers: Bits;
  readonly #words = new Map<string, Bits>();

  constructor(occurrences: Occurrences, readers: ReadonlyMap<string, ListReader>, width: number) {
    this.#occurrences = occurrences;
    this.#open = new Uint32Array(width);
    this.#numbers = new Uint32Array(width);
    for (const [list, orders] of Object.entries(occurrences.lists)) {
      const reader = readers.get(list);
      if (reader === undefined) continue;
      if (reader.kind === 'words') {
        const own = new Uint32Array(width);
        addAll(own, orders);
        this.#words.set(list, own);
      } else addAll(reader.kind === 'range' ? this.#numbers : this.#open, orders);
    }
  }

  sentencesWith(word: string, id: number | undefined, lists: Iterable<string>): Bits {
    const found = this.#open.slice();
    if (id !== undefined) addAll(found, itemsOf(this.#occurrences, id));
    if (isNumberWord(word)) unite(found, this.#numbers);
    for (const list of lists) {
      const sentences = this.#words.get(list);
      if (sentences !== undefined) unite(found, sentences);
    }
    return found;
  }
}

/** The candidates for the clauses of one utterance: what a word tells is worked out once. */
export class Sieve {
  readonly #index: CandidateIndex;
  readonly #having = new Map<string, Bits>();
  readonly #ending = new Map<string, Bits>();
  readonly #left: Bits;

  constructor(index: CandidateIndex) {
    this.#index = index;
    this.#left = new Uint32Array(index.width);
  }

  /** Leaves the sentences that could be what these tokens say. */
  keep(tokens: readonly Token[]): void {
    const last = tokens.at(-1)?.word ?? '';
    this.#left.set(remembered(this.#ending, last, () => this.#index.ending(last)));
    for (const { word } of tokens)
      intersect(
        this.#left,
        remembered(this.#having, word, () => this.#index.having(word)),
      );
  }

  isLeft(order: number): boolean {
    return ((this.#left[order >>> 5] ?? 0) & (1 << (order & 31))) !== 0;
  }

  /** Whether a sentence was left; it is no more. */
  take(order: number): boolean {
    const found = this.isLeft(order);
    if (found) this.#left[order >>> 5] = (this.#left[order >>> 5] ?? 0) & ~(1 << (order & 31));
    return found;
  }
}

function remembered(known: Map<string, Bits>, word: string, make: () => Bits): Bits {
  const found = known.get(word);
  if (found !== undefined) return found;
  const made = make();
  known.set(word, made);
  return made;
}

function addAll(bits: Bits, orders: ArrayLike<number>): void {
  for (let at = 0; at < orders.length; at++) {
    const order = orders[at] ?? 0;
    bits[order >>> 5] = (bits[order >>> 5] ?? 0) | (1 << (order & 31));
  }
}

function unite(bits: Bits, others: Bits): void {
  for (let at = 0; at < bits.length; at++) bits[at] = (bits[at] ?? 0) | (others[at] ?? 0);
}

function intersect(bits: Bits, others: Bits): void {
  for (let at = 0; at < bits.length; at++) bits[at] = (bits[at] ?? 0) & (others[at] ?? 0);
}
