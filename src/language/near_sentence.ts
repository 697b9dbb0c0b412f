import { bitsIn } from './edit_distance.ts';
import type { Grammar } from './grammar.ts';
import type { PreparedBlock, Spoken } from './prepared.ts';
import { saidFor, valueFits } from './sample.ts';
import type { Expression } from './templates/expression.ts';
import { type Form, type WordIndex, wordIndexOf } from './word_index.ts';

/** A sentence of the grammar, and how near it can come. */
export interface NearSentence {
  readonly sentence: Spoken;
  /** Wanted words that are in it, each once, less a little for each other word. */
  readonly near: number;
}

/** A value of a list as it would be said. */
interface SaidValue {
  readonly text: string;
  readonly near: number;
  readonly used: number;
}

/** A way to say something of a list, and the wanted words in it, a bit each. */
interface WantedForm {
  readonly form: Form;
  readonly bits: number;
}

const OTHER_WORD = 0.45;
const MAX_DEPTH = 60;
const MAX_WANTED = 30;

/**
 * Says sentences of the grammar so that they come near to some words. Greedy: each part is said in the way that is nearest by itself. How
 * near a sentence comes is worked out in numbers; its text is made for the few that are said.
 */
export class NearSpeaker {
  readonly #grammar: Grammar;
  readonly #index: WordIndex;
  /** Folded word → its bit. */
  readonly #wanted: ReadonlyMap<string, number>;
  /** By key of the list. */
  readonly #forms = new Map<string, readonly WantedForm[]>();
  /** By key of the list, what it is said about, and the bits of what has been said. */
  readonly #values = new Map<string, Map<string, Map<number, SaidValue | undefined>>>();
  /** Of the words in texts of the templates. */
  readonly #bits = new Map<string, readonly number[]>();
  /** Bits of the wanted words that have been said up to now. */
  #used = 0;

  /** Of more than 30 words the first count. */
  constructor(grammar: Grammar, wanted: ReadonlySet<string>) {
    this.#grammar = grammar;
    this.#index = wordIndexOf(grammar);
    this.#wanted = new Map([...wanted].slice(0, MAX_WANTED).map((word, index) => [word, 1 << index]));
  }

  /** Undefined where the home has nothing that the sentence could be about. */
  reach(sentence: Spoken): NearSentence | undefined {
    this.#used = 0;
    const near = this.#measure(sentence.block, this.#grammar.prepared.expression(sentence), 0);
    return near === undefined ? undefined : { sentence, near };
  }

  /** The text of a sentence that can be reached. */
  say({ sentence }: NearSentence): string {
    this.#used = 0;
    return this.#write(sentence.block, this.#grammar.prepared.expression(sentence), 0).replace(/\s+/g, ' ').trim();
  }

