import { Command } from 'commander';
import type { Client, LiveTurn, ReplayProgress, ThreadReplayed } from '../client/client.ts';
import { attached, socketOption } from './attach.ts';
import { CliError } from './cli_error.ts';
import { colours } from './colours.ts';
import { EXIT } from './exit_code.ts';
import { liveLines } from './live_text.ts';
import { json, line, width } from './output.ts';
import { forTerminal, onOneLine } from './terminal_text.ts';
import { idOf } from './thread_id.ts';

interface ReplayOptions {
  readonly all?: boolean;
  readonly since?: number;
  readonly live?: boolean;
  readonly json?: boolean;
  readonly socket?: string;
}

const HELP = `
What was said is run again with the services of today, each call answered as it was then. Nothing is done and nothing is written.
Every event that would come of it is compared, byte for byte but for ids and times, with the one that is stored.
With --live also what is read is read anew; what acts or asks is answered as then, or not made.

Exit codes: 0 all is equal, 65 something differs, 66 no such thread, 69 no daemon answers.

Examples:
  agentos replay last
  agentos replay last --live
  agentos replay --all --since 2026-01-31`;

export function replayCommand(): Command {
  return new Command()
    .argument('[thread]', 'id of a thread or its beginning, or "last"')
    .option('--all', 'Replays all threads.')
    .option(
      '--since <time>',
      'With --all: only threads that changed since, as in 2026-01-31 or 2026-01-31T08:00.',
      timeOf,
    )
    .option('--live', 'Says it to the services of today, and shows both side by side.')
    .option('--json', 'Prints one object per line.')
    .addOption(socketOption())
    .addHelpText('after', HELP)
    .action(async (wanted: string | undefined, options: ReplayOptions) => {
      if ((wanted === undefined) !== (options.all === true))
        throw new CliError('Name a thread, or say --all: agentos replay last');
      if (options.all && options.live)
        throw new CliError('--live goes with one thread; name it: agentos replay last --live');
      if (options.since !== undefined && !options.all) throw new CliError('--since goes with --all.');
      const same = await attached(options, (client) => replay(client, wanted, options));
      process.exitCode = same ? EXIT.ok : EXIT.data;
    });
}

function timeOf(text: string): number {
  const time = Date.parse(text);
  if (Number.isFinite(time)) return time;
  throw new CliError(`--since ${text}: that is no time; write it as in 2026-01-31 or 2026-01-31T08:00.`);
}

/** @returns whether all was as it is stored */
async function replay(client: Client, wanted: string | undefined, options: ReplayOptions): Promise<boolean> {
  const { live = false, since } = options;
  const thread = wanted === undefined ? {} : { thread: await idOf(client, wanted) };
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  let same = true;
  let turns = 0;
  const news = client.replay({ ...thread, live, ...(since === undefined ? {} : { since }) }, stop.signal);
  for await (const one of news) {
    switch (one.news) {
      case 'live':
        same &&= one.live.same;
        turns += 1;
        showLive(one.live, options);
        break;
      case 'replayed':
        same &&= one.replayed.differences.length === 0;
        showReplayed(one.replayed, options);
        break;
      case 'progress':
        showProgress(one.progress, options);
        break;
    }
  }
  if (stop.signal.aborted) throw new CliError('Stopped.', EXIT.interrupted);
  if (live && !options.json)
    line(same ? colours.green(`Equal: ${turns} ${turns === 1 ? 'turn' : 'turns'}.`) : colours.red('Different.'));
  return same;
}

function showReplayed({ thread, turns, events, differences }: ThreadReplayed, { json: asJson }: ReplayOptions): void {
  clearProgress();
  if (asJson) {
    json({ type: 'replayed', thread: thread.id, equal: differences.length === 0, turns, events, differences });
    return;
  }
  const size = `${turns} ${turns === 1 ? 'turn' : 'turns'}, ${events} events`;
  if (differences.length === 0) {
    line(`${colours.bold(thread.id)}  ${colours.green('equal')}  ${colours.dim(size)}`);
    return;
  }
  line(
    `${colours.bold(thread.id)}  ${colours.red('different')}  ${colours.dim(onOneLine(`${size}, “${thread.title}”`))}`,
  );
  for (const { turn, seq, what } of differences) line(`  turn ${turn}, event ${seq}: ${forTerminal(what)}`);
}

function showLive(turn: LiveTurn, { json: asJson }: ReplayOptions): void {
  if (asJson) json({ type: 'live', ...turn });
  else for (const text of liveLines(turn, width())) line(text);
}

function showProgress(progress: ReplayProgress, { json: asJson }: ReplayOptions): void {
  if (asJson) {
    json({ type: progress.done ? 'end' : 'progress', ...progress });
    return;
  }
  const { threads, turns, events, different, done } = progress;
  const text = `${threads} threads, ${turns} turns, ${events} events: ${different === 0 ? 'all equal' : `${different} different`}`;
  if (!done) {
    if (process.stderr.isTTY) process.stderr.write(`\r${text}`);
    return;
  }
  clearProgress();
  line(different === 0 ? colours.green(text) : colours.red(text));
}

function clearProgress(): void {
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
}
