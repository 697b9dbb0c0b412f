import { Command } from 'commander';
import { socketOption } from './attach.ts';

const HELP = `
It transcribes, speaks and answers for those who speak Wyoming, as Home Assistant does: there add the integration "Wyoming
Protocol" with this machine's address and port. It listens on this machine alone unless [wyoming] in the settings says
otherwise, and for whom. Wyoming knows neither keys nor encryption: open it only to machines that you trust.

Examples:
  agentos wyoming
  agentos wyoming --json`;

export function wyomingCommand(): Command {
  return new Command()
    .option('--json', 'Prints one object per line.')
    .addOption(socketOption())
    .option('--settings <file>', 'The settings file.')
    .addHelpText('after', HELP)
    .action(async (options) => {
      const { wyomingHere } = await import('./wyoming_here.ts');
      process.exitCode = await wyomingHere(options);
    });
}
