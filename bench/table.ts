import { isMet, type Row } from './benchmark.ts';

/** One line for each goal, what was measured beside it, and below it what is told. */
export function table(rows: readonly Row[]): string {
  const lines = rows.map((row) => [
    row.id,
    row.what,
    `${row.bound === 'at least' ? '≥' : '≤'} ${shown(row.goal, row)}`,
    shown(row.reach, row),
    shown(row.measured, row),
    isMet(row) ? 'met' : 'NOT MET',
  ]);
  const all = [['', '', 'goal', 'reach', 'measured', ''], ...lines];
  const widths = [0, 1, 2, 3, 4, 5].map((column) => Math.max(...all.map((line) => line[column]?.length ?? 0)));
  const laid = all.map((line) =>
    line
      .map((cell, column) =>
        column < 2 || column === 5 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
  const indent = ' '.repeat((widths[0] ?? 0) + 2);
  return [laid[0], ...rows.flatMap((row, index) => [laid[index + 1], `${indent}${row.told}`])].join('\n');
}

function shown(value: number, { unit }: Row): string {
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
  return unit === 'x' ? `${value.toFixed(digits)}x` : `${value.toFixed(digits)} ${unit}`;
}
