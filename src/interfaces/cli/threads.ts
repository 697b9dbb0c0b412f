import { Command, InvalidArgumentError } from 'commander';
import type { ThreadRow } from '../client/client.ts';
import { attached, socketOption } from './attach.ts';
import { colours } from './colours.ts';
import { momentText } from './notice_text.ts';
import { json, line, width } from './output.ts';
import { clipped, onOneLine } from './terminal_text.ts';
import { treeOf } from './thread_tree.ts';
import { threadsDeleteCommand } from './threads_delete.ts';
import { threadsExportCommand } from './threads_export.ts';

interface ThreadsOptions {
  readonly limit: number;
  readonly open?: boolean;
  readonly json?: boolean;
  readonly socket?: string;
}

const MOST = 1_000;

export function threadsCommand(): Command {
  return new Command()
    .option('-n, --limit <count>', 'At most this many.', countOf, 20)
    .option('--open', 'Only those whose turn runs or waits for an answer.')
    .option('--json', 'Prints one object per line.')
    .addOption(socketOption())
    .addHelpText('after', '\nExample:\n  agentos threads --limit 5\n  agentos trace last')
    .addCommand(threadsDeleteCommand().name('delete').description('Delete threads with all that was said in them.'))
    .addCommand(threadsExportCommand().name('export').description('Print threads as JSON Lines, complete.'))
    .action((options: ThreadsOptions) =>
      attached(options, async (client) => {
        const rows = await client.threads({ limit: options.limit, open: options.open === true });
        if (options.json) {
          for (const row of rows) json({ type: 'thread', ...row });
          return;
        }
        if (rows.length === 0) line('Nothing was said yet. Say something: agentos ask "what can I say?"');
        for (const { row, lead } of treeOf(rows)) {
          const { id, status, title, updatedAt, origin } = row;
          const plain = `${lead}${id}${branchText(row, lead)}  ${momentText(updatedAt, Date.now()).padEnd(13)} ${status.padEnd(9)} ${origin.interface.padEnd(7)}`;
          const colour = status === 'failed' ? colours.red : status === 'complete' ? colours.dim : colours.yellow;
          line(`${colour(onOneLine(plain))} ${clipped(onOneLine(title), width() - plain.length - 1)}`);
        }
      }),
    );
}

/** Where a branch left its parent, or what a thread works for; which that is, where it does not stand under it. */
function branchText({ parent, branchedAt }: ThreadRow, lead: string): string {
  if (parent === undefined) return '';
  if (branchedAt === undefined) return lead === '' ? ` (for ${parent})` : '';
  return lead === '' ? ` (of ${parent} at ${branchedAt})` : ` at ${branchedAt}`;
}

function countOf(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1 || count > MOST)
    throw new InvalidArgumentError(`It is a whole number from 1 to ${MOST}.`);
  return count;
}
