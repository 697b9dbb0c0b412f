import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Command } from 'commander';
import { packageRoot } from '../../settings/package_root.ts';
import { attached, socketOption } from './attach.ts';
import { EXIT } from './exit_code.ts';
import { aside, json, line } from './output.ts';

interface VerifyOptions {
  readonly json?: boolean;
  readonly socket?: string;
}

/** The store's own program, of which an interface knows no more than this. */
interface Program {
  main(file: string, json: boolean): Promise<number>;
}

const HELP = `
Each entry holds the hash of the one before, so that none can be changed, taken out or put in without it being found. The hash of the
last one is printed: noted elsewhere, it also shows later that the whole record was not replaced.

With a file, a backup is looked at; no daemon is needed for that.
Exit codes: 0 all is as it was written, 65 something is not.

Examples:
  agentos audit verify
  agentos audit verify ~/.local/state/agentos/backups/agentos-2026-01-31T08.00.00Z.db`;

export function auditVerifyCommand(): Command {
  return new Command()
    .argument('[file]', 'a backup; the record of the daemon where absent')
    .option('--json', 'Prints one object.')
    .addOption(socketOption())
    .addHelpText('after', HELP)
    .action(async (file: string | undefined, _options: VerifyOptions, command: Command) => {
      const options: VerifyOptions = command.optsWithGlobals();
      if (file !== undefined) {
        const path = join(packageRoot(), 'dist', 'daemon', 'audit', 'main.cjs');
        const program: Program = await import(pathToFileURL(path).href);
        process.exitCode = await program.main(file, options.json === true);
        return;
      }
      await attached(options, async (client) => {
        const { entries, head, brokenAt, problem } = await client.verifyAudit();
        if (options.json) json({ type: 'verified', entries, head, brokenAt, problem });
        else if (brokenAt === undefined)
          line(`${entries} ${entries === 1 ? 'entry is' : 'entries are'} as written. The last: ${head}`);
        else
          aside(
            `Entry ${brokenAt} of the record is not as it was written: ${problem ?? 'something was changed'}. The ${entries} before it are. Compare with a backup: agentos audit verify FILE`,
          );
        if (brokenAt !== undefined) process.exitCode = EXIT.data;
      });
    });
}