  /** How near a part comes after what was said before it; undefined where it cannot be said. */
  #measure(block: PreparedBlock, at: Expression, depth: number): number | undefined {
    if (depth > MAX_DEPTH) return undefined;
    switch (at.kind) {
      case 'text':
        return this.#measureText(at.text);
      case 'rule': {
        const body = block.rule(at.rule);
        return body === undefined ? undefined : this.#measure(block, body, depth + 1);
      }
      case 'list': {
        const value = this.#value(block, at.list);
        if (value !== undefined) this.#used = value.used;
        return value?.near;
      }
      case 'sequence':
      case 'permutation': {
        let all = 0;
        for (const item of at.items) {
          const near = this.#measure(block, item, depth + 1);
          if (near === undefined) return undefined;
          all += near;
        }
        return all;
      }
      case 'alternatives':
        return this.#nearest(block, at.items, depth)?.near;
    }
  }

  /** The first of the nearest; leaves what is used with it. */
  #nearest(
    block: PreparedBlock,
    items: readonly Expression[],
    depth: number,
  ): { item: Expression; near: number } | undefined {
    const before = this.#used;
    let best: Expression | undefined;
    let most = Number.NEGATIVE_INFINITY;
    let used = before;
    for (const item of items) {
      this.#used = before;
      const near = this.#measure(block, item, depth + 1);
      if (near === undefined || near <= most) continue;
      best = item;
      most = near;
      used = this.#used;
    }
    this.#used = used;
    return best === undefined ? undefined : { item: best, near: most };
  }

  #measureText(text: string): number {
    let bits = this.#bits.get(text);
    if (bits === undefined) {
      bits = this.#bitsOf(text.split(/\s+/).filter((word) => word !== ''));
      this.#bits.set(text, bits);
    }
    return this.#measureWords(bits);
  }

  /** Of each word; 0 for one that is not wanted. */
  #bitsOf(words: readonly string[]): number[] {
    return words.map((word) => this.#wanted.get(word) ?? 0);
  }

  #measureWords(bits: readonly number[]): number {
    let near = 0;
    for (const bit of bits) {
      near += (this.#used & bit) === bit ? -OTHER_WORD : 1;
      this.#used |= bit;
    }
    return near;
  }

  #write(block: PreparedBlock, at: Expression, depth: number): string {
    switch (at.kind) {
      case 'text':
        this.#measureText(at.text);
        return at.text;
      case 'rule': {
        const body = block.rule(at.rule);
        return body === undefined ? '' : this.#write(block, body, depth + 1);
      }
      case 'list': {
        const value = this.#value(block, at.list);
        this.#used = value?.used ?? this.#used;
        return value?.text ?? '';
      }
      case 'sequence':
      case 'permutation':
        return at.items.map((item) => this.#write(block, item, depth + 1)).join(at.kind === 'permutation' ? ' ' : '');
      case 'alternatives': {
        const before = this.#used;
        const nearest = this.#nearest(block, at.items, depth);
        this.#used = before;
        return nearest === undefined ? '' : this.#write(block, nearest.item, depth + 1);
      }
    }
  }

  #value(block: PreparedBlock, name: string): SaidValue | undefined {
    const key = block.listKey(name);
    const reader = key === undefined ? undefined : this.#grammar.readers.get(key);
    if (key === undefined || reader === undefined) return undefined;
    // Blocks with the same conditions can say the same names.
    const about = name === 'name' ? block.about : '';
    const used = this.#used;
    const known = inner(inner(this.#values, key), about);
    if (known.has(used)) return known.get(used);
    const ways =
      reader.kind === 'words'
        ? this.#nearestForm(block, key, name)
        : saidFor(this.#grammar.prepared, key, name, [...this.#wanted.keys()]).map((text) => ({
            text,
            words: text.split(' '),
          }));
    let best: SaidValue | undefined;
    for (const { text, words } of ways) {
      this.#used = used;
      const near = this.#measureWords(this.#bitsOf(words));
      if (best === undefined || near > best.near) best = { text, near, used: this.#used };
    }
    this.#used = used;
    known.set(used, best);
    return best;
  }

  /** The nearest form that fits; of those as near, the one with the earlier word. */
  #nearestForm(block: PreparedBlock, key: string, name: string): Form[] {
    let best: Form | undefined;
    let most = Number.NEGATIVE_INFINITY;
    let first = 0;
    for (const { form, bits } of this.#formsOf(key)) {
      const unused = bits & ~this.#used;
      if (unused === 0) continue;
      const count = bitsIn(unused);
      const near = count - (form.words.length - count) * OTHER_WORD;
      const earliest = unused & -unused;
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
  #formsOf(key: string): readonly WantedForm[] {
    const known = this.#forms.get(key);
    if (known !== undefined) return known;
    const bits = new Map<Form, number>();
    for (const [word, bit] of this.#wanted)
      for (const form of this.#index.formsWith(key, word)) bits.set(form, (bits.get(form) ?? 0) | bit);
    const made = [...bits]
      .map(([form, bits]) => ({ form, bits }))
      .sort((one, other) => one.form.place - other.form.place);
    this.#forms.set(key, made);
    return made;
  }
}

function inner<K, L, V>(maps: Map<K, Map<L, V>>, key: K): Map<L, V> {
  const known = maps.get(key);
  if (known !== undefined) return known;
  const made = new Map<L, V>();
  maps.set(key, made);
  return made;
}
