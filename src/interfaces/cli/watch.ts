import { Command } from 'commander';

const HELP = `
The rules are [[watch.rules]] in the settings. Files that are there when a rule begins are left alone; from then on, what comes,
changes or goes is acted on once, also what did so while nothing watched. It runs until Ctrl-C.

Examples:
  agentos watch
  agentos watch --settings ./agentos.toml --once --json`;

export function watchCommand(): Command {
  return new Command()
    .option('--once', 'Ends when everything that is there has been handled.')
    .option('--state <folder>', 'Where it keeps what was handled; $XDG_STATE_HOME/agentos where absent.')
    .option('--name <name>', 'Name of this watch; each daemon knows one of a name.')
    .option('--json', 'Prints one object per line.')
    .option('--socket <path>', "The daemon's socket.")
    .option('--settings <file>', 'The settings file.')
    .addHelpText('after', HELP)
    .action(async (options) => {
      const { watchHere } = await import('./watch_here.ts');
      process.exitCode = await watchHere(options);
    });
}
