import { accessSync, constants, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { packageRoot } from '../../settings/package_root.ts';
import { unitFolder } from '../../settings/paths.ts';
import { CliError } from './cli_error.ts';
import { EXIT } from './exit_code.ts';
import { type Kind, UNITS, unitText } from './install/units.ts';
import { json, line } from './output.ts';

const HELP = `
Writes units for your own systemd: the daemon, the voice and the watch of folders. It starts nothing; it prints how to.
With --system it writes those of the machine: users of their own, and sockets of their own for voice and watch.

Examples:
  agentos install
  sudo agentos install --system`;

export function installCommand(): Command {
  return new Command()
    .option('--system', "For the machine's systemd in place of your own.")
    .option('--folder <folder>', 'Where the units are written.')
    .option('--json', 'Prints one object per line.')
    .addHelpText('after', HELP)
    .action((options: { system?: boolean; folder?: string; json?: boolean }) => {
      const kind: Kind = options.system ? 'system' : 'user';
      const folder = options.folder ?? unitFolder(kind);
      const root = packageRoot();
      const places = { root, node: process.execPath, cli: join(root, 'dist', 'interfaces', 'cli', 'main.js') };
      makeFolder(folder, kind);
      for (const unit of UNITS) {
        const file = join(folder, unit);
        writeFileSync(file, unitText(unit, kind, places), { mode: 0o644 });
        if (options.json) json({ type: 'unit', file });
        else line(`Wrote ${file}`);
      }
      if (!options.json) for (const step of next(kind)) line(step);
    });
}

function makeFolder(folder: string, kind: Kind): void {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
  } catch (cause) {
    const todo = kind === 'system' ? 'Run it as root.' : 'Give a folder that you may write to with --folder.';
    throw new CliError(`The units cannot be written to ${folder}. ${todo}`, EXIT.cannotCreate, { cause });
  }
}

function next(kind: Kind): readonly string[] {
  if (kind === 'user') {
    return [
      'Start it now and at each login:',
      '  systemctl --user daemon-reload',
      '  systemctl --user enable --now agentos agentos-voice agentos-watch',
      'To have it run while you are logged out: loginctl enable-linger',
    ];
  }
  return [
    'Make its users, then start it now and at each boot:',
    '  useradd --system --user-group --home-dir /var/lib/agentos agentos',
    '  useradd --system --user-group --groups audio agentos-voice',
    '  useradd --system --user-group agentos-watch',
    '  systemctl daemon-reload',
    '  systemctl enable --now agentos agentos-voice agentos-watch',
  ];
}
