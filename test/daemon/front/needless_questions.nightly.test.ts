import { expect, test } from 'vitest';
import { tellFigure } from '../../figures.ts';
import { titled } from '../../recovery/debian.ts';
import { carriedOut, homesOf, needless, rowsOf, withoutRows } from './needless_questions.ts';

test.skipIf(withoutRows !== undefined).each([2025, 2026] as const)(
  titled(
    'T26 all public household sentences of %i, carried out: no yes is asked for what can be taken back',
    withoutRows,
  ),
  async (year) => {
    const rows = rowsOf(year);
    const outcomes = await carriedOut(rows, homesOf(year));
    const understood = outcomes.filter(({ intent }) => intent !== null).length;
    const asked = outcomes.reduce((all, one) => all + one.asked.length, 0);
    const found = needless(rows, outcomes);
    tellFigure({
      count: understood,
      of: `household sentences of ${year} carried out`,
      measured: `of ${rows.length}; ${asked} questions, ${found.length} of them needless`,
    });
    expect(found).toEqual([]);
    expect(understood).toBeGreaterThan(0.95 * rows.length);
  },
);
