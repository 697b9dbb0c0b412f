import { Command } from 'commander';
import type { Client } from '../client/api.ts';
import type { ThreadEvent } from '../client/client.ts';
import { attached, socketOption } from './attach.ts';
import { colours } from './colours.ts';
import { eventJson } from './event_json.ts';
import { json, line, width } from './output.ts';
import { seqOf } from './seq_option.ts';
import { onOneLine } from './terminal_text.ts';
import { thenLines } from './then_text.ts';
import { idOf } from './thread_id.ts';
import { trajectoryLines } from './trajectory_text.ts';
import { turnsOf } from './turns_of.ts';

interface TraceOptions {
  readonly at?: number;
  readonly full?: boolean;
  readonly json?: boolean;
  readonly socket?: string;
}

const HELP = `
Each line is a call: who was called (and which provider answered), how long it took, what it was given and what it gave.
⇒ marks a call that the turn was passed on to.

Examples:
  agentos trace last
  agentos trace 01994e6c-7a10 --full
  agentos trace last --at 6`;

export function traceCommand(): Command {
  return new Command()
    .argument('<thread>', 'id of a thread or its beginning, or "last"')
    .option('--at <seq>', 'Shows it as it was after this event: what was said, and which calls were open.', seqOf)
    .option('--full', 'Shows all that was given, on lines as long as it takes.')
    .option('--json', 'Prints the events, one per line.')
    .addOption(socketOption())
    .addHelpText('after', HELP)
    .action((wanted: string, options: TraceOptions) =>
      attached(options, async (client) => {
        const id = await idOf(client, wanted);
        if (options.at !== undefined) {
          await traceAt(client, id, options.at, options);
          return;
        }
        if (options.json) {
          for await (const event of client.events(id)) json(eventJson(event));
          return;
        }
        const { thread } = await client.threadAt(id);
        const { client: name, area } = thread.origin;
        const where = area === undefined ? '' : `, ${area}`;
        line(`${colours.bold(thread.id)}  ${colours.dim(onOneLine(`${thread.status}, from ${name}${where}`))}\n`);
        await showTurns(client.events(id), options);
      }),
    );
}

async function traceAt(client: Client, id: string, seq: number, options: TraceOptions): Promise<void> {
  const { thread, open } = await client.threadAt(id, seq);
  const events = client.events(id, { untilSeq: seq });
  if (options.json) {
    for await (const event of events) json(eventJson(event));
    json({ type: 'thread', at: seq, ...thread, open: open.map(eventJson) });
    return;
  }
  for (const text of thenLines(thread, open, seq)) line(text);
  await showTurns(events, options);
}

async function showTurns(events: AsyncIterable<ThreadEvent>, { full }: TraceOptions): Promise<void> {
  for await (const turn of turnsOf(events))
    for (const text of trajectoryLines(turn, { width: width(), full: full === true })) line(text);
}
