import { parse, stringify } from 'yaml';
import { prepareFiles } from './prepare.ts';
import { readSentenceFile, type SentenceFile, type SentenceIssue } from './sentence_file.ts';
import { combinationOf, entryOf, readCombinations, type SlotCombinations, writtenOut } from './slot_combinations.ts';
import { parseTemplate, TemplateError } from './templates/parse_template.ts';

export interface SentenceText {
  /** Within the folder, with `/`: `HassTurnOn/name_only.yaml` tells the intent of a file that does not say it. */
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
  ...['sentences', 'slots', 'requires_context', 'excludes_context', 'name_domains', 'inferred_domain'],
  ...['required_keywords', 'excluded_keywords', 'expansion_rules', 'lists', 'response', 'metadata'],
];

/**
 * The files of a folder in Home Assistant's form, of one language, as one file. It knows its layouts: several intents in a file with lists and
 * rules for all; and a file for each combination of slots, where lists and rules have folders of their own and `combinations` is the text of
 * `intents.yaml`. A template that cannot be read is left out, and the rest of its file stays.
 */
export function mergeSentences(files: readonly SentenceText[], language: string, combinations?: string): Merged {
  const known = combinations === undefined ? undefined : readCombinations(readYaml(combinations));
  const issues: SentenceIssue[] = [];
  const read: SentenceFile[] = [];
  const intents = new Map<string, Entry[]>();
  const lists: Entry = {};
  const rules: Entry = {};
  const responses: Entry = {};
  const skipWords = new Set<unknown>();
  for (const { path, text } of files) {
    const { file, issues: found } = readSentenceFile(text, path, { combinations: known, language, lenient: true });
    issues.push(...found);
    if (file === undefined) continue;
    const raw = found.length === 0 ? entryOf(readYaml(text)) : withoutFaults(readYaml(text));
    read.push(file);
    const { intent, blocks, isAlone } = ofFolder(raw, path, known);
    if (blocks.length > 0) intents.set(intent, [...(intents.get(intent) ?? []), ...blocks]);
    if (!isAlone) {
      Object.assign(lists, entryOf(raw.lists));
      Object.assign(rules, entryOf(raw.expansion_rules));
    }
    for (const [name, content] of Object.entries(entryOf(raw.intents))) {
      const { data } = entryOf(content);
      const own = Array.isArray(data) ? data.map(entryOf) : [];
      intents.set(name, [...(intents.get(name) ?? []), ...own]);
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

/** The blocks of a file that holds those of one intent, written out; `isAlone` where it is one block with lists and rules of its own. */
function ofFolder(
  raw: Entry,
  path: string,
  known: SlotCombinations | undefined,
): { intent: string; blocks: Entry[]; isAlone: boolean } {
  const intent = typeof raw.intent === 'string' ? raw.intent : (path.split('/').at(-2) ?? '');
  const isAlone = Array.isArray(raw.sentences);
  const alone = Object.fromEntries(BLOCK_KEYS.flatMap((key) => (raw[key] == null ? [] : [[key, raw[key]]])));
  const found = isAlone ? [alone] : Array.isArray(raw.data) ? raw.data.map(entryOf) : [];
  const combination = combinationOf(path, known);
  return { intent, blocks: found.map((block) => ({ ...writtenOut(block, combination).block })), isAlone };
}

/** Undefined where it is no YAML: that is told by whoever reads it for what it says. */
function readYaml(text: string): unknown {
  try {
    return parse(text, { maxAliasCount: 100 });
  } catch {
    return undefined;
  }
}

/** The content of a file without the templates in it that cannot be read. */
function withoutFaults(content: unknown): Entry {
  const isKept = (item: unknown): boolean => {
    const text = typeof item === 'string' ? item : entryOf(item).in;
    return typeof text !== 'string' || isTemplate(text);
  };
  const kept = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.filter(isKept).map(kept);
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value).map(([key, item]) => [
      key,
      key === 'expansion_rules' ? rulesKept(item) : kept(item),
    ]);
    return Object.fromEntries(entries);
  };
  const { responses, ...raw } = entryOf(content);
  return { ...entryOf(kept(raw)), ...(responses === undefined ? {} : { responses }) };
}

function rulesKept(rules: unknown): Entry {
  return Object.fromEntries(
    Object.entries(entryOf(rules)).filter(([, body]) => typeof body !== 'string' || isTemplate(body)),
  );
}

function isTemplate(text: string): boolean {
  try {
    parseTemplate(text);
    return true;
  } catch (fault) {
    if (fault instanceof TemplateError) return false;
    throw fault;
  }
}
