import { resolve } from 'node:path';
import { Command } from 'commander';
import { attached, socketOption } from './attach.ts';
import { isTerminal, json, line } from './output.ts';
import { sizeText } from './size_text.ts';
import { onOneLine } from './terminal_text.ts';

interface BackupOptions {
  readonly json?: boolean;
  readonly socket?: string;
}

const HELP = `
The daemon makes the copy while it works, and checks it from end to end before it gets its name. It makes one every day by itself
([backup] in the settings). Without a file it goes to "backups" in the state folder, where the newest few are kept.
The settings are not in it: copy their folder as well.

Examples:
  agentos backup
  agentos backup /media/stick/agentos.db`;

export function backupCommand(): Command {
  return new Command()
    .argument('[file]', 'where to: a file that is not there yet, which the daemon can write')
    .option('--json', 'Prints one object.')
    .addOption(socketOption())
    .addHelpText('after', HELP)
    .action((file: string | undefined, options: BackupOptions) =>
      attached(options, async (client) => {
        const shown = isTerminal() && !options.json ? shareShown() : undefined;
        const made = await client
          .backup(file === undefined ? undefined : resolve(file), shown?.show)
          .finally(() => shown?.end());
        if (options.json) json({ type: 'backup', ...made });
        else {
          const threads = `${made.threads} ${made.threads === 1 ? 'thread' : 'threads'}`;
          line(`${onOneLine(made.file)}: ${threads}, ${sizeText(made.bytes)}, checked.`);
        }
      }),
    );
}

/** How much is copied, on one line that is written over. */
function shareShown(): { show(done: number, total: number): void; end(): void } {
  return {
    show: (done, total) => {
      const share = total === 0 ? 100 : Math.floor((done / total) * 100);
      process.stderr.write(`\r\u001b[K${share} %`);
    },
    end: () => process.stderr.write('\r\u001b[K'),
  };
}
