import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { escaped } from '../settings/escaped.ts';
import type { DaemonEnvironment } from '../settings/paths.ts';
import { SettingsError } from '../settings/settings.ts';
import { startDaemon } from './daemon.ts';
import { Fault } from './model/fault.ts';
import { StoreFault } from './store/store_fault.ts';

/** sysexits(3) */
const EXIT = { data: 65, unavailable: 69, software: 70, temporary: 75, settings: 78 } as const;

/** What the process was started with; all paths absolute. */
export interface RunOptions {
  readonly stateFolder: string;
  readonly socket: string;
  readonly settingsFile: string;
  readonly homeFile?: string;
  readonly packageRoot: string;
  readonly environment: DaemonEnvironment;
  /** Lets `plaintext` under [listen] count. */
  readonly insecureDev?: boolean;
}

/** Runs the daemon until it is told to stop. Resolves when it serves; what keeps it from that ends the process. */
export function run(options: RunOptions): Promise<void> {
  return start(options).catch(end);
}

async function start({ socket, environment, packageRoot, ...rest }: RunOptions): Promise<void> {
  const { version }: { version: string } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8'));
  const stop = await startDaemon({
    ...rest,
    packageRoot,
    endpoints: [{ path: socket, role: 'owner' }, ...environment.sockets],
    servicesFolder: join(packageRoot, 'dist', 'services'),
    storeScript: pathToFileURL(join(packageRoot, 'dist', 'daemon', 'store', 'thread.cjs')),
    watchdogScript: pathToFileURL(join(packageRoot, 'dist', 'daemon', 'watchdog', 'thread.cjs')),
    version,
    ...(environment.credentials === undefined ? {} : { credentials: environment.credentials }),
    ...(environment.supervisor === undefined ? {} : { supervisor: environment.supervisor }),
    ...(environment.killAt === undefined ? {} : { killAt: environment.killAt }),
    // Where it is damage, the next start makes it good: that it stopped is no reason to stay away.
    failed: (fault) => end(fault, EXIT.temporary),
    crashed: (thrown) => end(thrown),
  });

  let stopping = false;
  const shutDown = (): void => {
    if (stopping) return;
    stopping = true;
    stop().then(() => process.exit(0), end);
  };
  process.once('SIGTERM', shutDown);
  process.once('SIGINT', shutDown);
}

/** Says what is wrong and leaves with the code that tells a supervisor whether starting again can help. */
function end(thrown: unknown, code = codeOf(thrown)): never {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  // Names of files and what others wrote may be in it; its own lines stay.
  process.stderr.write(`agentos daemon: ${message.split('\n').map(escaped).join('\n')}\n`);
  if (!(thrown instanceof Fault) && !(thrown instanceof SettingsError) && thrown instanceof Error)
    process.stderr.write(`${thrown.stack}\n`);
  process.exit(code);
}

function codeOf(thrown: unknown): number {
  if (thrown instanceof SettingsError) return EXIT.settings;
  if (thrown instanceof StoreFault) {
    if (thrown.reason === 'newer' || thrown.reason === 'unusable') return EXIT.settings;
    if (thrown.reason === 'damaged') return EXIT.data;
    return thrown.reason === 'owned' ? EXIT.unavailable : EXIT.temporary;
  }
  return thrown instanceof Fault ? EXIT.unavailable : EXIT.software;
}
