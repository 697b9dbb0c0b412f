import type { Offer } from 'agentos/service';
import { RESERVED } from './strict_json.ts';

type JsonObject = Offer['schema'];
type Json = JsonObject[string];
type Schema = { [keyword: string]: Json };

/** Deeper than this, anything is allowed: a schema that holds itself has no end. */
const MAX_DEPTH = 16;
const MAX_WORDS = 1_000;

export interface WireSchema {
  /** An object, as every endpoint wants it. */
  readonly schema: JsonObject;
  /** What was meant, where the object is only put around it. */
  readonly wrapped: boolean;
}

/**
 * JSON Schema as all endpoints take it: an object without references, whose keywords are the few that everybody knows. What is
 * left out (patterns, formats, defaults, bounds of other kinds) is told in the description; the answer is checked by the whole
 * schema anyway.
 */
export function wireSchema(schema: JsonObject): WireSchema {
  const simple = simplified(schema, { root: schema, depth: 0, open: [] });
  if (simple['type'] === 'object' && !('anyOf' in simple)) return { schema: simple, wrapped: false };
  return {
    schema: { type: 'object', properties: { value: simple }, required: ['value'], additionalProperties: false },
    wrapped: true,
  };
}

interface Place {
  readonly root: JsonObject;
  readonly depth: number;
  /** References that are being resolved. */
  readonly open: readonly string[];
}

function simplified(given: Json | undefined, place: Place): Schema {
  if (!isObject(given) || place.depth > MAX_DEPTH) return {};
  const { $ref: reference } = given;
  if (typeof reference === 'string') {
    if (place.open.includes(reference)) return described({}, given);
    const target = resolved(place.root, reference);
    const { $ref: _, ...beside } = given;
    const whole = isObject(target) ? { ...target, ...beside } : beside;
    return simplified(whole, { ...place, depth: place.depth + 1, open: [...place.open, reference] });
  }
  const inner: Place = { ...place, depth: place.depth + 1 };
  const { allOf, anyOf, oneOf, type, ...rest } = given;
  if (Array.isArray(allOf))
    return described(merged([given, ...allOf].map((one) => simplified(without(one, 'allOf'), inner))), given);
  const either = Array.isArray(anyOf) ? anyOf : Array.isArray(oneOf) ? oneOf : undefined;
  if (either) return described(choiceOf(either, inner), given);
  if (Array.isArray(type)) {
    const each = type.map((one) => ({ ...without(rest, 'description'), type: one }));
    return described(choiceOf(each, inner), given);
  }
  if ('const' in given) return described({ ...kindOf([given['const']]), enum: [given['const'] ?? null] }, given);
  const { enum: values } = given;
  if (Array.isArray(values)) return described({ ...kindOf(values), enum: values }, given);
  return described(ofType(given, type, inner), given);
}

function ofType(given: JsonObject, type: Json | undefined, inner: Place): Schema {
  if (type === 'object' || (type === undefined && isObject(given['properties']))) return objectOf(given, inner);
  if (type === 'array' || (type === undefined && 'items' in given)) return arrayOf(given, inner);
  if (type === 'number' || type === 'integer') {
    const bounds: Schema = { type };
    for (const name of ['minimum', 'maximum'])
      if (typeof given[name] === 'number' && Number.isSafeInteger(given[name]) && Math.abs(given[name]) < 2 ** 53 - 1)
        bounds[name] = given[name];
    return bounds;
  }
  return typeof type === 'string' ? { type } : {};
}

function objectOf(given: JsonObject, inner: Place): Schema {
  const { properties, required, additionalProperties: more } = given;
  const entries = Object.entries(isObject(properties) ? properties : {}).filter(([name]) => !RESERVED.has(name));
  const names = entries.map(([name]) => name);
  const needed = Array.isArray(required)
    ? required.filter((name) => typeof name === 'string' && names.includes(name))
    : [];
  return {
    type: 'object',
    properties: Object.fromEntries(entries.map(([name, one]) => [name, simplified(one, inner)])),
    ...(needed.length > 0 ? { required: needed } : {}),
    ...(more === false ? { additionalProperties: false } : {}),
    ...(isObject(more) ? { additionalProperties: simplified(more, inner) } : {}),
  };
}

