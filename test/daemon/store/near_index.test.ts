import { afterEach, describe, expect, test } from 'vitest';
import type { NearIndex } from '../../../src/daemon/model/near.ts';
import { NearInMemory } from '../../../src/daemon/store/near_in_memory.ts';
import { NearInSqlite } from '../../../src/daemon/store/near_in_sqlite.ts';
import { openNearIndex } from '../../../src/daemon/store/near_index.ts';
import { packVector, unpackVector } from '../../../src/language/packed_vector.ts';
import { cosine } from '../../../src/language/vectors.ts';
import { titled } from '../../recovery/debian.ts';
import { seeded } from '../../seeded.ts';

const PLACES = 384;

function withoutSqliteVec(): string | undefined {
  try {
    new NearInSqlite().close();
    return undefined;
  } catch {
    return 'needs the optional package sqlite-vec';
  }
}

const packed = (values: readonly number[]): Int8Array => unpackVector(packVector(values));

describe.each([
  ['by a loop', () => new NearInMemory(), undefined],
  ['in sqlite-vec', () => new NearInSqlite(), withoutSqliteVec()],
] as const)('vectors %s', (how, open, leftOut) => {
  describe.skipIf(leftOut !== undefined)(titled(how, leftOut), () => {
    let index: NearIndex | undefined;
    const opened = (): NearIndex => {
      index = open();
      return index;
    };
    afterEach(() => index?.close());

    test('are as near as their exact cosines, within 0.01, the nearest first', () => {
      const near = opened();
      const random = seeded(7);
      const vector = (): number[] => Array.from({ length: PLACES }, () => random() + random() + random() - 1.5);
      const asked = vector();
      const all = Array.from({ length: 200 }, (_, round) => {
        const own = vector();
        return asked.map((value, place) => value + (round / 100) * (own[place] ?? 0));
      });
      for (const [place, one] of all.entries()) near.put(String(place), 'g', packed(one));
      const found = near.near(packed(asked), { groups: ['g'], least: -1, limit: 200 });
      expect(found).toHaveLength(200);
      for (const { name, nearness } of found)
        expect(Math.abs(nearness - cosine(asked, all[Number(name)] ?? []))).toBeLessThan(0.01);
      expect(found.map(({ nearness }) => nearness)).toEqual(
        found.map(({ nearness }) => nearness).toSorted((a, b) => b - a),
      );
    });

    test('are compared within the groups that are asked for only, and above the least', () => {
      const near = opened();
      near.put('house', 'house', packed([1, 0, 0]));
      near.put('anna', 'anna', packed([1, 0.1, 0]));
      near.put('ben', 'ben', packed([1, 0, 0.1]));
      near.put('far', 'house', packed([0, 1, 0]));
      const names = (groups: readonly string[], limit = 10) =>
        near.near(packed([1, 0, 0]), { groups, least: 0.6, limit }).map(({ name }) => name);
      expect(names(['house', 'anna'])).toEqual(['house', 'anna']);
      expect(names(['house', 'house'])).toEqual(['house']);
      expect(names(['house', 'anna', 'ben'], 1)).toEqual(['house']);
      expect(names([])).toEqual([]);
    });

    test('that are deleted or replaced are gone; what has no direction or another length is near nothing', () => {
      const near = opened();
      near.put('a', 'g', packed([1, 0]));
      near.put('a', 'g', packed([0, 1]));
      near.put('zero', 'g', packed([0, 0]));
      near.put('long', 'g', packed([1, 0, 0]));
      near.put('gone', 'g', packed([1, 0]));
      near.delete('gone');
      near.delete('never there');
      const names = (values: readonly number[]) =>
        near.near(packed(values), { groups: ['g'], least: 0.5, limit: 10 }).map(({ name }) => name);
      expect(names([1, 0])).toEqual([]);
      expect(names([0, 1])).toEqual(['a']);
      expect(names([0, 0])).toEqual([]);
      expect(names([1, 0, 0, 0])).toEqual([]);
      expect(near.size).toBe(2);
    });
  });
});

test('there is always an index', () => {
  const near = openNearIndex(() => undefined);
  near.put('a', 'g', packed([1, 0]));
  expect(near.near(packed([1, 0]), { groups: ['g'], least: 0.9, limit: 1 })).toMatchObject([{ name: 'a' }]);
  near.close();
});
