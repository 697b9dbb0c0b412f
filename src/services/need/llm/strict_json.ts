import { z } from 'zod';

export const json = z.json();
export type Json = z.infer<typeof json>;

/** Deeper than any contract of a sane size; far less than what a stack holds. */
const MAX_DEPTH = 64;
/** Names that mean something to JavaScript itself. */
export const RESERVED: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

export type ReadJson = { readonly ok: true; readonly value: Json } | { readonly ok: false; readonly problem: string };

/**
 * Reads JSON as a model or an endpoint wrote it. Beyond what JSON.parse refuses: a name twice in an object, since nobody can
 * tell which was meant; names that reach into JavaScript's own objects; nesting without end.
 */
export function readJson(text: string): ReadJson {
  if (isTooDeep(text)) return { ok: false, problem: `It is nested more than ${MAX_DEPTH} deep.` };
  let value: Json;
  try {
    value = JSON.parse(text);
  } catch (thrown) {
    return { ok: false, problem: `It is no JSON: ${thrown instanceof Error ? thrown.message : String(thrown)}` };
  }
  const problem = badName(text) ?? (isSane(value) ? undefined : 'It has a number that is too large.');
  return problem === undefined ? { ok: true, value } : { ok: false, problem };
}

/** `1e999` is read as infinity, which nothing can be told of any more. */
function isSane(value: Json): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || value === null) return true;
  return Object.values(value).every(isSane);
}

const OPENS = /["[{\]}]/g;

/** Before anything is parsed: of text that is not JSON, it may tell either. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  OPENS.lastIndex = 0;
  for (let found = OPENS.exec(text); found; found = OPENS.exec(text)) {
    const [sign] = found;
    if (sign === '"') OPENS.lastIndex = endOfString(text, found.index);
    else if (sign === '[' || sign === '{') {
      depth += 1;
      if (depth > MAX_DEPTH) return true;
    } else depth -= 1;
  }
  return false;
}

/** The place after a string that begins at `start`; the end of the text where it does not end. */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length) {
    const sign = text.charCodeAt(at);
    if (sign === 0x22) return at + 1;
    at += sign === 0x5c ? 2 : 1;
  }
  return text.length;
}

/** Of text that is JSON. A string before a colon is a name. */
function badName(text: string): string | undefined {
  const names: (Set<string> | undefined)[] = [];
  OPENS.lastIndex = 0;
  for (let found = OPENS.exec(text); found; found = OPENS.exec(text)) {
    const [sign] = found;
    if (sign === '{') names.push(new Set());
    else if (sign === '[') names.push(undefined);
    else if (sign === ']' || sign === '}') names.pop();
    else {
      const end = endOfString(text, found.index);
      OPENS.lastIndex = end;
      if (!isName(text, end)) continue;
      const name: unknown = JSON.parse(text.slice(found.index, end));
      if (typeof name !== 'string') continue;
      if (RESERVED.has(name)) return `The name ${name} is not allowed.`;
      const known = names.at(-1);
      if (known?.has(name)) return `The name ${JSON.stringify(name.slice(0, 60))} stands twice in one object.`;
      known?.add(name);
    }
  }
  return undefined;
}

/** Behind any amount of white space. */
function isName(text: string, end: number): boolean {
  let at = end;
  while (at < text.length && /\s/.test(text.charAt(at))) at += 1;
  return text.charAt(at) === ':';
}

/** The JSON in what a model wrote around it: a code fence, a sentence before. */
export function jsonIn(text: string): string {
  const fenced = /```(?:json)?\s*([\s\S]*?)```/.exec(text)?.[1];
  const bare = (fenced ?? text).trim();
  if (/^[[{"\d-]|^(true|false|null)$/.test(bare)) return bare;
  const start = bare.search(/[[{]/);
  const end = Math.max(bare.lastIndexOf('}'), bare.lastIndexOf(']'));
  return start >= 0 && end > start ? bare.slice(start, end + 1) : bare;
}
