import type { ListReader } from './list_reader.ts';
import { itemsOf, type Prepared } from './prepared.ts';
import type { Occurrences } from './prepared_data.ts';
import type { Token } from './text.ts';
import { isNumberWord } from './values/number_words.ts';

/** Sentences, a bit each: bit `order % 32` of number `order / 32`. */
type Bits = Uint32Array;

/** Keys of the lists that have a word in one of their values. */
export type ListsWith = (word: string) => readonly string[];

/** Words in so many sentences and more have their set made ready. */
const FREQUENT = 64;

/** Where words and lists stand in sentences, as sets of sentences. It is the same for every home. */
export class CandidateIndex {
  /** How many numbers a set takes. */
  readonly width: number;
  readonly vocabulary: ReadonlyMap<string, number>;
  readonly atStart: Place;
  readonly anywhere: Place;
  readonly atEnd: Place;

  /** `kindOf` tells what a list is, by its key; undefined where it is none. */
  constructor(prepared: Prepared, kindOf: (list: string) => ListReader['kind'] | undefined) {
    const { starting, having, ending } = prepared.data;
    this.width = Math.ceil(prepared.sentences.length / 32);
    this.vocabulary = prepared.vocabulary;
    this.atStart = new Place(starting, this.width, kindOf);
    this.anywhere = new Place(having, this.width, kindOf);
    this.atEnd = new Place(ending, this.width, kindOf);
  }
}

/** What can stand in one kind of place. */
class Place {
  readonly #occurrences: Occurrences;
  /** With a list that can hold any word. */
  readonly #open: Bits;
  /** With a list of numbers. */
  readonly #numbers: Bits;
  /** With a list of words, by its key. */
  readonly #lists = new Map<string, Bits>();
  /** With a frequent word, by its id, or with a list that can hold any. */
  readonly #words = new Map<number, Bits>();

  constructor(occurrences: Occurrences, width: number, kindOf: (list: string) => ListReader['kind'] | undefined) {
    this.#occurrences = occurrences;
    this.#open = new Uint32Array(width);
    this.#numbers = new Uint32Array(width);
    for (const [list, orders] of Object.entries(occurrences.lists)) {
      const kind = kindOf(list);
      if (kind === undefined) continue;
      if (kind === 'words') {
        const own = new Uint32Array(width);
        addAll(own, orders);
        this.#lists.set(list, own);
      } else addAll(kind === 'range' ? this.#numbers : this.#open, orders);
    }
    for (let id = 0; id < occurrences.from.length - 1; id++) {
      const count = (occurrences.from[id + 1] ?? 0) - (occurrences.from[id] ?? 0);
      if (count >= FREQUENT) this.#words.set(id, this.#withWord(id));
    }
  }

  /** The sentences in which a word can stand there, of the sentence itself or in one of the lists. Not to be written to. */
  sentences(word: string, id: number | undefined, lists: readonly string[]): Bits {
    const ready = id === undefined ? this.#open : this.#words.get(id);
    const isNumber = isNumberWord(word);
    if (ready !== undefined && !isNumber && lists.length === 0) return ready;
    const found = ready?.slice() ?? this.#withWord(id ?? -1);
    if (isNumber) unite(found, this.#numbers);
    for (const list of lists) {
      const own = this.#lists.get(list);
      if (own !== undefined) unite(found, own);
    }
    return found;
  }

  #withWord(id: number): Bits {
    const found = this.#open.slice();
    addAll(found, itemsOf(this.#occurrences, id));
    return found;
  }
}

/**
 * Tells without matching which sentences cannot be what a clause of an utterance says: each word must stand in the sentence itself or in a list
 * that it has, the first where it can begin and the last where it can end. That is necessary, not sufficient: what is left is matched. Of
 * 450 sentences that begin with `turn` some 20 are left for a usual command, none or a few for the wrong half of two.
 */
export class Sieve {
  readonly #index: CandidateIndex;
  readonly #listsWith: ListsWith;
  readonly #words = new Map<string, SentencesWith>();
  readonly #left: Bits;

  constructor(index: CandidateIndex, listsWith: ListsWith) {
    this.#index = index;
    this.#listsWith = listsWith;
    this.#left = new Uint32Array(index.width);
  }

  /** Orders of the sentences that could be what these tokens say; at least one token. */
  candidates(tokens: readonly Token[]): number[] {
    const left = this.#left.fill(0xffffffff);
    const { atStart, atEnd } = this.#index;
    const first = this.#with(tokens[0]?.word ?? '');
    first.starting ??= atStart.sentences(first.word, first.id, first.lists);
    intersect(left, first.starting);
    const last = this.#with(tokens.at(-1)?.word ?? '');
    last.ending ??= atEnd.sentences(last.word, last.id, last.lists);
    intersect(left, last.ending);
    for (const { word } of tokens) intersect(left, this.#with(word).having);
    return ordersIn(left);
  }

  #with(word: string): SentencesWith {
    const known = this.#words.get(word);
    if (known !== undefined) return known;
    const id = this.#index.vocabulary.get(word);
    const lists = this.#listsWith(word);
    const made = { word, id, lists, having: this.#index.anywhere.sentences(word, id, lists) };
    this.#words.set(word, made);
    return made;
  }
}

/** What a word tells; worked out once for an utterance. */
interface SentencesWith {
  readonly word: string;
  readonly id: number | undefined;
  readonly lists: readonly string[];
  readonly having: Bits;
  starting?: Bits;
  ending?: Bits;
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

/** In their order. */
function ordersIn(bits: Bits): number[] {
  const found: number[] = [];
  for (let at = 0; at < bits.length; at++) {
    // The lowest bit each time.
    for (let rest = bits[at] ?? 0; rest !== 0; rest &= rest - 1) found.push(at * 32 + 31 - Math.clz32(rest & -rest));
  }
  return found;
}
