import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { z } from 'zod';
import { invoke } from '../../../src/daemon/model/call.ts';
import { need, use } from '../../../src/daemon/model/contract.ts';
import { Fault } from '../../../src/daemon/model/fault.ts';
import { canonicalJson, jsonCopy } from '../../../src/daemon/model/json.ts';

test('equal values are equal as canonical text, whatever the order of their keys', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const copy = JSON.parse(JSON.stringify(value));
      expect(canonicalJson(reversed(copy))).toBe(canonicalJson(copy));
      expect(JSON.parse(canonicalJson(copy))).toEqual(copy);
    }),
  );
});

test('different values are different as canonical text', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
      const [left, right] = [JSON.parse(JSON.stringify(a)), JSON.parse(JSON.stringify(b))];
      let same = true;
      try {
        expect(left).toEqual(right);
      } catch {
        same = false;
      }
      expect(canonicalJson(left) === canonicalJson(right)).toBe(same);
    }),
  );
});

test('a copy is what the log would hand back, byte for byte', () => {
  fc.assert(
    fc.property(fc.anything({ withDate: true, withNullPrototype: true }), (value) => {
      const copy = jsonCopy(value);
      expect(JSON.stringify(jsonCopy(copy))).toBe(JSON.stringify(copy));
      expect(JSON.stringify(JSON.parse(JSON.stringify(copy)))).toBe(JSON.stringify(copy));
    }),
  );
});

test('a copy, quickly made or not, is what the way over JSON text gives: the same members in the same order', () => {
  const some = fc.anything({
    withDate: true,
    withNullPrototype: true,
    withSparseArray: true,
    withBoxedValues: true,
    withMap: true,
  });
  const odd = fc.oneof(
    some,
    fc.record({ text: fc.string({ unit: 'binary' }), toJSON: fc.option(fc.func(some)) }),
    fc.constantFrom(-0, [-0]),
  );
  fc.assert(
    fc.property(odd, (value) => {
      const text: string | undefined = JSON.stringify(value, (_key, inner: unknown) =>
        typeof inner === 'string' ? inner.toWellFormed() : inner,
      );
      if (text !== undefined && /[\ud800-\udfff]|\\ud/.test(text)) return;
      const copy = jsonCopy(value);
      expect(JSON.stringify(copy)).toBe(text === undefined ? 'null' : JSON.stringify(JSON.parse(text)));
      expect(Object.is(copy, -0)).toBe(false);
    }),
  );
});

test('what is long or deep is copied whole, and nothing of it is shared', () => {
  const long = { texts: Array.from({ length: 3_000 }, (_, place) => `${'x'.repeat(100)}${place}`) };
  expect(jsonCopy(long)).toEqual(long);
  let deep: unknown = { end: [true] };
  for (let depth = 0; depth < 200; depth += 1) deep = { deep };
  expect(jsonCopy(deep)).toEqual(deep);
  const inner = { a: [1] };
  const copy = jsonCopy({ one: inner, other: inner });
  inner.a.push(2);
  expect(copy).toEqual({ one: { a: [1] }, other: { a: [1] } });
});

test('a lone surrogate is made well-formed at the edge, and a key named __proto__ stays a key', () => {
  expect(jsonCopy({ text: 'a\ud800b' })).toEqual({ text: 'a\ufffdb' });
  const copy = jsonCopy(JSON.parse('{"__proto__":{"polluted":true}}'));
  expect(Object.keys(Object(copy))).toEqual(['__proto__']);
  expect(Object(copy).polluted).toBeUndefined();
});

test('what JSON cannot tell, or is too long to travel, is refused', () => {
  const round: { self?: unknown } = {};
  round.self = round;
  expect(() => jsonCopy(round)).toThrow(TypeError);
  expect(() => jsonCopy({ big: 1n })).toThrow(TypeError);
  expect(() => jsonCopy('x'.repeat(5 * 1024 * 1024))).toThrow(RangeError);
});

test('a fault that is cut to length is still well-formed', () => {
  const { message } = new Fault('INTERNAL', `${'x'.repeat(1_999)}🤖`).toData();
  expect(message.length).toBe(2_000);
  expect(message.isWellFormed()).toBe(true);
});

