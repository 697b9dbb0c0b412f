import type { Block, SentenceFile, SentenceIssue, SentenceList, Template } from './sentence_file.ts';
import { buildGraph, GraphError } from './templates/build_graph.ts';
import type { Expression } from './templates/expression.ts';
import { NodePool } from './templates/node_pool.ts';
import { wordsOf } from './text.ts';

/** A sentence template in the graph. */
export interface Sentence {
  readonly block: PreparedBlock;
  readonly template: Template;
  /** First node. */
  readonly start: number;
  /** Place in the order of the files. */
  readonly order: number;
}

export interface PreparedBlock extends Block {
  readonly index: number;
  readonly path: string;
  readonly keywordSet: ReadonlySet<string>;
  rule(name: string): Expression | undefined;
  listKey(name: string): string | undefined;
  isOpen(key: string): boolean;
}

/** The sentence files made ready for matching: all that does not depend on the home. */
export interface Prepared {
  readonly language: string;
  readonly pool: NodePool;
  readonly sentences: readonly Sentence[];
  /** What a recogniser listens for; empty where the files do not say. */
  readonly spoken: readonly Pick<Sentence, 'block' | 'template'>[];
  /** By key: the name, or for a list of one block `<block>:<name>`. */
  readonly lists: ReadonlyMap<string, PreparedList>;
  readonly rules: ReadonlyMap<string, Template>;
  /** What people usually say for wildcards, by the list's name. */
  readonly vocabularies: ReadonlyMap<string, readonly string[]>;
  readonly skipPhrases: readonly (readonly string[])[];
  readonly responses: Readonly<Record<string, unknown>>;
  readonly issues: readonly SentenceIssue[];
}

export interface PreparedList {
  readonly list: SentenceList;
  readonly path: string;
  rule(name: string): Expression | undefined;
}

/** Lists that the home fills. */
export const HOME_LISTS = ['name', 'area', 'floor'] as const;

const prepared = new WeakMap<readonly SentenceFile[], Prepared>();

/** Prepares files; the same array of files is prepared once. Sentences that cannot be built are left out, with an issue. */
export function prepare(files: readonly SentenceFile[]): Prepared {
  const known = prepared.get(files);
  if (known !== undefined) return known;
  const made = build(files);
  prepared.set(files, made);
  return made;
}

function build(files: readonly SentenceFile[]): Prepared {
  const issues: SentenceIssue[] = [];
  const rules = new Map<string, Template>();
  const lists = new Map<string, PreparedList>();
  const globalRule = (name: string): Expression | undefined => rules.get(name)?.expression;
  const skip = new Map<string, readonly string[]>();
  const vocabularies = new Map<string, readonly string[]>();
  const responses: Record<string, unknown> = {};
  for (const file of files) {
    for (const [name, rule] of file.rules) rules.set(name, rule);
    for (const [name, list] of file.lists) lists.set(name, { list, path: file.path, rule: globalRule });
    for (const phrase of file.skipWords) {
      const words = wordsOf(phrase);
      if (words.length > 0) skip.set(words.join(' '), words);
    }
    for (const [name, said] of file.vocabulary) vocabularies.set(name, [...(vocabularies.get(name) ?? []), ...said]);
    mergeInto(responses, file.responses);
  }
  const pool = new NodePool();
  const sentences: Sentence[] = [];
  const failed = new Set<string>();
  const spoken: Pick<Sentence, 'block' | 'template'>[] = [];
  let index = 0;
  for (const file of files) {
    for (const raw of file.blocks) {
      const block = prepareBlock(raw, file.path, index, globalRule, lists);
      index += 1;
      for (const template of raw.sentences) {
        try {
          const start = buildGraph(template.expression, block, pool);
          sentences.push({ block, template, start, order: sentences.length });
        } catch (fault) {
          if (!(fault instanceof GraphError)) throw fault;
          const message = `"${template.text}": ${fault.message}; the sentence is left out`;
          if (!failed.has(message)) issues.push({ path: file.path, line: template.line, message });
          failed.add(message);
        }
      }
    }
  }
  for (const file of files) {
    for (const raw of file.spoken) {
      const block = prepareBlock(raw, file.path, index, globalRule, lists);
      index += 1;
      for (const template of raw.sentences) spoken.push({ block, template });
    }
  }
  const skipPhrases = [...skip.values()].sort((left, right) => right.length - left.length);
  const language = files[0]?.language ?? 'en';
  return { language, pool, sentences, spoken, lists, rules, vocabularies, skipPhrases, responses, issues };
}

function prepareBlock(
  raw: Block,
  path: string,
  index: number,
  globalRule: (name: string) => Expression | undefined,
  lists: Map<string, PreparedList>,
): PreparedBlock {
  const rule = (name: string): Expression | undefined => raw.rules.get(name)?.expression ?? globalRule(name);
  for (const [name, list] of raw.lists) lists.set(`${index}:${name}`, { list, path, rule });
  const home: readonly string[] = HOME_LISTS;
  return {
    ...raw,
    index,
    path,
    keywordSet: new Set(raw.keywords.flatMap(wordsOf)),
    rule,
    listKey(name) {
      if (raw.lists.has(name)) return `${index}:${name}`;
      return lists.has(name) || home.includes(name) ? name : undefined;
    },
    isOpen: (key) => !home.includes(key) && lists.get(key)?.list.kind === 'wildcard',
  };
}

/** Responses of several files are one tree; a later file wins. */
function mergeInto(target: Record<string, unknown>, source: Readonly<Record<string, unknown>>): void {
  for (const [key, value] of Object.entries(source)) {
    const known = target[key];
    if (isRecord(known) && isRecord(value)) mergeInto(known, value);
    else target[key] = isRecord(value) ? structuredClone(value) : value;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
