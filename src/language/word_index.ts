import type { Grammar } from './grammar.ts';
import type { Sentence } from './prepared.ts';
import type { SlotValue } from './slot_value.ts';
import type { NodePool } from './templates/node_pool.ts';

/** A way to say something of a list. */
export interface Form {
  readonly text: string;
  readonly things: readonly SlotValue[];
}

/** Sentences and names by the words in them: for finding what is near to a text. Made when it is first needed. */
export class WordIndex {
  /** Every word of the sentences and of the home. */
  readonly words: ReadonlySet<string>;
  readonly #sentences: ReadonlyMap<string, readonly Sentence[]>;
  readonly #forms = new Map<
    string,
    { readonly all: readonly Form[]; readonly byWord: ReadonlyMap<string, readonly Form[]> }
  >();

  constructor(grammar: Grammar) {
    this.#sentences = sentencesByWord(grammar);
    const words = new Set(grammar.prepared.pool.vocabulary.keys());
    for (const [key, reader] of grammar.readers) {
      if (reader.kind !== 'words') continue;
      const all: Form[] = [];
      const byWord = new Map<string, Form[]>();
      for (const entry of reader.trie.entries()) {
        const form = { text: entry.words.join(' ').replaceAll(" 's", "'s"), things: entry.things };
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
    const weights = new Map<Sentence, number>();
    for (const word of words) {
      const having = this.#sentences.get(word) ?? [];
      const weight = 1 / Math.sqrt(having.length + 1);
      for (const sentence of having) weights.set(sentence, (weights.get(sentence) ?? 0) + weight);
    }
    const sorted = [...weights].sort(([one, left], [other, right]) => right - left || one.order - other.order);
    return sorted.slice(0, limit).map(([sentence]) => sentence);
  }

  /** Ways to say something of a list. */
  forms(list: string): readonly Form[] {
    return this.#forms.get(list)?.all ?? [];
  }

  /** Those with one of the words in them. */
  formsNear(list: string, words: ReadonlySet<string>): readonly Form[] {
    const known = this.#forms.get(list);
    return known === undefined ? [] : [...new Set([...words].flatMap((word) => known.byWord.get(word) ?? []))];
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

function sentencesByWord({ prepared }: Grammar): Map<string, Sentence[]> {
  const spelled = [...prepared.pool.vocabulary.keys()];
  const found = new Map<string, Sentence[]>();
  for (const sentence of prepared.sentences) {
    for (const id of wordsFrom(prepared.pool, sentence.start)) push(found, spelled[id] ?? '', sentence);
  }
  return found;
}

/** Ids of the words on any way from a node. */
function wordsFrom(pool: NodePool, start: number): Set<number> {
  const words = new Set<number>();
  const seen = new Set([start]);
  const open = [start];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const node = pool.nodes[at];
    if (node === undefined) continue;
    const next = node.lists.map((list) => list.to);
    for (let step = 0; step < node.words.length; step += 2) {
      words.add(node.words[step] ?? -1);
      next.push(node.words[step + 1] ?? 0);
    }
    for (const to of next) {
      if (!seen.has(to)) open.push(to);
      seen.add(to);
    }
  }
  return words;
}

function push<K, V>(index: Map<K, V[]>, key: K, value: V): void {
  const known = index.get(key);
  if (known === undefined) index.set(key, [value]);
  else known.push(value);
}
