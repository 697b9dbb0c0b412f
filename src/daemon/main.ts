import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { packageRoot } from '../settings/package_root.ts';
import { daemonEnvironment, paths } from '../settings/paths.ts';
import { loadScript } from './code_cache.ts';

/** sysexits(3), EX_USAGE */
const USAGE = 64;

/**
 * The daemon process: reads its arguments, and loads the rest, a script with its compiled code beside it.
 */
async function main(argv: readonly string[]): Promise<void> {
  // Whatever it or SQLite makes is the owner's alone; a socket for a group gets its mode on purpose.
  process.umask(0o077);
  const given = readArguments(argv);
  const places = paths();
  const environment = daemonEnvironment();
  const stateFolder = resolve(given.state ?? places.stateFolder);
  // A state folder of its own gets a socket of its own, so that two daemons do not meet by accident.
  const socket = resolve(
    given.socket ?? (given.state === undefined ? places.socket : join(stateFolder, 'agentos.sock')),
  );
  const root = packageRoot();
  const built = join(root, 'dist', 'daemon');
  const { exports: daemon } = loadScript<typeof import('./run.ts')>(join(built, 'run.cjs'));
  await daemon.run({
    stateFolder,
    socket,
    settingsFile: resolve(given.settings ?? places.settingsFile),
    ...(given.home === undefined ? {} : { homeFile: resolve(given.home) }),
    packageRoot: root,
    insecureDev: given['insecure-dev'] ?? false,
    environment,
  });
  process.stdout.write(`AgentOS is ready: ${socket}\n`);
}

function readArguments(argv: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        state: { type: 'string' },
        home: { type: 'string' },
        socket: { type: 'string' },
        settings: { type: 'string' },
        'insecure-dev': { type: 'boolean' },
      },
    });
    const missing = (['home', 'settings'] as const).find(
      (name) => values[name] !== undefined && !existsSync(values[name]),
    );
    if (missing) throw new TypeError(`--${missing}: ${values[missing]} does not exist`);
    if (values.state !== undefined && statSync(values.state, { throwIfNoEntry: false })?.isDirectory() === false)
      throw new TypeError(`--state: ${values.state} is a file; name a folder`);
    return values;
  } catch (thrown) {
    process.stderr.write(`agentos daemon: ${thrown instanceof Error ? thrown.message : String(thrown)}\n`);
    process.stderr.write(
      'Usage: agentos daemon [--state DIR] [--home FILE] [--socket PATH] [--settings FILE] [--insecure-dev]\n',
    );
    return process.exit(USAGE);
  }
}

void main(process.argv.slice(process.argv[2] === 'daemon' ? 3 : 2));
