import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { RESERVE_BYTES } from '../settings/disk_room.ts';
import type { SupervisorEnvironment } from '../settings/paths.ts';
import type { Settings } from '../settings/schema.ts';
import { loadSettings, SettingsError } from '../settings/settings.ts';
import { besideSettings } from './beside_settings.ts';
import { InProcessBus } from './bus/in_process.ts';
import { type FolderLook, lookAt } from './catalog/folder_look.ts';
import { driftedFrom, readManifest } from './catalog/manifest.ts';
import { allowOutsideModules } from './catalog/outside_modules.ts';
import { scanServices } from './catalog/scan.ts';
import { watchServices } from './catalog/watcher.ts';
import { compose } from './compose.ts';
import { PLAIN } from './failpoints/seams.ts';
import { listening } from './grpc/listen.ts';
import { type Endpoint, type Served, serve } from './grpc/server.ts';
import { Fault } from './model/fault.ts';
import { openLog } from './observe/log.ts';
import { settleMemory } from './observe/settle_memory.ts';
import { catchStrayErrors } from './observe/stray_errors.ts';
import { NO_SUPERVISOR, systemd } from './observe/supervisor.ts';
import { VitalSigns } from './observe/vital_signs.ts';
import { sayingSo } from './slow_opening.ts';
import { Care } from './store/care.ts';
import { openStore } from './store/open.ts';
import { Upkeep, type UpkeepOptions } from './store/upkeep.ts';
import { deathsAreOver, readDeaths } from './watchdog/deaths.ts';
import { Watchdog } from './watchdog/watchdog.ts';

export interface DaemonOptions {
  readonly stateFolder: string;
  readonly settingsFile: string;
  readonly endpoints: readonly Endpoint[];
  /** Home file that takes the place of the settings' own. */
  readonly homeFile?: string;
  readonly packageRoot: string;
  /** Folder of the services that ship. */
  readonly servicesFolder: string;
  /** The scripts of the threads that work on a database that nobody has open, and that watch over this one. */
  readonly storeScript: URL;
  readonly watchdogScript: URL;
  readonly version: string;
  readonly credentials?: string;
  /** Started with --insecure-dev. */
  readonly insecureDev?: boolean;
  /** Who wants to hear how the daemon is. */
  readonly supervisor?: SupervisorEnvironment;
  /** A moment at which the process is to be killed, for tests: one of failpoints/failpoint.ts. */
  readonly killAt?: string;
  /** The store has stopped: nothing in memory can be trusted, the process has to end. */
  readonly failed: (fault: Fault) => void;
  /** An error of the daemon's own that nobody caught. */
  readonly crashed: (thrown: unknown) => void;
}

/** Providers that have not opened by then go on trying; the daemon serves without them. */
const OPENING_MS = 3_000;
/** Service folders are followed when those who waited at the door have been served; what changed meanwhile is found then. */
const FOLLOW_AFTER_MS = 1_000;
/** Lives in a row that the watchdog ended, after which turns that were open do not go on: one of them may be what hangs. */
const MOST_DEATHS = 2;
/** A life that lasts so many times the watchdog's time goes well. */
const LIVES_WELL = 3;
/** So long a store that has stopped is told as such before the process ends: whoever watches its health hears it. */
const TELLING_MS = 100;

/**
 * Starts the daemon: store, services, open turns, sockets, in this order, so that nobody is served before what was open goes on.
 * Resolves when it serves. @returns the release, in reverse order
 */
