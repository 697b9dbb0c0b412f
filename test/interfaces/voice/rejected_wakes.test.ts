import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readWav } from '../../../src/interfaces/voice/audio.ts';
import { RejectedWakes } from '../../../src/interfaces/voice/rejected_wakes.ts';
import { WakeTally } from '../../../src/interfaces/voice/wake_tally.ts';

let folder: string;
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'agentos-rejected-')), 'wakes');
});
afterEach(() => rm(join(folder, '..'), { recursive: true, force: true }));

const sound = Int16Array.from({ length: 3200 }, (_, at) => at % 500);
const wake = { word: 'hey house', score: 0.934 };
const start = 1_790_000_000_000;

test('no sound is kept unless that was asked for; it is counted', async () => {
  const rejected = new RejectedWakes({ folder, keepSound: false });
  await rejected.add(wake, 'nothing', sound, start);
  await rejected.add(wake, 'nothing', sound, start + 1);
  await rejected.add(wake, 'not_for_you', sound, start + 2);
  expect(await rejected.counts()).toEqual({ 'hey house': { nothing: 2, not_for_you: 1 } });
  expect(await rejected.list()).toEqual([]);
  expect(await readdir(folder)).toEqual(['counts.json']);
});

test('what is kept is for its owner alone, and says what it was', async () => {
  const rejected = new RejectedWakes({ folder, keepSound: true });
  await rejected.add(wake, 'not_understood', sound, start);
  const [kept] = await rejected.list();
  expect(kept).toMatchObject({ word: 'hey house', score: 0.934, why: 'not_understood', at: start });
  const file = join(folder, kept?.file ?? '');
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect((await stat(folder)).mode & 0o777).toBe(0o700);
  expect((await stat(join(folder, 'counts.json'))).mode & 0o777).toBe(0o600);
  expect(await readWav(file)).toEqual(sound);
});

test('it is bounded by number and by age, and can be deleted', async () => {
  const rejected = new RejectedWakes({ folder, keepSound: true, most: 3, days: 2 });
  const day = 86_400_000;
  for (let at = 0; at < 5; at += 1) await rejected.add(wake, 'nothing', sound, start + at);
  expect((await rejected.list()).map(({ at }) => at - start)).toEqual([4, 3, 2]);
  await rejected.add(wake, 'nothing', sound, start + 3 * day);
  expect((await rejected.list()).map(({ at }) => at - start)).toEqual([3 * day]);
  expect(await rejected.clear()).toBe(1);
  expect(await rejected.list()).toEqual([]);
  expect(await rejected.counts()).toEqual({});
  expect(await readdir(folder)).toEqual([]);
});

test('"that was not for you" is about the wake before, where that one led to something; else about its own', async () => {
  const rejected = new RejectedWakes({ folder, keepSound: true });
  const troubles: string[] = [];
  const tally = new WakeTally(rejected, (text) => troubles.push(text));
  const woken = (word: string) => ({ word, score: 0.9, position: 0 });
  tally.woken(woken('first'), sound);
  await tally.over(undefined);
  tally.woken(woken('second'), sound);
  await tally.over('not_for_you');
  tally.woken(woken('third'), sound);
  await tally.over('not_for_you');
  expect(await rejected.counts()).toEqual({ first: { not_for_you: 1 }, third: { not_for_you: 1 } });
  expect(troubles).toEqual([]);
});

test('where it cannot be taken down, that is told and nothing stops', async () => {
  const troubles: string[] = [];
  const tally = new WakeTally(new RejectedWakes({ folder: '/dev/null/none', keepSound: true }), (text) =>
    troubles.push(text),
  );
  tally.woken({ word: 'jarvis', score: 0.9, position: 0 }, sound);
  await tally.over('nothing');
  expect(troubles).toEqual([expect.stringContaining('could not be taken down')]);
});
