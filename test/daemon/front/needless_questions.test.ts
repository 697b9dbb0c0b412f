import { expect, test, vi } from 'vitest';
import { titled } from '../../recovery/debian.ts';
import { carriedOut, homesOf, needless, rowsOf, withoutRows } from './needless_questions.ts';

vi.setConfig({ testTimeout: 240_000 });

/** A daemon for each home is what takes the time: all rows are in the nightly run. */
const EVERY = 25;

test.skipIf(withoutRows !== undefined).each([2025, 2026] as const)(
  titled(
    'T26 of the public household sentences of %i, some carried out: no yes is asked for what can be taken back',
    withoutRows,
  ),
  async (year) => {
    const rows = rowsOf(year).filter((_, at) => at % EVERY === 0);
    const outcomes = await carriedOut(rows, homesOf(year));
    expect(needless(rows, outcomes)).toEqual([]);
    expect(outcomes.filter(({ intent }) => intent !== null).length).toBeGreaterThan(0.9 * rows.length);
    expect(outcomes.reduce((all, { calls }) => all + calls.length, 0)).toBeGreaterThan(rows.length / 2);
  },
);

test('T26 what does open a way in is asked about by the same path: a question would be seen', async () => {
  const rows = [{ text: 'unlock the front door' }, { text: 'turn on the kitchen light' }];
  const outcomes = await carriedOut(rows, []);
  expect(outcomes.map(({ asked }) => asked.map(({ subject }) => subject))).toEqual([['need.device.set'], []]);
  expect(needless(rows, outcomes)).toEqual([]);
});