export async function startDaemon(options: DaemonOptions): Promise<() => Promise<void>> {
  const { packageRoot, settingsFile, homeFile, servicesFolder } = options;
  const loaded = loadSettings(settingsFile);
  const settings = besideSettings(loaded, settingsFile, homeFile);
  const log = openLog(settings.daemon.log_level);
  const own = join(dirname(settingsFile), 'services');
  const releases: (() => Promise<void>)[] = [];
  const release = async (): Promise<void> => {
    for (const undo of releases.splice(0).reverse()) await undo();
  };
  const letGo = catchStrayErrors([servicesFolder, own], log, options.crashed);
  releases.push(async () => letGo());
  try {
    const supervisor = options.supervisor ? systemd(options.supervisor, log.of('supervisor')) : NO_SUPERVISOR;
    const { watchdog_seconds, max_megabytes } = settings.daemon;
    const watchdog =
      watchdog_seconds === 0
        ? undefined
        : new Watchdog({
            script: options.watchdogScript,
            folder: options.stateFolder,
            stuckAfterMs: watchdog_seconds * 1_000,
            mostBytes: max_megabytes * 1_000_000,
          });
    releases.push(async () => watchdog?.release());
    const deaths = readDeaths(options.stateFolder);
    let failed = (_: Fault): void => {};
    const care = new Care();
    const opening = openStore({
      folder: options.stateFolder,
      synchronous: 'FULL',
      care: care.engineEnd,
      reserveBytes: RESERVE_BYTES,
      mends: true,
      thread: options.storeScript,
      log: log.of('store'),
      failed: (fault) => {
        failed(fault);
        setTimeout(() => options.failed(fault), TELLING_MS);
      },
    });
    const engine = await sayingSo(opening, options.endpoints[0]?.path ?? '', supervisor, log);
    releases.push(() => engine.close());
    const { killAt } = options;
    const seams = killAt === undefined ? PLAIN : (await import('./failpoints/killing.ts')).killingAt(killAt);
    const store = seams.store(engine);
    let served: Served | undefined;
    const signs = new VitalSigns({
      ...(watchdog === undefined ? {} : { watchdog }),
      waitingMs: () => store.waitingMs(),
      hindrance: () => store.hindrance(),
      supervisor,
      changed: (condition) => served?.setCondition(condition),
      log: log.of('health'),
    });
    releases.push(async () => signs.release());
    failed = (fault) => signs.fail(fault);

    // Before anything goes on: what would let in whom nobody has let in keeps all of it from starting.
    const remote = await listening({
      settings: settings.listen,
      stateFolder: options.stateFolder,
      insecureDev: options.insecureDev ?? false,
      store,
      now: Date.now,
      log: log.of('clients'),
    }).catch((thrown: unknown) => {
      throw thrown instanceof Fault && thrown.code === 'FAILED_PRECONDITION'
        ? new SettingsError(thrown.message, { cause: thrown })
        : thrown;
    });
    const { runtime, catalog, past, gate } = compose({
      settings,
      settingsFile,
      stateFolder: options.stateFolder,
      packageRoot,
      store,
      bus: seams.bus(new InProcessBus()),
      log,
      ...(options.credentials === undefined ? {} : { credentials: options.credentials }),
    });
    releases.push(() => catalog.release());
    const allowOwn = once(() => allowOutsideModules(packageRoot));
    if (existsSync(own)) allowOwn();
    const manifest = await readManifest(servicesFolder);
    const [shippedLook, ownLook] = await Promise.all([manifest ? undefined : lookAt(servicesFolder), lookAt(own)]);
    const files = [...(manifest?.files ?? (await scanServices(servicesFolder))), ...(await scanServices(own))];
    // Read before providers open: what they tell may open turns, and those are not interrupted ones.
    const interrupted = await runtime.interrupted();
    const { opened } = await catalog.add(files, manifest?.versions);
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((resolve) => (timer = setTimeout(resolve, OPENING_MS)));
    await Promise.race([opened, patience]);
    clearTimeout(timer);

    // What goes on now may be what hung.
    if (interrupted.length > 0) watchdog?.start();
    const resumed = await runtime.resume(interrupted, deaths.length < MOST_DEATHS ? undefined : hungTwice());
    const upkeep = new Upkeep({
      care: seams.care(care),
      folder: options.stateFolder,
      checker: options.storeScript,
      ...upkeepOf(settings),
      forgotten: (threads) => runtime.forget(threads),
      log: log.of('upkeep'),
    });
    served = await serve({
      endpoints: options.endpoints,
      assistant: seams.assistant(runtime),
      past,
      mailbox: (client) => store.mailbox(client),
      services: () => catalog.describe(),
      risks: (subject) => catalog.risks(subject),
      version: options.version,
      facts: () => ({
        broken_services: String(catalog.broken.size),
        state_folder: options.stateFolder,
        ...signs.facts(),
      }),
      upkeep: seams.upkeep(upkeep),
      gate,
      ...(remote === undefined ? {} : { remote }),
      log: log.of('grpc'),
    });
    const { close } = served;
    releases.push(close);
    signs.serve();
    watchdog?.start();
    upkeep.start();
    releases.push(async () => upkeep.release());
    const settled = settleMemory();
    releases.push(async () => settled());
    for (const address of served.addresses) log.info('clients on other machines may attach', { address });
    if (resumed > 0) log.info('turns that were open go on', { turns: resumed });
    const [lastDeath] = deaths.slice(-1);
    if (lastDeath) {
      log.problem('the watchdog ended the life before this one', { ...lastDeath, inARow: deaths.length });
      const goesWell = () => deathsAreOver(options.stateFolder);
      const well = setTimeout(goesWell, LIVES_WELL * (watchdog?.stuckAfterMs ?? 0)).unref();
      releases.push(async () => clearTimeout(well));
    }

    const shipped = { root: servicesFolder, catalog, log, loaded: shippedLook };
    const drifted = manifest ? { drifted: (look: FolderLook) => driftedFrom(manifest, look) } : {};
    const follow = (): void => {
      // Not before: nobody is to wait for it.
      store.threads({ limit: 1 }).then(
        ([newest]) => newest && signs.clock.written(newest.updatedAt),
        () => undefined,
      );
      releases.push(watchServices({ ...shipped, ...drifted }));
      releases.push(watchServices({ root: own, catalog, log, loaded: ownLook, before: allowOwn }));
    };
    const following = setTimeout(follow, FOLLOW_AFTER_MS);
    releases.push(async () => clearTimeout(following));
    return async () => {
      await Promise.all([supervisor.stopping(), release()]);
    };
  } catch (thrown) {
    await release();
    throw thrown;
  }
}

/** @returns why a turn is ended that was under way when the daemon hung, and again when it went on with it */
function hungTwice(): Fault {
  return new Fault(
    'ABORTED',
    'Twice while this was under way I hung and had to be started again, so I do not try it a third time. What I had done of it stays done.',
  );
}

const HOUR_MS = 3_600_000;

function upkeepOf({ backup, retention }: Settings): Pick<UpkeepOptions, 'keep' | 'backupEveryMs' | 'retention'> {
  const { keep_days: days, interfaces, max_megabytes: megabytes } = retention;
  const daysMs = (kept: number) => kept * 24 * HOUR_MS;
  return {
    keep: backup.keep,
    backupEveryMs: backup.every_hours * HOUR_MS,
    retention: {
      ...(days === undefined ? {} : { keepMs: daysMs(days) }),
      byInterface: Object.fromEntries(Object.entries(interfaces).map(([name, kept]) => [name, daysMs(kept)])),
      ...(megabytes === undefined ? {} : { maxBytes: megabytes * 1e6 }),
    },
  };
}

function once(run: () => void): () => void {
  let done = false;
  return () => {
    if (!done) run();
    done = true;
  };
}
