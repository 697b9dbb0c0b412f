import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { jsonValue } from '../../src/language/json_value.ts';

test('takes what z.json takes, as it is', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
      expect(z.json().safeParse(value).success).toBe(true);
      expect(jsonValue.safeParse(value)).toEqual({ success: true, data: value });
    }),
  );
});

test('refuses what z.json refuses', () => {
  const odd = [undefined, Number.NaN, Number.POSITIVE_INFINITY, 1n, Symbol('s'), () => 1, new Date(0), new Map(), /x/];
  for (const value of odd) {
    for (const held of [value, [value], { held: value }, { list: [{ held: value }] }]) {
      expect(z.json().safeParse(held).success).toBe(false);
      expect(jsonValue.safeParse(held).success).toBe(false);
    }
  }
});

test('a value that holds itself, or is deeper than anybody needs, is refused and not run into', () => {
  const round: unknown[] = [];
  round.push(round);
  let deep: unknown = 1;
  for (let depth = 0; depth < 100_000; depth += 1) deep = [deep];
  for (const value of [round, deep]) expect(jsonValue.safeParse(value).success).toBe(false);
});

test('within an object it says where something is wrong', () => {
  const slots = z.object({ slots: z.record(z.string(), jsonValue) });
  expect(slots.safeParse({ slots: { good: [1, null], bad: Number.NaN } }).error?.issues).toMatchObject([
    { path: ['slots', 'bad'], message: 'Invalid input' },
  ]);
});
