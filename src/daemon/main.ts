import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { escaped } from '../settings/escaped.ts';
import { packageRoot } from '../settings/package_root.ts';
import { daemonEnvironment, paths } from '../settings/paths.ts';
import { SettingsError } from '../settings/settings.ts';
import { startDaemon } from './daemon.ts';
import { Fault } from './model/fault.ts';
import { StoreFault } from './store/store_fault.ts';

/** sysexits(3) */
const EXIT = { usage: 64, data: 65, unavailable: 69, software: 70, temporary: 75, settings: 78 } as const;

/** The daemon process: reads its arguments, starts, says so in one line, and stops when it is told to. */
async function main(argv: readonly string[]): Promise<void> {
  // Whatever it or SQLite makes is the owner's alone; a socket for a group gets its mode on purpose.
  process.umask(0o077);
  const given = readArguments(argv);
  const places = paths();
  const stateFolder = resolve(given.state ?? places.stateFolder);
  // A state folder of its own gets a socket of its own, so that two daemons do not meet by accident.
  const socket = resolve(
    given.socket ?? (given.state === undefined ? places.socket : join(stateFolder, 'agentos.sock')),
  );
  const root = packageRoot();
  const environment = daemonEnvironment();
  const built = join(root, 'dist', 'daemon');
  const { version }: { version: string } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const stop = await startDaemon({
    stateFolder,
    settingsFile: resolve(given.settings ?? places.settingsFile),
    endpoints: [{ path: socket, role: 'owner' }, ...environment.sockets],
    ...(given.home === undefined ? {} : { homeFile: resolve(given.home) }),
    packageRoot: root,
    servicesFolder: join(root, 'dist', 'services'),
    storeWorker: pathToFileURL(join(built, 'store', 'worker.js')),
    version,
    ...(environment.credentials === undefined ? {} : { credentials: environment.credentials }),
    failed: (fault) => end(fault),
    crashed: end,
  });
  process.stdout.write(`AgentOS is ready: ${socket}\n`);

  let stopping = false;
  const shutDown = (): void => {
    if (stopping) return;
    stopping = true;
    stop().then(() => process.exit(0), end);
  };
  process.once('SIGTERM', shutDown);
  process.once('SIGINT', shutDown);
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
      },
    });
    const missing = (['home', 'settings'] as const).find(
      (name) => values[name] !== undefined && !existsSync(values[name]),
    );
    if (missing) throw new TypeError(`--${missing}: ${values[missing]} does not exist`);
    return values;
  } catch (thrown) {
    process.stderr.write(`agentos daemon: ${thrown instanceof Error ? thrown.message : String(thrown)}\n`);
    process.stderr.write('Usage: agentos daemon [--state DIR] [--home FILE] [--socket PATH] [--settings FILE]\n');
    return process.exit(EXIT.usage);
  }
}

/** Says what is wrong and leaves with the code that tells a supervisor whether starting again can help. */
function end(thrown: unknown): never {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  // Names of files and what others wrote may be in it; its own lines stay.
  process.stderr.write(`agentos daemon: ${message.split('\n').map(escaped).join('\n')}\n`);
  if (!(thrown instanceof Fault) && !(thrown instanceof SettingsError) && thrown instanceof Error)
    process.stderr.write(`${thrown.stack}\n`);
  process.exit(codeOf(thrown));
}

function codeOf(thrown: unknown): number {
  if (thrown instanceof SettingsError) return EXIT.settings;
  if (thrown instanceof StoreFault) {
    if (thrown.reason === 'newer') return EXIT.settings;
    if (thrown.reason === 'damaged') return EXIT.data;
    return thrown.reason === 'owned' ? EXIT.unavailable : EXIT.temporary;
  }
  return thrown instanceof Fault ? EXIT.unavailable : EXIT.software;
}

main(process.argv.slice(process.argv[2] === 'daemon' ? 3 : 2)).catch(end);
