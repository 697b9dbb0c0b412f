import { describe, expect, test } from 'vitest';
import { idsOf, keep, readFigures, rowOf, totals } from './figure_table.ts';
import type { ToldFigure } from './figures.ts';

const kills: ToldFigure = {
  count: 1_000,
  of: 'kills',
  lost: 0,
  doubled: 0,
  stuck: 0,
  title: 'P1 T1 X9 1000 kills: nothing is lost',
  file: 'test/recovery/kill.nightly.test.ts',
};
const cuts: ToldFigure = { ...kills, count: 5_000, of: 'disks', lost: 2, title: 'P1 T3 cut', measured: '41 with loss' };

describe('the table of nightly figures', () => {
  test('reads what tests wrote, line by line', () => {
    expect(readFigures(`${JSON.stringify(kills)}\n${JSON.stringify(cuts)}\n`)).toEqual([kills, cuts]);
  });

  test('finds the ids of a title once each', () => {
    expect(idsOf('P1 T1 the store > P1 X9 B13 with 20 kills')).toBe('P1 T1 X9 B13');
  });

  test('shows what was not looked for as a dash, not as 0', () => {
    expect(rowOf(kills, '2026-11-23').slice(0, 7)).toEqual(['P1 T1 X9', '1,000', 'kills', '0', '0', '0', '–']);
  });

  test('adds up what must be 0', () => {
    expect(totals([kills, cuts])).toBe(
      'acknowledged lost 2, once-effects doubled 0, stuck threads 0, silent blank starts 0',
    );
  });

  test('keeps older rows, and replaces one that the same test measured again', () => {
    const first = keep('', [rowOf(kills, '2026-11-20'), rowOf(cuts, '2026-11-20')]);
    const second = keep(first, [rowOf(kills, '2026-11-23')]);
    expect(second).toContain('| P1 T3 | 5,000 | disks |');
    expect(second.match(/\| kills \|/g)).toHaveLength(1);
    expect(second).toContain('2026-11-23');
    expect(keep(second, [])).toBe(second);
  });
});
