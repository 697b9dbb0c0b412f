import { Command } from 'commander';
import type { Client, ThreadRow } from '../client/client.ts';
import { attached, socketOption } from './attach.ts';
import { CliError } from './cli_error.ts';
import { EXIT } from './exit_code.ts';
import { aside, isTerminal, json, line, width } from './output.ts';
import { clipped, onOneLine } from './terminal_text.ts';
import { idOf } from './thread_id.ts';

interface DeleteOptions {
  readonly branches?: boolean;
  readonly yes?: boolean;
  readonly json?: boolean;
  readonly socket?: string;
}

const HELP = `
It cannot be taken back. What a thread set (an alarm, a list) stays. Backups that were made before still have the thread.

Examples:
  agentos threads delete last
  agentos threads delete 01994e6c-7a10 01994e71 --yes`;

export function threadsDeleteCommand(): Command {
  return new Command()
    .argument('<threads...>', 'ids of threads or their beginnings, or "last"')
    .option('--branches', 'Threads that branched off them go as well.')
    .option('--yes', 'Does not ask.')
    .option('--json', 'Prints one object.')
    .addOption(socketOption())
    .addHelpText('after', HELP)
    .action((wanted: string[], _options: DeleteOptions, command: Command) => {
      const options: DeleteOptions = command.optsWithGlobals();
      return attached(options, async (client) => {
        const ids: string[] = [];
        for (const one of wanted) ids.push(await idOf(client, one));
        if (!options.yes && !(await agreed(client, ids))) {
          aside('Nothing was deleted.');
          return;
        }
        const gone = await client.deleteThreads(ids, options.branches === true);
        if (options.json) {
          json({ type: 'deleted', ...gone });
          return;
        }
        line(gone.threads.length === 1 ? 'Deleted.' : `${gone.threads.length} threads were deleted.`);
        const [newest] = gone.backups;
        if (newest === undefined) return;
        const which = gone.backups.length === 1 ? 'One backup' : `${gone.backups.length} backups`;
        line(`${which} made before may still have what was said: ${onOneLine(newest.replace(/[^/]*$/, ''))}`);
      });
    });
}

/** @throws CliError where nobody is there to ask */
async function agreed(client: Client, ids: readonly string[]): Promise<boolean> {
  if (!isTerminal()) throw new CliError('Say --yes to delete without being asked. Nothing was deleted.', EXIT.usage);
  for (const id of ids) line(about((await client.thread(id)).thread.messages[0]?.text, id));
  const { confirm, isCancel } = await import('@clack/prompts');
  const what = ids.length === 1 ? 'this thread' : `these ${ids.length} threads`;
  const yes = await confirm({ message: `Delete ${what} with all that was said?`, initialValue: false });
  return !isCancel(yes) && yes;
}

function about(text: string | undefined, id: ThreadRow['id']): string {
  return `${onOneLine(id)}  ${clipped(onOneLine(text ?? ''), width() - id.length - 2)}`;
}