function arrayOf(given: JsonObject, inner: Place): Schema {
  const { items, prefixItems, minItems, maxItems } = given;
  const tuple = Array.isArray(prefixItems) ? prefixItems : Array.isArray(items) ? items : undefined;
  if (tuple) return { type: 'array', items: choiceOf(tuple, inner), minItems: tuple.length, maxItems: tuple.length };
  return {
    type: 'array',
    items: simplified(items, inner),
    ...(typeof minItems === 'number' ? { minItems } : {}),
    ...(typeof maxItems === 'number' ? { maxItems } : {}),
  };
}

function choiceOf(given: readonly Json[], inner: Place): Schema {
  const each = given.map((one) => simplified(one, inner));
  const different = each.filter((one, at) => each.findIndex((other) => same(one, other)) === at);
  const [only] = different;
  return different.length === 1 && only ? only : { anyOf: different };
}

/** All of several schemas: their properties together. */
function merged(parts: readonly Schema[]): Schema {
  const whole: Schema = {};
  for (const part of parts) {
    const { properties = {}, required = [], ...rest } = part;
    const before = whole['properties'];
    const needed = whole['required'];
    Object.assign(whole, rest);
    if (isObject(properties) && (before !== undefined || Object.keys(properties).length > 0))
      whole['properties'] = { ...(isObject(before) ? before : {}), ...properties };
    if (Array.isArray(required) && required.length > 0)
      whole['required'] = [...new Set([...(Array.isArray(needed) ? needed : []), ...required])];
  }
  return whole;
}

/** What the keywords said that were left out, as words. */
function described(schema: Schema, given: JsonObject): Schema {
  const words = typeof given['description'] === 'string' ? [given['description']] : [];
  for (const [keyword, told] of [
    ['format', 'format'],
    ['pattern', 'pattern'],
    ['default', 'default'],
    ['minLength', 'at least so many characters'],
    ['maxLength', 'at most so many characters'],
    ['exclusiveMinimum', 'more than'],
    ['exclusiveMaximum', 'less than'],
    ['multipleOf', 'a multiple of'],
  ] as const) {
    const value = given[keyword];
    if (value === undefined || (typeof value === 'number' && Math.abs(value) >= 2 ** 53 - 1)) continue;
    // Formats and patterns say the same of a date.
    if (keyword === 'pattern' && given['format'] !== undefined) continue;
    words.push(`(${told}: ${typeof value === 'string' ? value : JSON.stringify(value)})`);
  }
  return words.length === 0 ? schema : { ...schema, description: words.join(' ').slice(0, MAX_WORDS) };
}

function kindOf(values: readonly (Json | undefined)[]): Schema {
  const kinds = new Set(values.map((value) => (value === null ? 'null' : typeof value)));
  const [kind] = kinds;
  return kinds.size === 1 && (kind === 'string' || kind === 'number' || kind === 'boolean') ? { type: kind } : {};
}

/** A place within the schema, as in `#/$defs/item`. */
function resolved(root: JsonObject, reference: string): Json | undefined {
  if (reference === '#') return root;
  if (!reference.startsWith('#/')) return undefined;
  let at: Json | undefined = root;
  for (const part of reference.slice(2).split('/')) {
    const name = decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~');
    at = isObject(at) && Object.hasOwn(at, name) ? at[name] : undefined;
  }
  return at;
}

function without(value: Json | undefined, name: string): JsonObject {
  if (!isObject(value)) return {};
  const { [name]: _, ...rest } = value;
  return rest;
}

function same(a: Json, b: Json): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
