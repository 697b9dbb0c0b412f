import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Command } from 'commander';
import { packageRoot } from '../../settings/package_root.ts';

interface RestoreOptions {
  readonly state?: string;
  readonly json?: boolean;
}

/** The store's own program, of which an interface knows no more than this. */
interface Program {
  main(given: { readonly file: string } & RestoreOptions): Promise<number>;
}

const HELP = `
The daemon must not run. The backup is checked first and not changed; what is there is moved aside whole and nothing is deleted.
What was said after the backup was made is not in it. Turns that were under way in it end as interrupted.

Example:
  agentos restore ~/.local/state/agentos/backups/agentos-2026-01-31T08.00.00Z.db`;

export function restoreCommand(): Command {
  return new Command()
    .argument('<file>', 'a backup, made by "agentos backup" or by the daemon itself')
    .option('--state <folder>', 'The state folder; $XDG_STATE_HOME/agentos where absent.')
    .option('--json', 'Prints one object.')
    .addHelpText('after', HELP)
    .action(async (file: string, options: RestoreOptions) => {
      const path = join(packageRoot(), 'dist', 'daemon', 'restore', 'main.cjs');
      const program: Program = await import(pathToFileURL(path).href);
      process.exitCode = await program.main({ file, ...options });
    });
}
