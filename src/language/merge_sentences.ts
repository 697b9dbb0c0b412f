import { parse, stringify } from 'yaml';
import { prepareFiles } from './prepare.ts';
import { readSentenceFile, type SentenceFile, type SentenceIssue } from './sentence_file.ts';

export interface SentenceText {
  /** Within the folder, with `/`: `HassTurnOn/name_only.yaml` tells the intent of a file that holds one block. */
  readonly path: string;
  readonly text: string;
}

export interface Merged {
  /** One sentence file that holds all of them. */
  readonly text: string;
  readonly sentences: number;
  readonly intents: number;
  /** What could not be read, or not be built, and is left out. */
  readonly issues: readonly SentenceIssue[];
}

type Entry = Record<string, unknown>;

/** Keys of a block that stands in a file of its own. */
const BLOCK_KEYS = [
  ...['sentences', 'slots', 'requires_context', 'excludes_context', 'name_domains', 'required_keywords'],
  ...['excluded_keywords', 'expansion_rules', 'lists', 'response', 'metadata'],
];

/**
 * The files of a folder in Home Assistant's form, of one language, as one file: both its older layout (several intents in a file, with lists and
 * rules for all) and its newer one (a file for each combination of slots, with lists and rules of its own).
 */
export function mergeSentences(files: readonly SentenceText[], language: string): Merged {
  const issues: SentenceIssue[] = [];
  const read: SentenceFile[] = [];
  const intents = new Map<string, Entry[]>();
  const lists: Entry = {};
  const rules: Entry = {};
  const responses: Entry = {};
  const skipWords = new Set<unknown>();
  for (const { path, text } of files) {
    const { file, issues: found } = readSentenceFile(text, path);
    issues.push(...found);
    if (file === undefined) continue;
    read.push(file);
    const raw = entryOf(parse(text));
    if (Array.isArray(raw.sentences)) {
      const intent = typeof raw.intent === 'string' ? raw.intent : (path.split('/').at(-2) ?? '');
      const block = Object.fromEntries(BLOCK_KEYS.flatMap((key) => (raw[key] == null ? [] : [[key, raw[key]]])));
      intents.set(intent, [...(intents.get(intent) ?? []), block]);
    } else {
      Object.assign(lists, entryOf(raw.lists));
      Object.assign(rules, entryOf(raw.expansion_rules));
    }
    for (const [intent, content] of Object.entries(entryOf(raw.intents))) {
      const { data } = entryOf(content);
      const blocks = Array.isArray(data) ? data.map(entryOf) : [];
      intents.set(intent, [...(intents.get(intent) ?? []), ...blocks]);
    }
    Object.assign(responses, entryOf(raw.responses));
    if (Array.isArray(raw.skip_words)) for (const word of raw.skip_words) skipWords.add(word);
  }
  issues.push(...prepareFiles(read).issues);
  const merged = {
    language,
    intents: Object.fromEntries([...intents].map(([intent, data]) => [intent, { data }])),
    lists,
    expansion_rules: rules,
    skip_words: [...skipWords],
    responses,
  };
  return {
    text: stringify(merged, { lineWidth: 0, aliasDuplicateObjects: false }),
    sentences: read.flatMap(({ blocks }) => blocks.flatMap(({ sentences }) => sentences)).length,
    intents: intents.size,
    issues,
  };
}

function entryOf(value: unknown): Entry {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
