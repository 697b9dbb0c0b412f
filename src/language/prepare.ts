import { HOME_LISTS } from './home_lists.ts';
import { addPostings, type Finding } from './postings.ts';
import type { BlockData, ListData, PreparedData, WordsValue } from './prepared_data.ts';
import type { Block, SentenceList, Template } from './sentence_block.ts';
import type { SentenceFile, SentenceIssue } from './sentence_file.ts';
import { buildGraph, GraphError } from './templates/build_graph.ts';
import { expandTexts } from './templates/expand.ts';
import type { Expression } from './templates/expression.ts';
import { NodePool } from './templates/node_pool.ts';
import { parseTemplate } from './templates/parse_template.ts';
import { joined, layFlat, toInts } from './templates/word_graph.ts';
import { wordsOf } from './text.ts';

/** Most ways to write one value of a list. */
const MAX_FORMS = 512;

/** Whether a rule or list of the files has the name of another in `base`: what `base` is made of would then change too. */
export function redefines(base: PreparedData, files: readonly SentenceFile[]): boolean {
  return files.some(
    ({ rules, lists }) =>
      [...rules.keys()].some((name) => Object.hasOwn(base.rules, name)) ||
      [...lists.keys()].some((name) => Object.hasOwn(base.lists, name)),
  );
}

/**
 * Makes files ready for matching, after those of `base` where there is one; they must not redefine what it has. Sentences that cannot be
 * built are left out, with an issue.
 */
export function prepareFiles(files: readonly SentenceFile[], base?: PreparedData): PreparedData {
  const issues: SentenceIssue[] = [...(base?.issues ?? [])];
  const own = new Map<string, Template>();
  const lists: Record<string, ListData> = { ...base?.lists };
  const kinds = new Map<string, SentenceList['kind'] | 'words'>(
    Object.entries(lists).map(([name, { kind }]) => [name, kind]),
  );
  const based = new Map<string, Expression>();
  const globalRule = (name: string): Expression | undefined => {
    const found = own.get(name)?.expression ?? based.get(name);
    const text = base?.rules[name];
    if (found !== undefined || text === undefined || !Object.hasOwn(base?.rules ?? {}, name)) return found;
    const read = parseTemplate(text);
    based.set(name, read);
    return read;
  };
  const skip = new Map((base?.skipPhrases ?? []).map((words) => [words.join(' '), words]));
  const vocabularies: Record<string, readonly string[]> = { ...base?.vocabularies };
  for (const file of files) {
    for (const [name, rule] of file.rules) own.set(name, rule);
    for (const [name, list] of file.lists) kinds.set(name, list.kind);
    for (const words of file.skipWords.map(wordsOf)) if (words.length > 0) skip.set(words.join(' '), words);
    for (const [name, said] of file.vocabulary) vocabularies[name] = [...(vocabularies[name] ?? []), ...said];
  }
  for (const { lists: named, path } of files)
    for (const [name, list] of named) lists[name] = listData(list, path, globalRule);

  const pool = new NodePool(base?.graph.size ?? 0, new Map(base?.words.map((word, id) => [word, id])));
  const blocks: BlockData[] = [...(base?.blocks ?? [])];
  const found: (Finding & { readonly block: number; readonly text: string })[] = [];
  const spoken = [...(base?.spoken ?? [])];
  const first = base?.sentences.texts.length ?? 0;
  const failed = new Set<string>();

  const addBlock = (raw: Block, path: string) => {
    const index = blocks.length;
    const rule = (name: string): Expression | undefined => raw.rules.get(name)?.expression ?? globalRule(name);
    for (const [name, list] of raw.lists) {
      lists[`${index}:${name}`] = listData(list, path, rule);
      kinds.set(`${index}:${name}`, list.kind);
    }
    blocks.push(blockData(raw));
    const listKey = (name: string): string | undefined => {
      if (raw.lists.has(name)) return `${index}:${name}`;
      return kinds.has(name) || HOME_LISTS.includes(name) ? name : undefined;
    };
    const isOpen = (key: string): boolean => !HOME_LISTS.includes(key) && kinds.get(key) === 'wildcard';
    return { index, scope: { rule, listKey, isOpen } };
  };

  for (const { blocks: raws, path } of files) {
    for (const raw of raws) {
      const { index, scope } = addBlock(raw, path);
      for (const { expression, text, line } of raw.sentences) {
        try {
          const start = buildGraph(expression, scope, pool);
          found.push({ sentence: first + found.length, start, block: index, text });
        } catch (fault) {
          if (!(fault instanceof GraphError)) throw fault;
          const message = `"${text}": ${fault.message}; the sentence is left out`;
          if (!failed.has(message)) issues.push({ path, line, message });
          failed.add(message);
        }
      }
    }
  }
  for (const { spoken: raws, path } of files) {
    for (const raw of raws) {
      const { index } = addBlock(raw, path);
      for (const { text } of raw.sentences) spoken.push({ block: index, text });
    }
  }
  const starts = found.map(({ start }) => start);
  const places = found.map(({ block }) => block);
  return {
    language: base?.language ?? files[0]?.language ?? 'en',
    words: [...pool.vocabulary.keys()],
    graph: layFlat(pool, base?.graph),
    blocks,
    sentences: {
      starts: base === undefined ? toInts(starts) : joined(base.sentences.starts, starts),
      blocks: base === undefined ? toInts(places) : joined(base.sentences.blocks, places),
      texts: [...(base?.sentences.texts ?? []), ...found.map(({ text }) => text)],
    },
    spoken,
    lists,
    rules: { ...base?.rules, ...Object.fromEntries([...own].map(([name, { text }]) => [name, text])) },
    vocabularies,
    skipPhrases: [...skip.values()].sort((left, right) => right.length - left.length),
    issues,
    ...addPostings(pool, found, base),
  };
}

function blockData(raw: Block): BlockData {
  const { intent, slots, requires, excludes, nameDomains, response, metadata } = raw;
  const rules = Object.fromEntries([...raw.rules].map(([name, { text }]) => [name, text]));
  const keywords = [...new Set(raw.keywords.flatMap(wordsOf))];
  const strangers = [...new Set(raw.strangers.flatMap(wordsOf))];
  return {
    ...{
      intent,
      slots,
      requires,
      excludes,
      keywords,
      strangers,
      rules,
      lists: [...raw.lists.keys()],
      response,
      metadata,
    },
    ...(nameDomains === undefined ? {} : { nameDomains }),
  };
}

function listData(list: SentenceList, path: string, rule: (name: string) => Expression | undefined): ListData {
  if (list.kind === 'value') return { ...list, path };
  if (list.kind !== 'text') return list;
  const values = list.values.flatMap(({ in: template, out, context, metadata }): WordsValue[] => {
    const folded = (text: string): string => wordsOf(text).join(' ');
    const texts = expandTexts(template.expression, rule, MAX_FORMS).filter((text) => folded(text) !== '');
    return out === undefined
      ? texts.map((text) => ({ said: [folded(text)], out: text, context, metadata }))
      : [{ said: [...new Set(texts.map(folded))], out, context, metadata }];
  });
  return { kind: 'words', values };
}