describe('a call by name', () => {
  it('takes a copy of its input, so that nobody changes what was recorded', () => {
    const input = { list: [1] };
    const call = invoke('need.x', input);
    input.list.push(2);
    expect(call.input).toEqual({ list: [1] });
  });

  it('refuses a subject that is no text', () => {
    const invokeAny: (subject: unknown, input: unknown) => unknown = (subject, input) =>
      Reflect.apply(invoke, undefined, [subject, input]);
    expect(() => invokeAny(5, {})).toThrow(TypeError);
  });
});

describe('a contract', () => {
  const output = z.object({ text: z.string() });
  const built = (input: z.ZodType) => () => need('x', { summary: 'X.', input, output, effect: 'read', risk: 'open' });

  it.each([
    ['a date', z.date()],
    ['a coerced date', z.coerce.date()],
    ['a bigint', z.bigint()],
    ['a map', z.map(z.string(), z.string())],
    ['a set', z.set(z.string())],
    ['undefined', z.undefined()],
    ['a symbol', z.symbol()],
    ['a transform', z.string().transform((text) => text.length)],
    ['a pipe', z.string().pipe(z.coerce.number())],
    ['a custom type', z.custom<Date>()],
    ['a file', z.file()],
    ['nan', z.nan()],
    ['a literal undefined', z.literal(undefined)],
    ['a literal bigint', z.literal(1n)],
  ])('refuses %s, however deep it hides', (_name, hidden) => {
    for (const schema of [
      hidden,
      z.object({ a: z.array(hidden) }),
      z.object({ a: z.union([z.string(), hidden]).optional() }),
      z.object({}).catchall(hidden),
      z.record(z.string(), hidden),
      z.tuple([z.string()]).rest(hidden),
      z.tuple([hidden]),
      z.lazy(() => hidden),
      z.intersection(z.object({}), z.object({ a: hidden })),
      z.object({ a: hidden.nullable().default(null) }),
    ])
      expect(built(schema)).toThrow(TypeError);
  });

  it('takes what is JSON, a schema that holds itself among it', () => {
    const Node = z.object({
      name: z.string().trim().min(1),
      kind: z.enum(['a', 'b']).default('a'),
      get children() {
        return z.array(Node).optional();
      },
    });
    const contract = need('tree', { summary: 'T.', input: Node, output, effect: 'read', risk: 'open' });
    expect(contract.parseInput({ name: ' x ', children: [{ name: 'y' }] })).toEqual({
      name: 'x',
      kind: 'a',
      children: [{ name: 'y', kind: 'a' }],
    });
  });

  it('names the place of a wrong input, and blames the service for a wrong output', () => {
    const contract = need('x', {
      summary: 'X.',
      input: z.object({ a: z.object({ b: z.number() }) }),
      output,
      effect: 'read',
      risk: 'open',
    });
    expect(() => contract.parseInput({ a: { b: 'no' } })).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT', message: expect.stringContaining('need.x input.a.b') }),
    );
    expect(() => contract.parseOutput({})).toThrow(
      expect.objectContaining({ code: 'INTERNAL', message: expect.stringContaining('need.x output.text') }),
    );
  });

  it('of several answers is for reads only, and its name is plain', () => {
    const input = z.object({});
    expect(() => need('x', { summary: 'X.', input, output, effect: 'once', risk: 'home', answers: 'first' })).toThrow(
      /one provider/,
    );
    for (const name of ['', 'X', '9x', 'a..b', 'a.', 'a b', '../x', 'ünder'])
      expect(() => use(name, { summary: 'X.', input, output })).toThrow(TypeError);
  });
});

function reversed(value: unknown): never {
  const turn = (inner: unknown): unknown => {
    if (Array.isArray(inner)) return inner.map(turn);
    if (typeof inner !== 'object' || inner === null) return inner;
    return Object.fromEntries(
      Object.entries(inner)
        .reverse()
        .map(([key, held]) => [key, turn(held)]),
    );
  };
  return turn(value) as never;
}
