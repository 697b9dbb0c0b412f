import { LineCounter, parseDocument } from 'yaml';
import type { Json } from './home.ts';
import { type RawBlock, type RawList, sentenceFileSchema } from './sentence_schema.ts';
import type { Expression } from './templates/expression.ts';
import { parseTemplate, TemplateError } from './templates/parse_template.ts';

/** What is wrong with a sentence file, and where. Lines count from 1. */
export interface SentenceIssue {
  readonly path: string;
  readonly line: number;
  readonly message: string;
}

export interface Template {
  readonly expression: Expression;
  readonly text: string;
  readonly line: number;
}

export interface TextValue {
  readonly in: Template;
  /** What goes into the slot; without it, the text as it was said. */
  readonly out?: Json;
  readonly context: Readonly<Record<string, Json>>;
  readonly metadata: Readonly<Record<string, Json>>;
}

export type SentenceList =
  | { readonly kind: 'text'; readonly values: readonly TextValue[] }
  | ({ readonly kind: 'range' } & Range)
  | { readonly kind: 'wildcard' }
  /** Read by one of the parsers that the grammar is given, as in `value: duration`. */
  | { readonly kind: 'value'; readonly parser: string };

export interface Range {
  readonly from: number;
  readonly to: number;
  readonly step: number;
  readonly type: 'number' | 'percentage' | 'temperature';
  readonly fractions?: 'halves' | 'tenths' | undefined;
  readonly multiplier?: number | undefined;
}

/** Sentences that share their slots and conditions. */
export interface Block {
  readonly intent: string;
  readonly sentences: readonly Template[];
  readonly slots: Readonly<Record<string, Json>>;
  readonly requires: Readonly<Record<string, Json>>;
  readonly excludes: Readonly<Record<string, Json>>;
  /** Domains that a device said by name may have. */
  readonly nameDomains?: readonly string[] | undefined;
  /** One of these words must be said. */
  readonly keywords: readonly string[];
  /** None of these words may be said: they tell that something else is meant. */
  readonly strangers: readonly string[];
  readonly rules: ReadonlyMap<string, Template>;
  readonly lists: ReadonlyMap<string, SentenceList>;
  readonly response: string;
  readonly metadata: Readonly<Record<string, Json>>;
  readonly line: number;
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

const MAX_FILE_LENGTH = 1_000_000;

/**
 * Reads one sentence file. A file with a fault has no `file` in its answer, and an issue for each fault found.
 * `path` names it in issues, and names the intent of a file that holds a single block (`…/HassTurnOn/name_only.yaml`).
 */
export function readSentenceFile(text: string, path: string): { file?: SentenceFile; issues: SentenceIssue[] } {
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
  const parsed = sentenceFileSchema.safeParse(plainObject(document, issues, path));
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

  const template = (written: string, keys: readonly PropertyKey[]): Template => {
    const line = lineAt(keys);
    try {
      return { expression: parseTemplate(written), text: written, line };
    } catch (fault) {
      if (!(fault instanceof TemplateError)) throw fault;
      issues.push({ path, line, message: `"${short(written)}": ${fault.message} (column ${fault.column})` });
      return { expression: { kind: 'sequence', items: [] }, text: written, line };
    }
  };
  const raw = parsed.data;
  const single = typeof raw.sentences === 'object' && raw.sentences !== null;
  const blocks: Block[] = [];
  for (const [intent, { data }] of Object.entries(raw.intents ?? {})) {
    data?.forEach((block, index) => {
      const keys = ['intents', intent, 'data', index];
      blocks.push(readBlock(intent, block, keys, template, lineAt(keys)));
    });
  }
  if (single) {
    const intent = raw.intent ?? path.split(/[\\/]/).at(-2) ?? '';
    blocks.push(readBlock(intent, { ...raw, lists: null, expansion_rules: null }, [], template, 1));
  }
  const file: SentenceFile = {
    path,
    language: raw.language,
    blocks,
    lists: readLists(raw.lists, ['lists'], template),
    rules: readRules(raw.expansion_rules, ['expansion_rules'], template),
    skipWords: raw.skip_words ?? [],
    responses: raw.responses ?? {},
    spoken: (raw.spoken ?? []).map((block, index) =>
      readBlock('spoken', block, ['spoken', index], template, lineAt(['spoken', index])),
    ),
    vocabulary: new Map(Object.entries(raw.vocabulary ?? {})),
  };
  return issues.length > 0 ? { issues } : { file, issues };
}

type ReadTemplate = (written: string, keys: readonly PropertyKey[]) => Template;

function readBlock(
  intent: string,
  raw: RawBlock,
  keys: readonly PropertyKey[],
  template: ReadTemplate,
  line: number,
): Block {
  return {
    intent,
    sentences: (raw.sentences ?? []).map((written, index) => template(written, [...keys, 'sentences', index])),
    slots: raw.slots ?? {},
    requires: raw.requires_context ?? {},
    excludes: raw.excludes_context ?? {},
    nameDomains: raw.name_domains ?? undefined,
    keywords: raw.required_keywords ?? [],
    strangers: raw.excluded_keywords ?? [],
    rules: readRules(raw.expansion_rules, [...keys, 'expansion_rules'], template),
    lists: readLists(raw.lists, [...keys, 'lists'], template),
    response: raw.response ?? 'default',
    metadata: raw.metadata ?? {},
    line,
  };
}

function readRules(
  raw: Record<string, string> | null | undefined,
  keys: readonly PropertyKey[],
  template: ReadTemplate,
): Map<string, Template> {
  return new Map(Object.entries(raw ?? {}).map(([name, body]) => [name, template(body, [...keys, name])]));
}

function readLists(
  raw: Record<string, RawList> | null | undefined,
  keys: readonly PropertyKey[],
  template: ReadTemplate,
): Map<string, SentenceList> {
  return new Map(Object.entries(raw ?? {}).map(([name, list]) => [name, readList(list, [...keys, name], template)]));
}

function readList(raw: RawList, keys: readonly PropertyKey[], template: ReadTemplate): SentenceList {
  if (raw.wildcard === true) return { kind: 'wildcard' };
  if (raw.value !== undefined) return { kind: 'value', parser: raw.value };
  if (raw.range !== undefined) {
    const { from, to, step, type, fractions, multiplier } = raw.range;
    return {
      kind: 'range',
      from,
      to,
      step,
      type,
      fractions: fractions ?? undefined,
      multiplier: multiplier ?? undefined,
    };
  }
  const values = (raw.values ?? []).map((value, index): TextValue => {
    const place = [...keys, 'values', index];
    if (typeof value !== 'object') return { in: template(String(value), place), context: {}, metadata: {} };
    const read = {
      in: template(String(value.in), [...place, 'in']),
      context: value.context ?? {},
      metadata: value.metadata ?? {},
    };
    return value.out === undefined ? read : { ...read, out: value.out };
  });
  return { kind: 'text', values };
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
