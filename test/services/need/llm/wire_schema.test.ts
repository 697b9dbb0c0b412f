import { expect, test } from 'vitest';
import { z } from 'zod';
import { llmChoose } from '../../../../src/daemon/model/llm.ts';
import { checkedBy, fitting } from '../../../../src/services/need/llm/offered.ts';
import { wireSchema } from '../../../../src/services/need/llm/wire_schema.ts';

type Given = Parameters<typeof wireSchema>[0];
const json = z.record(z.string(), z.json());
const of = (schema: z.ZodType) => wireSchema(json.parse(z.toJSONSchema(schema, { io: 'input' })));

/** What not every endpoint takes. */
const REST =
  /"(\$ref|\$defs|\$schema|allOf|oneOf|const|format|pattern|default|propertyNames|exclusiveMinimum|prefixItems|not)":/;

const node: z.ZodType = z.object({
  name: z.string(),
  get children() {
    return z.array(node).optional();
  },
});

test.each([
  [
    'formats and patterns',
    z.object({ on: z.iso.date(), id: z.uuid(), mail: z.email(), code: z.string().regex(/^a+$/) }),
  ],
  ['literals and unions', z.object({ kind: z.literal('a'), either: z.union([z.string(), z.number(), z.null()]) })],
  [
    'tagged unions',
    z.discriminatedUnion('role', [z.object({ role: z.literal('a') }), z.object({ role: z.literal('b') })]),
  ],
  ['numbers', z.object({ whole: z.int(), part: z.number().gt(0).lt(1), few: z.int().min(1).max(5) })],
  ['records and tuples', z.object({ data: z.record(z.string(), z.number()), pair: z.tuple([z.string(), z.number()]) })],
  [
    'defaults and optional fields',
    z.object({ a: z.string().default('x'), b: z.number().optional(), c: z.boolean().nullish() }),
  ],
  ['any JSON', z.object({ any: z.json() })],
  ['what holds itself', node],
  ['a text alone', z.string()],
  ['a list alone', z.array(z.object({ a: z.int() }))],
  ['both of two', z.intersection(z.object({ a: z.string() }), z.object({ b: z.number() }))],
  ['a contract of ours', llmChoose.input],
])('%s: an object, of keywords that all take', (_name, schema) => {
  const { schema: wire } = of(schema);
  expect(wire).toMatchObject({ type: 'object' });
  expect(JSON.stringify(wire)).not.toMatch(REST);
  expect(JSON.stringify(wire).length).toBeLessThan(40_000);
});

test('what is left out is told in words', () => {
  const { schema } = of(
    z.object({ on: z.iso.date().describe('The day.'), n: z.number().gt(2), s: z.string().default('x') }),
  );
  expect(schema['properties']).toMatchObject({
    on: { type: 'string', description: 'The day. (format: date)' },
    n: { type: 'number', description: '(more than: 2)' },
    s: { type: 'string', description: '(default: x)' },
  });
  expect(schema['required']).toEqual(['on', 'n']);
});

test('both of two schemas are one object', () => {
  expect(of(z.intersection(z.object({ a: z.string() }), z.object({ b: z.number() })))).toMatchObject({
    wrapped: false,
    schema: { type: 'object', properties: { a: { type: 'string' }, b: { type: 'number' } }, required: ['a', 'b'] },
  });
});

test('what is no object is wrapped, and comes out of it', () => {
  const schema = json.parse(z.toJSONSchema(z.array(z.int())));
  const wire = wireSchema(schema);
  expect(wire).toMatchObject({
    wrapped: true,
    schema: { properties: { value: { type: 'array', items: { type: 'integer' } } } },
  });
  expect(fitting({ value: [1, 2] }, wire, checkedBy(schema))).toEqual({ value: [1, 2] });
  expect(fitting([1, 2], wire, checkedBy(schema))).toEqual({ value: [1, 2] });
  expect(fitting({ value: ['x'] }, wire, checkedBy(schema))).toEqual({ problem: expect.stringMatching(/0: .*number/) });
});

test('a null in the place of nothing is nothing; one that is wanted stays', () => {
  const schema = json.parse(z.toJSONSchema(z.object({ a: z.string(), b: z.number().optional(), c: z.null() })));
  const wire = wireSchema(schema);
  const absent = json.parse(z.toJSONSchema(z.object({ a: z.string(), b: z.number().optional() })));
  expect(fitting({ a: 'x', b: null }, wireSchema(absent), checkedBy(absent))).toEqual({ value: { a: 'x' } });
  expect(fitting({ a: 'x', c: null }, wire, checkedBy(schema))).toEqual({ value: { a: 'x', c: null } });
});

test.each<[string, Given]>([
  ['a reference to nowhere', { type: 'object', properties: { a: { $ref: '#/$defs/gone' } } }],
  ['one to itself', { $ref: '#' }],
  ['one to another document', { type: 'object', properties: { a: { $ref: 'https://example.org/x' } } }],
  [
    'a reserved name',
    JSON.parse('{"type":"object","properties":{"__proto__":{"type":"string"},"a":{"type":"string"}}}'),
  ],
  ['types that are no types', { type: 7, properties: 'x', required: [1, { a: 2 }] } as Given],
])('%s does no harm', (_name, schema) => {
  const { schema: wire } = wireSchema(schema);
  expect(wire).toMatchObject({ type: 'object' });
  expect(JSON.stringify(wire)).not.toMatch(REST);
  expect(JSON.stringify(wire)).not.toContain('__proto__');
});
