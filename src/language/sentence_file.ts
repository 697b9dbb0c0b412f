import { LineCounter, parseDocument } from 'yaml';
import type { Json } from './home.ts';
import { type Block, readBlock, readLists, readRules, type SentenceList, type Template } from './sentence_block.ts';
import { type RawBlock, sentenceFileSchema } from './sentence_schema.ts';
import { combinationOf, entryOf, type SlotCombinations, writtenOut } from './slot_combinations.ts';
import { expandTexts } from './templates/expand.ts';
import { NOTHING } from './templates/expression.ts';
import { parseTemplate, TemplateError } from './templates/parse_template.ts';

/** What is wrong with a sentence file, and where. Lines count from 1. */
export interface SentenceIssue {
  readonly path: string;
  readonly line: number;
  readonly message: string;
}

export interface SentenceFile {
  readonly path: string;
  readonly language: string;
  readonly blocks: readonly Block[];
  readonly lists: ReadonlyMap<string, SentenceList>;
  readonly rules: ReadonlyMap<string, Template>;
  readonly skipWords: readonly string[];
  readonly responses: Readonly<Record<string, Json>>;
  /** What a recogniser listens for, where it cannot listen for all sentences: the same things said in the usual ways. */
  readonly spoken: readonly Block[];
  /** What people usually say for a wildcard, by its list: for a recogniser without free text, and for examples. */
  readonly vocabulary: ReadonlyMap<string, readonly string[]>;
}

/** In characters: a longer one is not read. */
export const MAX_FILE_LENGTH = 1_000_000;

/** Of one entry of `skip_words`, which may be a template. */
const MOST_SKIPPED = 64;

export interface ReadOptions {
  /** What is known of combinations of slots; those of Home Assistant where absent. */
  readonly combinations?: SlotCombinations | undefined;
  /** Of a file that does not say it, as one with lists for all languages. */
  readonly language?: string | undefined;
  /** A template that cannot be read is an issue all the same, but what else the file has is kept. */
  readonly lenient?: boolean;
}

/**
 * Reads one sentence file. A file with a fault has no `file` in its answer, and an issue for each fault found. `path` names it in issues,
 * and names the intent of a file with the blocks of one (`…/HassTurnOn/name_only.yaml`).
 */
export function readSentenceFile(
  text: string,
  path: string,
  { combinations, language, lenient = false }: ReadOptions = {},
): { file?: SentenceFile; issues: SentenceIssue[] } {
  const issues: SentenceIssue[] = [];
  if (text.length > MAX_FILE_LENGTH)
    return { issues: [{ path, line: 1, message: `larger than ${MAX_FILE_LENGTH} characters` }] };
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  for (const fault of document.errors) {
    issues.push({ path, line: lines.linePos(fault.pos[0]).line, message: fault.message.split('\n')[0] ?? 'not YAML' });
  }
  if (issues.length > 0) return { issues };

  const lineAt = (keys: readonly PropertyKey[]): number => {
    for (let depth = keys.length; depth >= 0; depth--) {
      const node = depth === 0 ? document.contents : document.getIn(keys.slice(0, depth), true);
      if (typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range)) {
        return lines.linePos(Number(node.range[0])).line;
      }
    }
    return 1;
  };
  const content = plainObject(document, issues, path);
  const parsed = sentenceFileSchema.safeParse(language === undefined ? content : { language, ...entryOf(content) });
  if (issues.length > 0) return { issues };
  if (!parsed.success) {
    for (const fault of parsed.error.issues) {
      const where = fault.path.join('.');
      issues.push({
        path,
        line: lineAt(fault.path),
        message: where === '' ? fault.message : `${where}: ${fault.message}`,
      });
    }
    return { issues };
  }

  const template = (written: string, keys: readonly PropertyKey[]): Template | undefined => {
    const line = lineAt(keys);
    try {
      return { expression: parseTemplate(written), text: written, line };
    } catch (fault) {
      if (!(fault instanceof TemplateError)) throw fault;
      issues.push({ path, line, message: `"${short(written)}": ${fault.message} (column ${fault.column})` });
      return undefined;
    }
  };
  const raw = parsed.data;
  const single = typeof raw.sentences === 'object' && raw.sentences !== null;
  const blocks: Block[] = [];
  const add = (intent: string, written: RawBlock, keys: readonly PropertyKey[], line: number): void => {
    const { block, fault } = writtenOut(written, combinationOf(path, combinations));
    if (fault !== undefined) issues.push({ path, line, message: fault });
    blocks.push(readBlock(intent, block, keys, template, line));
  };
  for (const [intent, { data }] of Object.entries(raw.intents ?? {})) {
    data?.forEach((block, index) => {
      const keys = ['intents', intent, 'data', index];
      blocks.push(readBlock(intent, block, keys, template, lineAt(keys)));
    });
  }
  const ofFolder = raw.intent ?? path.split(/[\\/]/).at(-2) ?? '';
  raw.data?.forEach((block, index) => {
    add(ofFolder, block, ['data', index], lineAt(['data', index]));
  });
  if (single) add(ofFolder, { ...raw, lists: null, expansion_rules: null }, [], 1);
  const file: SentenceFile = {
    path,
    language: raw.language,
    blocks,
    lists: readLists(raw.lists, ['lists'], template),
    rules: readRules(raw.expansion_rules, ['expansion_rules'], template),
    skipWords: (raw.skip_words ?? []).flatMap((words, index) =>
      expandTexts(template(words, ['skip_words', index])?.expression ?? NOTHING, () => undefined, MOST_SKIPPED),
    ),
    responses: raw.responses ?? {},
    spoken: (raw.spoken ?? []).map((block, index) =>
      readBlock('spoken', block, ['spoken', index], template, lineAt(['spoken', index])),
    ),
    vocabulary: new Map(Object.entries(raw.vocabulary ?? {})),
  };
  return issues.length > 0 && !lenient ? { issues } : { file, issues };
}

/** The document as plain data. A document whose aliases blow up is an issue. */
function plainObject(document: ReturnType<typeof parseDocument>, issues: SentenceIssue[], path: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (fault) {
    issues.push({ path, line: 1, message: fault instanceof Error ? fault.message : String(fault) });
    return undefined;
  }
}

function short(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 57)}...`;
}
