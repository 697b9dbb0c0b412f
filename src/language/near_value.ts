import { bitsIn } from './edit_distance.ts';
import type { Grammar } from './grammar.ts';
import type { PreparedBlock } from './prepared.ts';
import { saidFor, valueFits } from './sample.ts';
import type { WantedWords } from './wanted_words.ts';
import { type Form, type WordIndex, wordIndexOf } from './word_index.ts';

/** A value of a list as it would be said. */
export interface NearValue {
  readonly text: string;
  readonly near: number;
  /** Bits of the wanted words that have been said with it. */
  readonly said: number;
}

/** Ways to say something of a list, and the wanted words in each, a bit each. */
interface WantedForms {
  readonly forms: readonly Form[];
  readonly bits: readonly number[];
}

const NONE: WantedForms = { forms: [], bits: [] };

/** Finds the values of lists that are nearest to the words that are still wanted. */
export class NearValues {
  readonly #grammar: Grammar;
  readonly #index: WordIndex;
  readonly #wanted: WantedWords;
  /** By key of the list. */
  readonly #forms = new Map<string, WantedForms>();
  /** By key of the list, what it is said about, and the bits of what has been said. */
  readonly #values = new Map<string, Map<string, Map<number, NearValue | undefined>>>();

  constructor(grammar: Grammar, wanted: WantedWords) {
    this.#grammar = grammar;
    this.#index = wordIndexOf(grammar);
    this.#wanted = wanted;
  }

  /** After what has been said; undefined where nothing of the list fits. */
  nearest(block: PreparedBlock, name: string): NearValue | undefined {
    const key = block.listKey(name);
    if (key === undefined) return undefined;
    // Blocks with the same conditions can say the same names.
    const about = name === 'name' ? block.about : '';
    const { said } = this.#wanted;
    const known = inner(inner(this.#values, key), about);
    if (known.has(said)) return known.get(said);
    const found = this.#work(block, key, name);
    this.#wanted.said = said;
    known.set(said, found);
    return found;
  }

  /** The first of the nearest. */
  #work(block: PreparedBlock, key: string, name: string): NearValue | undefined {
    const { said } = this.#wanted;
    let best: NearValue | undefined;
    for (const { text, words } of this.#ways(block, key, name)) {
      this.#wanted.said = said;
      const near = this.#wanted.say(words);
      if (best === undefined || near > best.near) best = { text, near, said: this.#wanted.said };
    }
    return best;
  }

  #ways(block: PreparedBlock, key: string, name: string): Pick<Form, 'text' | 'words'>[] {
    const kind = this.#grammar.readers.get(key)?.kind;
    if (kind === 'words') return this.#nearestForm(block, key, name);
    const texts = kind === undefined ? [] : saidFor(this.#grammar.prepared, key, name, [...this.#wanted.bits.keys()]);
    return texts.map((text) => ({ text, words: text.split(' ') }));
  }

  /** The nearest form that fits; of those as near, the one with the earlier word. */
  #nearestForm(block: PreparedBlock, key: string, name: string): Form[] {
    let best: Form | undefined;
    let most = Number.NEGATIVE_INFINITY;
    let first = 0;
    const { forms, bits } = this.#formsOf(key);
    for (let at = 0; at < forms.length; at++) {
      const form = forms[at];
      const unsaid = (bits[at] ?? 0) & ~this.#wanted.said;
      if (form === undefined || unsaid === 0) continue;
      const near = this.#wanted.nearness(form.words.length, bitsIn(unsaid));
      const earliest = unsaid & -unsaid;
      if (near < most || (near === most && earliest >= first)) continue;
      if (!form.things.some((value) => valueFits(block, name, value))) continue;
      best = form;
      most = near;
      first = earliest;
    }
    // A device that was not spoken of at all is not put in.
    best ??= name === 'name' ? undefined : this.#index.forms(key)[0];
    return best === undefined ? [] : [best];
  }

  /** The forms that have a wanted word, in their order. */
  #formsOf(key: string): WantedForms {
    const known = this.#forms.get(key);
    if (known !== undefined) return known;
    const made = this.#wantedOf(key);
    this.#forms.set(key, made);
    return made;
  }

  #wantedOf(key: string): WantedForms {
    const all = this.#index.forms(key);
    let wanted: Int32Array | undefined;
    for (const [word, bit] of this.#wanted.bits) {
      for (const { place } of this.#index.formsWith(key, word)) {
        wanted ??= new Int32Array(all.length);
        wanted[place] = (wanted[place] ?? 0) | bit;
      }
    }
    if (wanted === undefined) return NONE;
    const bits = wanted;
    const forms = all.filter(({ place }) => bits[place] !== 0);
    return { forms, bits: forms.map(({ place }) => bits[place] ?? 0) };
  }
}

function inner<K, L, V>(maps: Map<K, Map<L, V>>, key: K): Map<L, V> {
  const known = maps.get(key);
  if (known !== undefined) return known;
  const made = new Map<L, V>();
  maps.set(key, made);
  return made;
}
