import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CLEAN, joinTaint } from '../../../src/daemon/model/event.ts';

const taint = fc.uniqueArray(fc.string({ maxLength: 3 }), { maxLength: 5 }).map((some) => [...some].sort());

test('taint joins as a set does: in any order, any grouping, any number of times', () => {
  fc.assert(
    fc.property(taint, taint, taint, (a, b, c) => {
      expect(joinTaint(a, b)).toEqual(joinTaint(b, a));
      expect(joinTaint(joinTaint(a, b), c)).toEqual(joinTaint(a, joinTaint(b, c)));
      expect(joinTaint(a, a)).toEqual(a);
      expect(joinTaint(a, CLEAN)).toEqual(a);
      const joined = joinTaint(a, b, c);
      expect(joined).toEqual([...new Set([...a, ...b, ...c])].sort());
    }),
  );
});

test('what is clean cannot be made otherwise by anybody', () => {
  expect(() => Object.assign(CLEAN, ['x'])).toThrow(TypeError);
});
