import { Command, InvalidArgumentError } from 'commander';
import type { Client } from '../client/api.ts';
import { attached, socketOption } from './attach.ts';
import { colours } from './colours.ts';
import { json, line } from './output.ts';
import { type Compared, Comparison } from './router_comparison.ts';
import { onOneLine } from './terminal_text.ts';
import { turnsOf } from './turns_of.ts';

interface CompareOptions {
  readonly threads: number;
  readonly json?: boolean;
  readonly socket?: string;
}

const HELP = `
Each turn counts for the routers that worked on it; one that handed it on as the first thing it did, as under [router_choice] in the
settings, does not. Times are from what was said to the end of the turn, tokens and cost those of the models of the turn.

Examples:
  agentos compare
  agentos compare --threads 100 --json`;

const MOST = 100_000;
const PAGE = 500;

export function compareCommand(): Command {
  return new Command()
    .option('-n, --threads <count>', 'Looks at the last so many threads.', countOf, 1_000)
    .option('--json', 'Prints one object per line.')
    .addOption(socketOption())
    .addHelpText('after', HELP)
    .action((options: CompareOptions) =>
      attached(options, async (client) => {
        const services = await client.services();
        const comparison = new Comparison(
          services.filter(({ kind }) => kind === 'router').map(({ subject }) => subject),
        );
        for await (const id of threadIds(client, options.threads))
          for await (const turn of turnsOf(client.events(id))) comparison.take(turn);
        const { rows } = comparison;
        if (options.json) for (const row of rows) json({ type: 'router', ...row });
        else if (rows.length === 0) line('Nothing was said yet. Say something: agentos ask "what can I say?"');
        else for (const text of linesOf(rows)) line(text);
      }),
    );
}

async function* threadIds(client: Client, most: number): AsyncGenerator<string> {
  const seen = new Set<string>();
  let left = most;
  let before: number | undefined;
  while (left > 0) {
    const limit = Math.min(left, PAGE);
    const rows = await client.threads({ limit, ...(before === undefined ? {} : { before }) });
    const fresh = rows.filter(({ id }) => !seen.has(id));
    for (const { id } of fresh) {
      seen.add(id);
      yield id;
    }
    left -= fresh.length;
    before = rows.at(-1)?.updatedAt;
    if (rows.length < limit || fresh.length === 0) return;
  }
}

function linesOf(rows: readonly Compared[]): readonly string[] {
  const head = ['router', 'turns', 'done', 'failed', 'unknown', 'median', 'tokens', 'cost'];
  const cells = rows.map((row) => [
    onOneLine(row.router),
    ...[row.turns, row.done, row.failed, row.unknown].map(String),
    row.medianMs === undefined ? '' : timeText(row.medianMs),
    row.tokens === 0 ? '' : String(row.tokens),
    row.cost === 0 ? '' : row.cost.toFixed(4),
  ]);
  const widths = head.map((name, column) =>
    Math.max(...[head, ...cells].map((one) => one[column]?.length ?? 0), name.length),
  );
  const text = (row: readonly string[]): string =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd();
  return [colours.dim(text(head)), ...cells.map(text)];
}

function timeText(ms: number): string {
  return ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(1)} s`;
}

function countOf(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1 || count > MOST)
    throw new InvalidArgumentError(`It is a whole number from 1 to ${MOST}.`);
  return count;
}
