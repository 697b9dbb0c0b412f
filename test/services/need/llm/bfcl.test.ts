import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LLMock } from '@copilotkit/aimock';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { modelAt, type OpenedModels, openModels } from './model_house.ts';

/** The Berkeley Function-Calling Leaderboard's sets, where they stand beside the checkout. */
const DATA = join(import.meta.dirname, '../../../../../shared/data/text');
const fileOf = (set: string): string => join(DATA, `bfcl-${set}.jsonl`);
const there = existsSync(fileOf('irrelevance'));

const json = z.json();
type Json = z.infer<typeof json>;
const row = z.object({
  id: z.string(),
  text: z.string(),
  tools: z.array(z.object({ name: z.string(), description: z.string(), parameters: z.record(z.string(), json) })),
  expected: z.array(z.record(z.string(), z.record(z.string(), z.array(json)))).nullable(),
});
type Row = z.infer<typeof row>;

function rowsOf(set: string): Row[] {
  const lines = readFileSync(fileOf(set), 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => row.parse(JSON.parse(line)));
}

/** Expects a list of values that its own schema allows one of, and no list. */
const AMISS = ['live_simple_71-35-0'];

/** The sets name types as Python does. */
const TYPES: { readonly [python: string]: Json } = {
  dict: { type: 'object' },
  float: { type: 'number' },
  tuple: { type: 'array' },
  any: {},
  String: { type: 'string' },
};

function asJsonSchema(given: Json): Json {
  if (Array.isArray(given)) return given.map(asJsonSchema);
  if (typeof given !== 'object' || given === null) return given;
  const { type, properties, items, additionalProperties, ...rest } = given;
  const fields =
    typeof properties === 'object' && properties !== null && !Array.isArray(properties)
      ? { properties: Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, asJsonSchema(one)])) }
      : {};
  const known = typeof type === 'string' ? (TYPES[type] ?? { type }) : {};
  return {
    ...rest,
    ...(typeof known === 'object' ? known : {}),
    ...fields,
    ...(items === undefined ? {} : { items: asJsonSchema(items) }),
    ...(additionalProperties === undefined ? {} : { additionalProperties: asJsonSchema(additionalProperties) }),
  };
}

/** The first value of each that the set takes; what may be left out, is. */
function expectedCalls({ expected, tools }: Row): { event: string; data: { [name: string]: Json } }[] {
  return (expected ?? []).flatMap((call) =>
    Object.entries(call).map(([event, values]) => {
      const required = tools.find(({ name }) => name === event)?.parameters['required'];
      const needed = (name: string): boolean => Array.isArray(required) && required.includes(name);
      const data: { [name: string]: Json } = {};
      for (const [name, [first, second]] of Object.entries(values)) {
        const value = first === '' && needed(name) ? second : first;
        if (value !== undefined && value !== '') data[name] = innerOf(value);
      }
      return { event, data };
    }),
  );
}

/** Within an object, each field has its list of values as well. */
function innerOf(value: Json): Json {
  if (Array.isArray(value)) return value.map((one) => (isObject(one) ? innerOf(one) : one));
  if (!isObject(value)) return value;
  const fields = Object.entries(value).map(([name, one]) => [name, Array.isArray(one) ? one[0] : one]);
  return Object.fromEntries(fields.filter(([, one]) => one !== '' && one !== undefined));
}

function isObject(value: Json): value is { [name: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

describe.skipIf(!there)('the sets of bfcl (skipped where they are not there)', () => {
  const mock = new LLMock({ port: 0 });
  let house: OpenedModels;
  let current: { rows: ReturnType<typeof expectedCalls>; text: string } = { rows: [], text: '' };

  beforeAll(async () => {
    mock.addFixture({
      match: { predicate: () => true },
      response: () =>
        current.rows.length === 0
          ? { content: current.text }
          : {
              toolCalls: current.rows.map(({ event, data }) => ({
                name: event.replaceAll('.', '-'),
                arguments: JSON.stringify(data),
              })),
            },
    });
    await mock.start();
    house = await openModels({ models: [modelAt(mock.url, { context: 1_000_000 })] });
  });
  afterAll(async () => {
    await house.release();
    await mock.stop();
  });

  async function chosenFor(
    one: Row,
  ): Promise<{ calls: { event: string; data: Json }[]; refused: unknown[]; text: string }> {
    const uses = one.tools.map(({ name, description, parameters }) => ({
      event: name,
      summary: description,
      schema: asJsonSchema(parameters),
    }));
    const answer = await house.host.call('need.llm.choose', { messages: [{ role: 'user', text: one.text }], uses });
    return answer as never;
  }

  test.each(['simple_python', 'multiple', 'parallel', 'live_simple'])(
    '%s: every expected call comes through the wire as it is, and is right by its schema',
    async (set) => {
      const wrong: string[] = [];
      for (const one of rowsOf(set)) {
        current = { rows: expectedCalls(one), text: '' };
        const { calls, refused } = await chosenFor(one);
        // Side by side, the same call twice is one.
        const distinct = [...new Map(current.rows.map((call) => [JSON.stringify(call), call])).values()];
        const same = JSON.stringify(calls.map(({ event, data }) => ({ event, data }))) === JSON.stringify(distinct);
        if (!same || refused.length > 0) wrong.push(one.id);
      }
      expect(wrong).toEqual(AMISS.filter((id) => id.startsWith(set)));
    },
    120_000,
  );

  test('irrelevance: where the model calls nothing, nothing is called; and a call of what was not offered is refused', async () => {
    for (const one of rowsOf('irrelevance')) {
      current = { rows: [], text: 'None of these would help.' };
      expect(await chosenFor(one)).toMatchObject({ calls: [], refused: [], text: current.text });
      current = { rows: [{ event: 'need.lock.open', data: {} }], text: '' };
      const { calls, refused } = await chosenFor(one);
      expect(calls).toEqual([]);
      expect(refused).toMatchObject([{ event: 'need.lock.open' }]);
    }
  }, 120_000);
});
