import type { Json } from './home.ts';
import type { RawBlock, RawList } from './sentence_schema.ts';
import type { Expression } from './templates/expression.ts';

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

/** Undefined for one that cannot be read: it is told, and left out. */
export type ReadTemplate = (written: string, keys: readonly PropertyKey[]) => Template | undefined;

export function readBlock(
  intent: string,
  raw: RawBlock,
  keys: readonly PropertyKey[],
  template: ReadTemplate,
  line: number,
): Block {
  return {
    intent,
    sentences: (raw.sentences ?? []).flatMap(
      (written, index) => template(written, [...keys, 'sentences', index]) ?? [],
    ),
    slots: raw.slots ?? {},
    requires: raw.requires_context ?? {},
    excludes: raw.excludes_context ?? {},
    nameDomains: typeof raw.name_domains === 'string' ? undefined : (raw.name_domains ?? undefined),
    keywords: raw.required_keywords ?? [],
    strangers: raw.excluded_keywords ?? [],
    rules: readRules(raw.expansion_rules, [...keys, 'expansion_rules'], template),
    lists: readLists(raw.lists, [...keys, 'lists'], template),
    response: raw.response ?? 'default',
    metadata: raw.metadata ?? {},
    line,
  };
}

export function readRules(
  raw: Record<string, string> | null | undefined,
  keys: readonly PropertyKey[],
  template: ReadTemplate,
): Map<string, Template> {
  const read = new Map<string, Template>();
  for (const [name, body] of Object.entries(raw ?? {})) {
    const rule = template(body, [...keys, name]);
    if (rule !== undefined) read.set(name, rule);
  }
  return read;
}

export function readLists(
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
  const values = (raw.values ?? []).flatMap((value, index): TextValue[] => {
    const place = [...keys, 'values', index];
    const whole = typeof value === 'object' ? value : { in: value };
    const read = template(String(whole.in), typeof value === 'object' ? [...place, 'in'] : place);
    if (read === undefined) return [];
    const { out, context, metadata } = whole;
    const made = { in: read, context: context ?? {}, metadata: metadata ?? {} };
    return [out === undefined ? made : { ...made, out }];
  });
  return { kind: 'text', values };
}
