import type { Json } from './home.ts';
import { HOME_LISTS } from './home_lists.ts';
import type { BlockData, ListData, Postings, PreparedData } from './prepared_data.ts';
import type { SentenceIssue } from './sentence_file.ts';
import type { Expression } from './templates/expression.ts';
import { parseTemplate } from './templates/parse_template.ts';
import type { Ints, WordGraph } from './templates/word_graph.ts';

/** What a recogniser listens for. */
export interface Spoken {
  readonly block: PreparedBlock;
  /** Template. */
  readonly text: string;
}

/** A sentence template in the graph. */
export interface Sentence extends Spoken {
  /** First node. */
  readonly start: number;
  /** Place in the order of the files. */
  readonly order: number;
}

/** Prepared sentences in the terms of matching. What only sampling needs is read from its text when it is asked for. */
export class Prepared {
  readonly data: PreparedData;
  readonly language: string;
  readonly graph: WordGraph;
  /** Word → id. */
  readonly vocabulary: ReadonlyMap<string, number>;
  readonly sentences: readonly Sentence[];
  readonly skipPhrases: readonly (readonly string[])[];
  readonly issues: readonly SentenceIssue[];
  readonly #blocks: readonly PreparedBlock[];
  readonly #rules = new Map<string, Expression | undefined>();
  readonly #expressions = new WeakMap<Spoken, Expression>();

  constructor(data: PreparedData) {
    const { language, graph, words, blocks, sentences, skipPhrases, issues } = data;
    this.data = data;
    this.language = language;
    this.graph = graph;
    this.skipPhrases = skipPhrases;
    this.issues = issues;
    const vocabulary = new Map<string, number>();
    for (let id = 0; id < words.length; id++) vocabulary.set(words[id] ?? '', id);
    this.vocabulary = vocabulary;
    this.#blocks = blocks.map((block, index) => new PreparedBlock(block, index, this));
    const made: Sentence[] = [];
    for (let order = 0; order < sentences.texts.length; order++) {
      const block = this.#blocks[sentences.blocks[order] ?? -1];
      if (block !== undefined)
        made.push({ block, text: sentences.texts[order] ?? '', start: sentences.starts[order] ?? 0, order });
    }
    this.sentences = made;
  }

  /** Empty where the files do not say. */
  spoken(): Spoken[] {
    return this.data.spoken.flatMap(({ block, text }) => {
      const found = this.#blocks[block];
      return found === undefined ? [] : [{ block: found, text }];
    });
  }

  list(key: string): ListData | undefined {
    return Object.hasOwn(this.data.lists, key) ? this.data.lists[key] : undefined;
  }

  /** What people usually say for a wildcard. */
  vocabularyOf(list: string): readonly string[] {
    return Object.hasOwn(this.data.vocabularies, list) ? (this.data.vocabularies[list] ?? []) : [];
  }

  /** A sentence's template, read when it is first asked for. */
  expression(sentence: Spoken): Expression {
    const known = this.#expressions.get(sentence);
    if (known !== undefined) return known;
    const read = parseTemplate(sentence.text);
    this.#expressions.set(sentence, read);
    return read;
  }

  rule(name: string): Expression | undefined {
    if (!this.#rules.has(name)) this.#rules.set(name, read(this.data.rules, name));
    return this.#rules.get(name);
  }
}

/** Sentences that share their slots and conditions. */
export class PreparedBlock {
  readonly index: number;
  readonly intent: string;
  readonly slots: Readonly<Record<string, Json>>;
  readonly requires: Readonly<Record<string, Json>>;
  readonly excludes: Readonly<Record<string, Json>>;
  readonly nameDomains: readonly string[] | undefined;
  readonly keywords: readonly string[];
  /** Words that are not said. */
  readonly strangers: readonly string[];
  readonly response: string;
  readonly metadata: Readonly<Record<string, Json>>;
  readonly #data: BlockData;
  readonly #of: Prepared;
  readonly #rules = new Map<string, Expression | undefined>();
  #about: string | undefined;
  #deviceRequires: Readonly<Record<string, Json>> | undefined;

  constructor(data: BlockData, index: number, of: Prepared) {
    this.index = index;
    this.intent = data.intent;
    this.slots = data.slots;
    this.requires = data.requires;
    this.excludes = data.excludes;
    this.nameDomains = data.nameDomains;
    this.keywords = data.keywords;
    this.strangers = data.strangers;
    this.response = data.response;
    this.metadata = data.metadata;
    this.#data = data;
    this.#of = of;
  }

  /** Equal for blocks that the same names can stand in. */
  get about(): string {
    this.#about ??= JSON.stringify([this.requires, this.excludes, this.nameDomains]);
    return this.#about;
  }

  /** Of `requires` what a device by itself meets or does not. */
  get deviceRequires(): Readonly<Record<string, Json>> {
    this.#deviceRequires ??= Object.fromEntries(
      Object.entries(this.requires).filter(([key]) => key === 'domain' || key === 'device_class'),
    );
    return this.#deviceRequires;
  }

  rule(name: string): Expression | undefined {
    if (!Object.hasOwn(this.#data.rules, name)) return this.#of.rule(name);
    if (!this.#rules.has(name)) this.#rules.set(name, read(this.#data.rules, name));
    return this.#rules.get(name);
  }

  listKey(name: string): string | undefined {
    if (this.#data.lists.includes(name)) return `${this.index}:${name}`;
    return this.#of.list(name) !== undefined || HOME_LISTS.includes(name) ? name : undefined;
  }
}

export function itemsOf({ from, items }: Postings, key: number): Ints {
  return items.subarray(from[key] ?? 0, from[key + 1] ?? 0);
}

function read(rules: Readonly<Record<string, string>>, name: string): Expression | undefined {
  const text = Object.hasOwn(rules, name) ? rules[name] : undefined;
  return text === undefined ? undefined : parseTemplate(text);
}
