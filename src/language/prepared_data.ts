import type { Json } from './home.ts';
import type { Range } from './sentence_block.ts';
import type { SentenceIssue } from './sentence_file.ts';
import type { Ints, WordGraph } from './templates/word_graph.ts';

/** The sentence files made ready for matching, as data: all that does not depend on the home. */
export interface PreparedData {
  readonly language: string;
  /** Folded words of the sentences; the place is the id. */
  readonly words: readonly string[];
  readonly graph: WordGraph;
  readonly blocks: readonly BlockData[];
  readonly sentences: SentenceData;
  /** What a recogniser listens for; empty where the files do not say. */
  readonly spoken: readonly { readonly block: number; readonly text: string }[];
  /** By key: the name, or for a list of one block `<block>:<name>`. */
  readonly lists: Readonly<Record<string, ListData>>;
  /** Templates. */
  readonly rules: Readonly<Record<string, string>>;
  /** What people usually say for wildcards, by the list's name. */
  readonly vocabularies: Readonly<Record<string, readonly string[]>>;
  readonly skipPhrases: readonly (readonly string[])[];
  readonly issues: readonly SentenceIssue[];
  /** Sentences that can begin with a word or list, that can have it anywhere, and that can end with it. */
  readonly starting: Occurrences;
  readonly having: Occurrences;
  readonly ending: Occurrences;
}

/** Side by side, in the order of the files. */
export interface SentenceData {
  /** First node. */
  readonly starts: Ints;
  /** Places in `blocks`. */
  readonly blocks: Ints;
  /** Templates. */
  readonly texts: readonly string[];
}

/** Items of key `k` are at `from[k]` up to, not with, `from[k + 1]`. */
export interface Postings {
  readonly from: Ints;
  readonly items: Ints;
}

/** In which sentences words stand, by their ids, and lists, by their keys; the sentences in their order. */
export interface Occurrences extends Postings {
  readonly lists: Readonly<Record<string, readonly number[]>>;
}

/** Sentences that share their slots and conditions. */
export interface BlockData {
  readonly intent: string;
  readonly slots: Readonly<Record<string, Json>>;
  readonly requires: Readonly<Record<string, Json>>;
  readonly excludes: Readonly<Record<string, Json>>;
  /** Domains that a device said by name may have. */
  readonly nameDomains?: readonly string[] | undefined;
  /** Folded words of which one must be said. */
  readonly keywords: readonly string[];
  /** Words that are not said. */
  readonly strangers: readonly string[];
  /** Templates of its own. */
  readonly rules: Readonly<Record<string, string>>;
  /** Names of its own lists. */
  readonly lists: readonly string[];
  readonly response: string;
  readonly metadata: Readonly<Record<string, Json>>;
}

export type ListData =
  | { readonly kind: 'words'; readonly values: readonly WordsValue[] }
  | ({ readonly kind: 'range' } & Range)
  | { readonly kind: 'wildcard' }
  | { readonly kind: 'value'; readonly parser: string; readonly path: string };

export interface WordsValue {
  /** Ways to say it, in folded words joined by blanks. */
  readonly said: readonly string[];
  readonly out: Json;
  readonly context: Readonly<Record<string, Json>>;
  readonly metadata: Readonly<Record<string, Json>>;
}
