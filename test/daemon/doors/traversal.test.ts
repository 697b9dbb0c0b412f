import { describe, expect, test } from 'vitest';
import { missing, titled } from '../../recovery/debian.ts';
import { judged, listedPaths, noLists, OWN_PATHS } from './traversals.ts';

const noStrace = missing({ strace: 'strace' });

describe.skipIf(noStrace !== undefined)(titled('S8 T22 as the kernel tells it', noStrace), () => {
  test('no path opens or changes anything outside of the folders, nor does a race', { timeout: 120_000 }, async () => {
    const { said, outside, inside, changed } = await judged({ paths: OWN_PATHS, races: 200 });
    expect(outside).toEqual([]);
    expect(changed).toBe(false);
    expect(inside).toBeGreaterThan(200);
    expect(said.raced).toBe(200);
    expect(said.got.filter((text) => text.includes('stolen'))).toEqual([]);
    expect(said.got).toContain('deep');
  });

  test('twin: the judge sees what is opened as it is spelled', { timeout: 120_000 }, async () => {
    const { outside } = await judged({ paths: ['../outside.txt', 'up/outside.txt'], races: 0, careless: true });
    expect(outside.map((path) => path.replace(/.*\//, ''))).toContain('outside.txt');
  });

  test.skipIf(noLists !== undefined)(
    titled('nor do the public lists, one path in a hundred', noLists),
    { timeout: 120_000 },
    async () => {
      const paths = listedPaths().filter((_path, place) => place % 100 === 0);
      expect(paths.length).toBeGreaterThan(200);
      const { outside, changed, inside } = await judged({ paths, races: 0 });
      expect(outside).toEqual([]);
      expect(changed).toBe(false);
      expect(inside).toBeGreaterThan(100);
    },
  );
});
