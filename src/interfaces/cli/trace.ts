import { Command } from 'commander';
import type { Client } from '../client/api.ts';
import { attached, socketOption } from './attach.ts';
import { CliError } from './cli_error.ts';
import { colours } from './colours.ts';
import { eventJson } from './event_json.ts';
import { EXIT } from './exit_code.ts';
import { json, line, width } from './output.ts';
import { onOneLine } from './terminal_text.ts';
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

/** Threads among which the beginning of an id is looked up. */
const LOOKED_AT = 1_000;
const WHOLE_ID = 36;
const NAMED = 5;

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

async function idOf(client: Client, wanted: string): Promise<string> {
  if (wanted !== 'last') return wanted.length < WHOLE_ID ? await completed(client, wanted) : wanted;
  const [last] = await client.threads({ limit: 1 });
  if (last) return last.id;
  throw new CliError('There is no thread yet. Say something first: agentos ask "what is the time?"', EXIT.noInput);
}

/** The one thread whose id begins so; what is begun by none is left for the daemon to refuse. */
async function completed(client: Client, beginning: string): Promise<string> {
  const rows = await client.threads({ limit: LOOKED_AT });
  const ids = rows.map(({ id }) => id).filter((id) => id.startsWith(beginning.toLowerCase()));
  if (ids.length <= 1) return ids[0] ?? beginning;
  const named = ids.slice(0, NAMED).join('\n  ');
  const more = ids.length > NAMED ? '\n  …' : '';
  throw new CliError(`${ids.length} threads begin with ${beginning}; give more of the id:\n  ${named}${more}`);
}
