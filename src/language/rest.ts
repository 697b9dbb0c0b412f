import type { Reading } from './list_reader.ts';
import type { SlotValue } from './slot_value.ts';
import type { Token } from './text.ts';

/** A slot of a derivation, with the tokens that filled it, counted from the end: `from` are left before it, `to` after it. */
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

/** The tokens from a place on. The same tokens are the same rest, so what is found for it serves every clause that ends with it. */
export class Rest {
  readonly length: number;
  readonly token: Token | undefined;
  readonly next: Rest | undefined;
  /** Of the first word; -1 where no sentence has it. */
  readonly id: number;
  // Made when they are needed: most rests are looked at once.
  #ways: Map<number, readonly Derivation[]> | undefined;
  #readings: { readonly list: string; readonly readings: readonly Reading[] }[] | undefined;
  #before: Rest[] | undefined;
  #words: readonly string[] | undefined;

  constructor(token?: Token, next?: Rest, id = -1) {
    this.token = token;
    this.next = next;
    this.id = id;
    this.length = next === undefined ? 0 : next.length + 1;
  }

  /** Folded. */
  get words(): readonly string[] {
    if (this.#words !== undefined) return this.#words;
    const words: string[] = [];
    for (let at: Rest | undefined = this; at?.token !== undefined; at = at.next) words.push(at.token.word);
    this.#words = words;
    return words;
  }

  /** This rest with a token before it. */
  behind(token: Token, idOf: (word: string) => number): Rest {
    const known = this.#before?.find((rest) => rest.token === token);
    if (known !== undefined) return known;
    const longer = new Rest(token, this, idOf(token.word));
    this.#before ??= [];
    this.#before.push(longer);
    return longer;
  }

  knownWays(node: number): readonly Derivation[] | undefined {
    return this.#ways?.get(node);
  }

  keepWays(node: number, ways: readonly Derivation[]): void {
    this.#ways ??= new Map();
    this.#ways.set(node, ways);
  }

  knownReadings(list: string): readonly Reading[] | undefined {
    return this.#readings?.find((known) => known.list === list)?.readings;
  }

  keepReadings(list: string, readings: readonly Reading[]): void {
    this.#readings ??= [];
    this.#readings.push({ list, readings });
  }

  after(tokens: number): Rest | undefined {
    let at: Rest | undefined = this;
    for (let count = 0; at !== undefined && count < tokens; count++) at = at.next;
    return at;
  }
}
