import type { Offer } from 'agentos/service';
import type { OpenAI } from 'openai';
import { z } from 'zod';
import { type Json, readJson } from './strict_json.ts';
import { namesOf, wireName } from './wire_names.ts';
import { type WireSchema, wireSchema } from './wire_schema.ts';

const MAX_SUMMARY = 1_000;

/** Something that a model may choose to call. */
interface Offered extends Offer {
  readonly event: string;
  readonly wire: WireSchema;
}

export type Given = string | { readonly event: string; readonly summary: string; readonly schema: Offer['schema'] };

export type ReadCall =
  | { readonly ok: true; readonly event: string; readonly data: Json }
  | { readonly ok: false; readonly event: string; readonly problem: string; readonly isJson: boolean };

/** Converting takes far longer than looking up, and a contract keeps its schema. */
const converted = new WeakMap<Offer['schema'], WireSchema>();

export function converting(schema: Offer['schema']): WireSchema {
  const known = converted.get(schema);
  if (known) return known;
  const wire = wireSchema(schema);
  converted.set(schema, wire);
  return wire;
}

/** What a model is offered, there and back: as tools of the protocol, and its calls as events. */
export class Offers {
  readonly #offered = new Map<string, Offered>();
  readonly #find: (called: string) => string | undefined;

  /** What the catalog does not have at the moment is left out: nobody could call it. */
  constructor(uses: readonly Given[], describe: (subject: string) => Offer | undefined) {
    for (const given of uses) {
      const offer = typeof given === 'string' ? describe(given) : { ...given, problem: checkedBy(given.schema) };
      const event = typeof given === 'string' ? given : given.event;
      if (offer) this.#offered.set(event, { ...offer, event, wire: converting(offer.schema) });
    }
    this.#find = namesOf([...this.#offered.keys()]);
  }

  get tools(): OpenAI.Chat.Completions.ChatCompletionTool[] {
    return [...this.#offered.values()].map(({ event, summary, wire }) => ({
      type: 'function',
      function: { name: wireName(event), description: summary.slice(0, MAX_SUMMARY), parameters: { ...wire.schema } },
    }));
  }

  /** A call as it came, checked by the schema that it was offered with. */
  read(called: string, text: string): ReadCall {
    const event = this.#find(called);
    const offered = event === undefined ? undefined : this.#offered.get(event);
    if (event === undefined || !offered) {
      const there = [...this.#offered.keys()].map(wireName).join(', ');
      return { ok: false, event: called, isJson: false, problem: `There is no tool of that name; there are ${there}.` };
    }
    // Of a call without arguments, some endpoints send none at all.
    const read = readJson(text === '' && !offered.wire.wrapped ? '{}' : text);
    if (!read.ok) return { ok: false, event, isJson: false, problem: read.problem };
    const fits = fitting(read.value, offered.wire, offered.problem);
    return 'problem' in fits
      ? { ok: false, event, isJson: true, problem: fits.problem }
      : { ok: true, event, data: fits.value };
  }
}

/** The value that was meant: out of its wrapping, and without the nulls that models put for what they leave out. */
export function fitting(
  given: Json,
  { wrapped }: WireSchema,
  problemOf: Offer['problem'],
): { readonly value: Json } | { readonly problem: string } {
  const value =
    wrapped && isObject(given) && Object.keys(given).length === 1 && 'value' in given ? given['value'] : given;
  const problem = problemOf(value ?? null);
  if (problem === undefined) return { value: value ?? null };
  const bare = withoutNulls(value ?? null);
  return problemOf(bare) === undefined ? { value: bare } : { problem };
}

/** What is wrong with a value by a JSON Schema. */
export function checkedBy(schema: Offer['schema']): Offer['problem'] {
  let check: z.ZodType | undefined;
  return (value) => {
    check ??= z.fromJSONSchema(structuredClone({ ...schema }));
    const parsed = check.safeParse(value);
    if (parsed.success) return undefined;
    return parsed.error.issues
      .slice(0, 5)
      .map(({ path, message }) => `${path.map(String).join('.') || 'It'}: ${message}`)
      .join('; ');
  };
}

function withoutNulls(value: Json): Json {
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(([, inner]) => inner !== null);
  return Object.fromEntries(kept.map(([name, inner]) => [name, withoutNulls(inner)]));
}

function isObject(value: Json): value is { [name: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
