import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { deviceSet } from '../../../src/services/need/device/contract.ts';

const ROOT = join(import.meta.dirname, '../../..');
/** Home Assistant's own test sentences, where they stand beside the checkout. */
const TEXT = join(ROOT, '../shared/data/text');

/** Why the public rows are left out, in words; undefined where they are there. */
export const withoutRows: string | undefined = existsSync(join(TEXT, 'ha-intents-2026.jsonl'))
  ? undefined
  : 'the public rows are not there';

export interface Row {
  readonly text: string;
  readonly home?: string;
  readonly area?: string;
}

const publicRow = z.looseObject({
  text: z.string(),
  home: z.string().nullish(),
  context_area: z.string().nullish(),
  context: z.looseObject({ area: z.string().optional() }).nullish(),
});

/** The rows of a set. Those of 2026 name a small home each, those of 2025 speak of one large one. */
export function rowsOf(year: 2025 | 2026): readonly Row[] {
  const lines = readFileSync(join(TEXT, `ha-intents-${year}.jsonl`), 'utf8').split('\n');
  return lines
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const { text, home, context_area, context } = publicRow.parse(JSON.parse(line));
      const area = context_area ?? context?.area;
      return { text, ...(home ? { home } : {}), ...(area ? { area } : {}) };
    });
}

export function homesOf(year: 2025 | 2026): readonly string[] {
  return [year === 2026 ? '--homes' : '--home', join(TEXT, `ha-intents-${year}.homes.json`)];
}

const call = z.looseObject({ subject: z.string(), input: z.json() });
const acted = z.looseObject({
  intent: z.string().nullable(),
  calls: z.array(call),
  /** Calls that needed a yes, which was given. */
  asked: z.array(call),
  changes: z.record(z.string(), z.looseObject({ attributes: z.looseObject({ device_class: z.string().optional() }) })),
});
export type Acted = z.infer<typeof acted>;

/** What `agentos understand --act` makes of rows: it carries each out in a daemon of its own, and lists what it was asked. */
export async function carriedOut(rows: readonly Row[], homes: readonly string[]): Promise<readonly Acted[]> {
  const folder = mkdtempSync(join(tmpdir(), 'agentos-needless-'));
  try {
    const batch = join(folder, 'rows.jsonl');
    writeFileSync(batch, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
    const args = ['understand', '--batch', batch, ...homes, '--act', '--json'];
    const child = spawn(process.execPath, [join(ROOT, 'dist/interfaces/cli/main.js'), ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let out = '';
    let errors = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
    await new Promise((resolve) => child.once('close', resolve));
    const lines = out.split('\n').filter((line) => line !== '');
    if (lines.length !== rows.length) throw new Error(`${lines.length} of ${rows.length} rows came back: ${errors}`);
    return lines.map((line) => acted.parse(JSON.parse(line)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Calls that were asked about and are open or can be taken back, with the sentence that led to each. */
export function needless(rows: readonly Row[], outcomes: readonly Acted[]): string[] {
  return outcomes.flatMap(({ asked, changes }, at) =>
    asked
      .filter(({ subject, input }) => !isGrave(subject, input, changes))
      .map(({ subject, input }) => `"${rows[at]?.text}": ${subject} ${JSON.stringify(input)}`),
  );
}

/** Nothing else of a household does what asks for a yes: it unlocks, opens a way in, or lets something flow. */
function isGrave(subject: string, input: Acted['asked'][number]['input'], changes: Acted['changes']): boolean {
  if (subject !== deviceSet.subject) return false;
  const kind = (id: string) => ({
    domain: id.split('.')[0] ?? '',
    deviceClass: changes[id]?.attributes.device_class,
  });
  return deviceSet.riskOf(deviceSet.parseInput(input), kind) === 'danger';
}
