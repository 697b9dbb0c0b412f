import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DaemonLog } from '../observe/log.ts';
import type { Catalog } from './catalog.ts';
import { serviceFileAt, serviceFolderAt } from './module.ts';

/** A file is read when it has not grown for this long: editors write in pieces. */
const SETTLED_MS = 150;
const REPLACED_MS = 1_000;
/** What cannot be watched may never be ready; nobody waits longer for it than this. */
const READY_MS = 5_000;

/**
 * Follows a folder of services: what is added, changed or removed there is taken up while the daemon runs, also where the folder
 * comes into being later. A change anywhere in a service's folder concerns all files in it, since they share its contract.
 * What the system does not let it watch is logged; the daemon goes on without.
 * @param before called before files of it are taken up
 * @returns the release
 */
export async function watchServices(
  root: string,
  catalog: Catalog,
  log: DaemonLog,
  before: () => void = () => undefined,
): Promise<() => Promise<void>> {
  const { watch } = await import('chokidar');
  // A folder that does not exist cannot be watched: the nearest one above it that does is, and in it nothing but the way there.
  const base = existing(root);
  const watcher = watch(base, {
    ignoreInitial: true,
    depth: levels(base, root) + 2,
    ignored: (path) => !isIn(path, root) && !isIn(root, path),
    awaitWriteFinish: { stabilityThreshold: SETTLED_MS, pollInterval: 50 },
  });
  const waiting = new Set<string>();
  let tail: Promise<void> = Promise.resolve();
  const concerns = (folder: string | undefined): void => {
    // Changes of one folder that come while it waits its turn are seen by that turn.
    if (folder === undefined || waiting.has(folder)) return;
    waiting.add(folder);
    tail = tail.then(async () => {
      waiting.delete(folder);
      before();
      await takeUp(folder, root, catalog).then(
        () => log.info('a service folder was taken up', { folder: relative(root, folder) }),
        (thrown: unknown) => log.problem('a service folder could not be taken up', { folder, error: String(thrown) }),
      );
    });
  };
  watcher.on('all', (kind, path) => {
    if (kind !== 'addDir' && kind !== 'unlinkDir') concerns(serviceFolderAt(path, root));
  });
  const failed = new Set<string>();
  // One for each folder comes where the system's limit is reached; one line is enough.
  const unwatched = (thrown: unknown): void => {
    const error = String(thrown);
    const code = codeOf(thrown) ?? error;
    if (failed.has(code)) return;
    failed.add(code);
    log.problem('services are not all followed; a change may need a restart', {
      folder: root,
      error,
      fix: FIXES[code] ?? '',
    });
  };
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, READY_MS);
    const over = (): void => {
      clearTimeout(timer);
      resolve();
    };
    watcher.once('ready', over).on('error', (thrown) => {
      unwatched(thrown);
      over();
    });
  });
  return () => {
    const closed = watcher.close();
    // Closing takes off all listeners; an error without one would end the process.
    watcher.on('error', unwatched);
    return closed;
  };
}

const FIXES: { readonly [code: string]: string } = {
  ENOSPC: 'raise fs.inotify.max_user_watches',
  EMFILE: 'raise fs.inotify.max_user_instances or the limit of open files',
};

function codeOf(thrown: unknown): string | undefined {
  return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : undefined;
}

/** Makes the catalog hold what the folder holds. */
async function takeUp(folder: string, root: string, catalog: Catalog): Promise<void> {
  // A build that replaces the whole folder takes it away for a moment.
  if (!existsSync(root)) await sleep(REPLACED_MS);
  const names = (await readdir(folder).catch(() => [])).sort();
  const files = names.map((name) => serviceFileAt(join(folder, name), root)).filter((file) => file !== undefined);
  await catalog.takeUp(folder, files);
}

function existing(path: string): string {
  let folder = path;
  while (!existsSync(folder) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}

function isIn(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

function levels(base: string, root: string): number {
  return relative(base, root).split(sep).filter(Boolean).length;
}
