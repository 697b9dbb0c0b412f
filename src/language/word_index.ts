import { NearbyWords } from './edit_distance.ts';
import type { Grammar } from './grammar.ts';
import { itemsOf, type Prepared, type Sentence } from './prepared.ts';
import type { SlotValue } from './slot_value.ts';

/** A way to say something of a list. */
export interface Form {
  readonly text: string;
  readonly words: readonly string[];
  readonly things: readonly SlotValue[];
  /** Among those of the list. */
  readonly place: number;
}

/** Sentences and names by the words in them: for finding what is near to a text. Made when it is first needed. */
export class WordIndex {
  /** Every word of the sentences and of the home. */
  readonly words: ReadonlySet<string>;
  readonly #prepared: Prepared;
  #nearby: NearbyWords | undefined;
  readonly #wordsIn = new Map<string, readonly string[]>();
  readonly #forms = new Map<
    string,
    { readonly all: readonly Form[]; readonly byWord: ReadonlyMap<string, readonly Form[]> }
  >();

  constructor(grammar: Grammar) {
    this.#prepared = grammar.prepared;
    const words = new Set(grammar.prepared.vocabulary.keys());
    for (const [key, reader] of grammar.readers) {
      if (reader.kind !== 'words') continue;
      const all: Form[] = [];
      const byWord = new Map<string, Form[]>();
      for (const entry of reader.trie.entries()) {
        const { words: said, things } = entry;
        const form = { words: said, text: said.join(' ').replaceAll(" 's", "'s"), things, place: all.length };
        all.push(form);
        for (const word of new Set(entry.words)) {
          words.add(word);
          push(byWord, word, form);
        }
      }
      this.#forms.set(key, { all, byWord });
    }
    this.words = words;
  }

  /** The sentences that can contain most of the words, rare words counting more; at most `limit`. */
  sentencesNear(words: ReadonlySet<string>, limit: number): Sentence[] {
    const { data, vocabulary, sentences } = this.#prepared;
    const weights = new Float32Array(sentences.length);
    for (const word of words) {
      const having = itemsOf(data.having, vocabulary.get(word) ?? data.words.length);
      const weight = 1 / Math.sqrt(having.length + 1);
      for (const order of having) weights[order] = (weights[order] ?? 0) + weight;
    }
    // The heaviest in order, without sorting all.
    const best: number[] = [];
    const weightOf = (place: number): number => weights[best[place] ?? -1] ?? 0;
    for (let order = 0; order < weights.length; order++) {
      const weight = weights[order] ?? 0;
      if (weight === 0 || (best.length === limit && weight <= weightOf(limit - 1))) continue;
      let place = best.length;
      while (place > 0 && weightOf(place - 1) < weight) place -= 1;
      best.splice(place, 0, order);
      if (best.length > limit) best.pop();
    }
    return best.flatMap((order) => sentences[order] ?? []);
  }

  /** Ways to say something of a list. */
  forms(list: string): readonly Form[] {
    return this.#forms.get(list)?.all ?? [];
  }

  /** Those with a word in them. */
  formsWith(list: string, word: string): readonly Form[] {
    return this.#forms.get(list)?.byWord.get(word) ?? [];
  }

  /** The words in a text of a template. */
  wordsIn(text: string): readonly string[] {
    const known = this.#wordsIn.get(text);
    if (known !== undefined) return known;
    const words = text.split(/\s+/).filter((word) => word !== '');
    this.#wordsIn.set(text, words);
    return words;
  }

  /** The known word that a word was most likely meant to be. */
  nearest(word: string): string | undefined {
    this.#nearby ??= new NearbyWords(this.words);
    return this.#nearby.nearest(word);
  }
}

const indexes = new WeakMap<Grammar, WordIndex>();

export function wordIndexOf(grammar: Grammar): WordIndex {
  const known = indexes.get(grammar);
  if (known !== undefined) return known;
  const made = new WordIndex(grammar);
  indexes.set(grammar, made);
  return made;
}

function push<K, V>(index: Map<K, V[]>, key: K, value: V): void {
  const known = index.get(key);
  if (known === undefined) index.set(key, [value]);
  else known.push(value);
}
