import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Command } from 'commander';
import { packageRoot } from '../../settings/package_root.ts';

const HELP = `
It says "AgentOS is ready" once it serves, and runs until it is told to stop (Ctrl-C, SIGTERM).
With --state and no --socket the socket is agentos.sock in that folder.

Example:
  agentos daemon --state ./state --home ./my_home.yaml --socket ./agentos.sock`;

export function daemonCommand(): Command {
  return (
    new Command()
      .option('--state <folder>', 'Where everything is kept; $XDG_STATE_HOME/agentos where absent.')
      .option('--home <file>', "A home file (YAML or JSON) in place of the settings' own.")
      .option('--socket <path>', 'Where it listens.')
      .option('--settings <file>', 'The settings; $XDG_CONFIG_HOME/agentos/agentos.toml where absent.')
      .option(
        '--insecure-dev',
        'Lets "plaintext" under [listen] in the settings count: for developing, on the loopback.',
      )
      .addHelpText('after', HELP)
      // The daemon is this very process, and reads the arguments itself: nothing stands between it and a supervisor.
      .action(() => import(pathToFileURL(join(packageRoot(), 'dist', 'daemon', 'main.js')).href))
  );
}
