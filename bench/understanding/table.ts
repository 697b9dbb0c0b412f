import type { SetResult } from './outcome.ts';
import type { Figure } from './speed.ts';

const HEAD = ['set', 'count', 'right', 'a', 'b', 'goal', 'wrong', 'refused', 'false accepts', 'p50 ms', 'p95', 'p99'];

/** One line for each set; `a` and `b` are the two halves of its rows. */
export function tableOf(results: readonly SetResult[]): string[] {
  if (results.length === 0) return [];
  const lines = results.map(({ row }) => [
    row.set,
    String(row.count),
    `${row.right} ${percent(row.right / Math.max(1, row.count))}`,
    percent(row.halves.a),
    percent(row.halves.b),
    row.goal ?? '',
    String(row.wrong),
    String(row.refused),
    row.falseAccepts === 0 ? '' : String(row.falseAccepts),
    ...[row.p50, row.p95, row.p99].map((ms) => ms.toFixed(2)),
  ]);
  return inColumns([HEAD, ...lines]);
}

export function figureLines(figures: readonly Figure[]): string[] {
  const lines = figures.map(({ what, measured, goal, unit }) => [
    what,
    `${measured < 10 ? measured.toFixed(2) : measured.toFixed(0)} ${unit}`,
    `goal ${goal} ${unit}`,
    measured <= goal ? 'met' : 'not met',
  ]);
  return lines.length === 0 ? [] : ['', ...inColumns(lines)];
}

function percent(share: number): string {
  return Number.isNaN(share) ? '' : `${(share * 100).toFixed(1)} %`;
}

function inColumns(lines: readonly (readonly string[])[]): string[] {
  const widths = (lines[0] ?? []).map((_, column) => Math.max(...lines.map((line) => (line[column] ?? '').length)));
  return lines.map((line) =>
    line
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}
