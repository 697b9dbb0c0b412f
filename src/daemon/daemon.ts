import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Settings } from '../settings/schema.ts';
import { loadSettings } from '../settings/settings.ts';
import { besideSettings } from './beside_settings.ts';
import { type FolderLook, lookAt } from './catalog/folder_look.ts';
import { driftedFrom, readManifest } from './catalog/manifest.ts';
import { allowOutsideModules } from './catalog/outside_modules.ts';
import { scanServices } from './catalog/scan.ts';
import { watchServices } from './catalog/watcher.ts';
import { compose } from './compose.ts';
import { type Endpoint, serve } from './grpc/server.ts';
import type { Fault } from './model/fault.ts';
import { openLog } from './observe/log.ts';
import { settleMemory } from './observe/settle_memory.ts';
import { catchStrayErrors } from './observe/stray_errors.ts';
import { Care } from './store/care.ts';
import { openStore } from './store/open.ts';
import { Upkeep, type UpkeepOptions } from './store/upkeep.ts';

export interface DaemonOptions {
  readonly stateFolder: string;
  readonly settingsFile: string;
  readonly endpoints: readonly Endpoint[];
  /** Home file that takes the place of the settings' own. */
  readonly homeFile?: string;
  readonly packageRoot: string;
  /** Folder of the services that ship. */
  readonly servicesFolder: string;
  /** The script of the thread that checks backups. */
  readonly checkScript: URL;
  readonly version: string;
  readonly credentials?: string;
  /** The store has stopped: nothing in memory can be trusted, the process has to end. */
  readonly failed: (fault: Fault) => void;
  /** An error of the daemon's own that nobody caught. */
  readonly crashed: (thrown: unknown) => void;
}

/** Providers that have not opened by then go on trying; the daemon serves without them. */
const OPENING_MS = 3_000;
/** Service folders are followed when those who waited at the door have been served; what changed meanwhile is found then. */
const FOLLOW_AFTER_MS = 1_000;
/** Held for the day when the disk is full: what is due then is written all the same. */
const RESERVE_BYTES = 16 * 1024 * 1024;
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
    let stopServing = (): void => {};
    const care = new Care();
    const store = await openStore({
      folder: options.stateFolder,
      synchronous: 'FULL',
      care: care.engineEnd,
      reserveBytes: RESERVE_BYTES,
      mends: true,
      log: log.of('store'),
      failed: (fault) => {
        stopServing();
        setTimeout(() => options.failed(fault), TELLING_MS);
      },
    });
    releases.push(() => store.close());

    const { runtime, catalog, past } = compose({
      settings,
      settingsFile,
      stateFolder: options.stateFolder,
      packageRoot,
      store,
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

    const resumed = await runtime.resume(interrupted);
    const upkeep = new Upkeep({
      care,
      folder: options.stateFolder,
      checker: options.checkScript,
      ...upkeepOf(settings),
      forgotten: (threads) => runtime.forget(threads),
      log: log.of('upkeep'),
    });
    const served = await serve({
      endpoints: options.endpoints,
      assistant: runtime,
      past,
      mailbox: (client) => store.mailbox(client),
      services: () => catalog.describe(),
      risks: (subject) => catalog.risks(subject),
      version: options.version,
      facts: () => ({
        broken_services: String(catalog.broken.size),
        ...(store.hindrance() ? { hindrance: store.hindrance()?.message ?? '' } : {}),
      }),
      upkeep,
      log: log.of('grpc'),
    });
    releases.push(() => served.close());
    served.setServing(true);
    stopServing = () => served.setServing(false);
    upkeep.start();
    releases.push(async () => upkeep.release());
    const settled = settleMemory();
    releases.push(async () => settled());
    if (resumed > 0) log.info('turns that were open go on', { turns: resumed });

    const shipped = { root: servicesFolder, catalog, log, loaded: shippedLook };
    const drifted = manifest ? { drifted: (look: FolderLook) => driftedFrom(manifest, look) } : {};
    const follow = (): void => {
      releases.push(watchServices({ ...shipped, ...drifted }));
      releases.push(watchServices({ root: own, catalog, log, loaded: ownLook, before: allowOwn }));
    };
    const following = setTimeout(follow, FOLLOW_AFTER_MS);
    releases.push(async () => clearTimeout(following));
    return release;
  } catch (thrown) {
    await release();
    throw thrown;
  }
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
