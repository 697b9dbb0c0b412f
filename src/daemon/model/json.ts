import type { z } from 'zod';

/** Everything that travels on the bus or rests in the log. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

export type JsonObject = { readonly [key: string]: Json };

export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Deep copy as JSON, strings made well-formed: what a handler gets live is byte for byte what a replay would hand it.
 * @throws TypeError for what JSON cannot tell (a cycle, a bigint), RangeError for what is too long
 */
export function jsonCopy(value: unknown): Json {
  const copy = copied(value, { left: QUICKLY_COPIED }, 0);
  if (copy !== undefined) return copy;
  const text = jsonText(value);
  if (text === undefined) return null;
  if (text.length > MAX_LENGTH)
    throw new RangeError(`a value of ${text.length} characters is too long; at most ${MAX_LENGTH} travel.`);
  return JSON.parse(text);
}

/** In characters, members and elements: as JSON text no more than six times as long, so far below what is too long to travel. */
const QUICKLY_COPIED = 200_000;
const QUICK_DEPTH = 64;

/**
 * What the way over JSON text gives, in a third of the time, since texts are not copied. Undefined for all that is not plainly JSON: lone
 * surrogates, what has a `toJSON`, what holds itself, much at once. That takes the way over text.
 */
function copied(value: unknown, room: { left: number }, depth: number): Json | undefined {
  if (value === null || value === true || value === false) return value;
  room.left -= 1;
  if (typeof value === 'string') {
    room.left -= value.length;
    return room.left >= 0 && value.isWellFormed() ? value : undefined;
  }
  // JSON has no -0.
  if (typeof value === 'number') return Number.isFinite(value) ? value + 0 : undefined;
  if (typeof value !== 'object' || room.left < 0 || depth >= QUICK_DEPTH) return undefined;
  if (Array.isArray(value)) {
    if (Object.getPrototypeOf(value) !== Array.prototype || 'toJSON' in value) return undefined;
    const copy: Json[] = [];
    for (const inner of value) {
      const one = copied(inner, room, depth + 1);
      if (one === undefined) return undefined;
      copy.push(one);
    }
    return copy;
  }
  if (!isPlain(value)) return undefined;
  const copy: { [key: string]: Json } = {};
  // Twice as fast as over entries.
  for (const key of Object.keys(value)) {
    const inner = value[key];
    if (inner === undefined) continue;
    room.left -= key.length;
    const one = key === '__proto__' || !key.isWellFormed() ? undefined : copied(inner, room, depth + 1);
    if (one === undefined) return undefined;
    copy[key] = one;
  }
  return copy;
}

function isPlain(value: object): value is { readonly [key: string]: unknown } {
  const prototype: unknown = Object.getPrototypeOf(value);
  return (prototype === Object.prototype || prototype === null) && !('toJSON' in value);
}

/**
 * JSON text, its strings well-formed; undefined for what JSON leaves out.
 * A replacer more than doubles the time of `JSON.stringify`, so it is used only where a lone surrogate may be: that, and nothing
 * else of a string but a backslash before `ud`, is written as `\\ud…`.
 */
export function jsonText(value: unknown): string | undefined {
  const text: string | undefined = JSON.stringify(value);
  return text?.includes('\\ud') ? JSON.stringify(value, wellFormed) : text;
}

function wellFormed(_key: string, value: unknown): unknown {
  return typeof value === 'string' && !value.isWellFormed() ? value.toWellFormed() : value;
}

/** JSON text with sorted keys, so that equal values compare equal as text. */
export function canonicalJson(value: Json): string {
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (inner === null || typeof inner !== 'object' || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
  });
}

/** zod kinds that do not survive JSON: a handler would see one value live and another on replay. */
const NOT_JSON = new Set([
  'bigint',
  'date',
  'symbol',
  'undefined',
  'void',
  'map',
  'set',
  'function',
  'promise',
  'file',
  'nan',
  'custom',
  'transform',
  'pipe',
]);

/** Longest value that travels, as JSON text: what gRPC sends as one message at most. */
const MAX_LENGTH = 4 * 1_024 * 1_024;

interface SchemaDef {
  readonly type: string;
  readonly shape?: Record<string, z.ZodType>;
  readonly element?: z.ZodType;
  readonly innerType?: z.ZodType;
  readonly options?: readonly z.ZodType[];
  readonly items?: readonly z.ZodType[];
  readonly valueType?: z.ZodType;
  readonly left?: z.ZodType;
  readonly right?: z.ZodType;
  readonly rest?: z.ZodType | null;
  readonly catchall?: z.ZodType;
  readonly getter?: () => z.ZodType;
  readonly values?: readonly unknown[];
}

/** @throws TypeError naming the place, when a schema admits values that are not JSON. */
export function assertJsonSchema(schema: z.ZodType, where: string, seen: Set<z.ZodType> = new Set()): void {
  // A schema may hold itself.
  if (seen.has(schema)) return;
  seen.add(schema);
  const def: SchemaDef = schema._zod.def;
  if (NOT_JSON.has(def.type)) {
    throw new TypeError(
      `${where} is a zod ${def.type}, which is not JSON; use a string, a number or an object of those.`,
    );
  }
  if (def.values?.some((value) => value === undefined || typeof value === 'bigint' || typeof value === 'symbol'))
    throw new TypeError(`${where} allows a literal that is not JSON; use a text, a number, true, false or null.`);
  for (const [name, inner] of Object.entries(def.shape ?? {})) assertJsonSchema(inner, `${where}.${name}`, seen);
  for (const inner of [def.element, def.valueType, def.left, def.right, def.rest, def.catchall]) {
    if (inner) assertJsonSchema(inner, `${where}[]`, seen);
  }
  for (const inner of [def.innerType, def.getter?.(), ...(def.options ?? []), ...(def.items ?? [])]) {
    if (inner) assertJsonSchema(inner, where, seen);
  }
}
