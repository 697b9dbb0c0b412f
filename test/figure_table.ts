import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import type { Reporter, TestModule } from 'vitest/node';
import type { ToldFigure } from './figures.ts';

const ROOT = join(import.meta.dirname, '..');
const KEPT = join(ROOT, 'docs/nightly.md');
const LOSSES = ['lost', 'doubled', 'stuck', 'blank'] as const;
const HEAD = ['shown', 'count', 'of', ...LOSSES, 'measured', 'by', 'on'] as const;

const MEASURED = HEAD.indexOf('measured');

/** One row: the words of its columns, in the order of the head. */
type Row = readonly string[];

/**
 * Prints one table of what the nightly tests measured when all have run: what was lost, doubled, stuck or blank, and which
 * did not pass. With AGENTOS_TEST_KEEP=1 the rows also take the place of older ones in docs/nightly.md.
 */
export class FigureTable implements Reporter {
  #folder: string | undefined;

  onInit(): void {
    this.#folder = mkdtempSync(join(tmpdir(), 'agentos-figures-'));
    process.env.AGENTOS_TEST_FIGURES = join(this.#folder, 'figures.jsonl');
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    if (this.#folder === undefined) return;
    const path = join(this.#folder, 'figures.jsonl');
    const figures = existsSync(path) ? readFigures(readFileSync(path, 'utf8')) : [];
    rmSync(this.#folder, { recursive: true, force: true });
    const today = new Date().toISOString().slice(0, 10);
    const rows = figures.map((figure) => rowOf(figure, today));
    const lines = [...aligned([HEAD, ...rows]), '', totals(figures), ...notPassed(modules)];
    process.stdout.write(`\n${lines.join('\n')}\n`);
    if (process.env.AGENTOS_TEST_KEEP === '1') {
      writeFileSync(KEPT, keep(existsSync(KEPT) ? readFileSync(KEPT, 'utf8') : '', rows));
    }
  }
}

export function readFigures(text: string): readonly ToldFigure[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line): ToldFigure => JSON.parse(line));
}

export function rowOf(figure: ToldFigure, day: string): Row {
  const losses = LOSSES.map((name) => figure[name]?.toString() ?? '–');
  const { title, count, of, measured = '', file } = figure;
  return [idsOf(title), count.toLocaleString('en'), of, ...losses, measured, `\`${file}\``, day];
}

/** The ids of promises and tests in a title, wherever its `describe` has put them. */
export function idsOf(title: string): string {
  return [...new Set(title.match(/\b[BPTX]\d+\b/g))].join(' ');
}

/** Sums of what must be 0, over the tests that look for it. */
export function totals(figures: readonly ToldFigure[]): string {
  const sum = (name: (typeof LOSSES)[number]): number => figures.reduce((all, figure) => all + (figure[name] ?? 0), 0);
  return `acknowledged lost ${sum('lost')}, once-effects doubled ${sum('doubled')}, stuck threads ${sum('stuck')}, silent blank starts ${sum('blank')}`;
}

/** The file of last measurements with these rows in the place of those by the same test about the same. */
export function keep(text: string, rows: readonly Row[]): string {
  const key = (row: Row): string => `${row[8]} ${row[2]}`;
  const kept = text
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith(`| ${HEAD[0]} `))
    .map((line) => line.slice(2, -2).split(' | '));
  const all = new Map([...kept, ...rows].map((row) => [key(row), row]));
  const sorted = [...all.values()].sort((a, b) => key(a).localeCompare(key(b), 'en'));
  const line = (row: Row): string => `| ${row.join(' | ')} |`;
  return `# Last measured

What \`AGENTOS_TEST_KEEP=1 npm run test:nightly\` wrote here. A dash: the test does not look for that.

${line(HEAD)}
|${HEAD.map(() => '---').join('|')}|
${sorted.map(line).join('\n')}
`;
}

/** As a terminal shows it best: what is long comes last. */
function aligned(given: readonly Row[]): readonly string[] {
  const rows = given.map((row) => [...row.filter((_, column) => column !== MEASURED), row[MEASURED] ?? '']);
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows.map((row) =>
    row
      .map((word, column) => word.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

/** What failed or was skipped, so that a missing row is not taken for a good one. */
function notPassed(modules: readonly TestModule[]): readonly string[] {
  return modules.flatMap((module) => {
    const file = relative(ROOT, module.moduleId);
    const broken = module.errors().length > 0 ? [`broken: ${file}`] : [];
    const tests = [...module.children.allTests()].filter((test) => test.result().state !== 'passed');
    return [...broken, ...tests.map((test) => `${test.result().state}: ${file}: ${idsOf(test.fullName)} ${test.name}`)];
  });
}
