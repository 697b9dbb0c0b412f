import { describe, expect, test } from 'vitest';
import { missing, titled } from '../../recovery/debian.ts';
import { judged, listedPaths, noLists } from './traversals.ts';

const leftOut = missing({ strace: 'strace' }) ?? noLists;

describe.skipIf(leftOut !== undefined)(titled('S8 T22 as the kernel tells it', leftOut), () => {
  test('all the public lists, and 10,000 races', { timeout: 1_800_000 }, async () => {
    const paths = listedPaths();
    expect(paths.length).toBeGreaterThan(23_000);
    const { said, outside, inside, changed } = await judged({ paths, races: 10_000 });
    expect(outside).toEqual([]);
    expect(changed).toBe(false);
    expect(inside).toBeGreaterThan(10_000);
    expect(said.raced).toBe(10_000);
    expect(said.got.filter((text) => text.includes('stolen'))).toEqual([]);
  });
});
