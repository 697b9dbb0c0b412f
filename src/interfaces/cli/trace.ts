import { Command } from 'commander';
import { attached, socketOption } from './attach.ts';
import { colours } from './colours.ts';
import { eventJson } from './event_json.ts';
import { json, line, width } from './output.ts';
import { onOneLine } from './terminal_text.ts';
import { idOf } from './thread_id.ts';
import { trajectoryLines } from './trajectory_text.ts';

interface TraceOptions {
  readonly full?: boolean;
  readonly json?: boolean;
  readonly socket?: string;
}

const HELP = `
Each line is a call: who was called (and which provider answered), how long it took, what it was given and what it gave.
⇒ marks a call that the turn was passed on to.

Examples:
  agentos trace last
  agentos trace 01994e6c-7a10 --full`;

export function traceCommand(): Command {
  return new Command()
    .argument('<thread>', 'id of a thread or its beginning, or "last"')
    .option('--full', 'Shows all that was given, on lines as long as it takes.')
    .option('--json', 'Prints the events, one per line.')
    .addOption(socketOption())
    .addHelpText('after', HELP)
    .action((wanted: string, options: TraceOptions) =>
      attached(options, async (client) => {
        const { thread, events } = await client.thread(await idOf(client, wanted));
        if (options.json) {
          for (const event of events) json(eventJson(event));
          return;
        }
        const { client: name, area } = thread.origin;
        const where = area === undefined ? '' : `, ${area}`;
        line(`${colours.bold(thread.id)}  ${colours.dim(onOneLine(`${thread.status}, from ${name}${where}`))}\n`);
        for (const text of trajectoryLines(events, { width: width(), full: options.full === true })) line(text);
      }),
    );
}
