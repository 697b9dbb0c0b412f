import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { jsonValue } from '../../../src/daemon/model/json_value.ts';

const reference = z.json();

test('it takes what z.json() takes, as it is, and refuses what that refuses', () => {
  const odd = { withDate: true, withBigInt: true, withMap: true, withNullPrototype: true };
  const key = fc.string().filter((name) => name !== '__proto__');
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), fc.anything({ ...odd, key })), (value) => {
      const parsed = jsonValue.safeParse(value);
      expect(parsed.success).toBe(reference.safeParse(value).success);
      if (parsed.success) expect(parsed.data).toBe(value);
    }),
  );
});

test('what holds itself, or is nested without end, is refused', () => {
  const round: { self?: unknown } = {};
  round.self = round;
  expect(jsonValue.safeParse(round).success).toBe(false);
});
