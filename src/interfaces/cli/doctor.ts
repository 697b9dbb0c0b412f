import { Command } from 'commander';
import { socketOption } from './attach.ts';

export interface DoctorOptions {
  readonly voice?: boolean;
  readonly json?: boolean;
  readonly socket?: string;
  readonly settings?: string;
  readonly state?: string;
}

const HELP = `
It finds out what is wrong whether the daemon runs or not, and opens no database of one that runs.
Exit codes: 0 all is well, 69 something that is needed is missing or wrong.

Example:
  agentos doctor --voice`;

export function doctorCommand(): Command {
  return new Command()
    .option('--voice', 'Also counts what the voice needs as needed.')
    .option('--json', 'Prints one object per line.')
    .option('--settings <file>', 'The settings file.')
    .option('--state <folder>', "The state folder; the daemon's own, or the usual one, where absent.")
    .addOption(socketOption())
    .addHelpText('after', HELP)
    .action(async (options: DoctorOptions) => {
      const { examine } = await import('./doctor_here.ts');
      process.exitCode = await examine(options);
    });
}
