import { type FSWatcher, statSync, watch } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DaemonLog } from '../observe/log.ts';
import type { Catalog } from './catalog.ts';
import { changedBetween, type FolderLook, lookAt } from './folder_look.ts';
import { serviceFileAt } from './module.ts';

/** A folder is taken up when it has stood still for this long: editors write in pieces. */
const SETTLED_MS = 150;
/** One that never stands still is taken up as it is. */
const LOOKS = 40;
/** A build that replaces the whole folder takes it away for a moment. */
const REPLACED_MS = 1_000;

export interface WatchOptions {
  readonly root: string;
  readonly catalog: Catalog;
  readonly log: DaemonLog;
  /** How it stood before it was loaded; as it stands when it is first looked at where absent. */
  readonly loaded?: FolderLook | undefined;
  /** Service folders that were not loaded as they stand; asked once. */
  readonly drifted?: (look: FolderLook) => Promise<readonly string[]>;
  /** Called before files are taken up. */
  readonly before?: () => void;
}

/**
 * Follows a folder of services: what is added, changed or removed there is taken up while the daemon runs, also where the folder
 * comes into being later. Events only say that something has happened: the folder is looked at then and compared with how it stood,
 * so what happened before it was watched is found as well. A change concerns all files of a service's folder, since they share its
 * contract. What the system does not let it watch is logged; the daemon goes on without.
 * @returns the release
 */
export function watchServices(options: WatchOptions): () => Promise<void> {
  const watching = new ServiceWatch(options);
  return () => watching.close();
}

class ServiceWatch {
  readonly #options: WatchOptions;
  readonly #watches = new Map<string, { readonly watcher: FSWatcher; readonly inode: number }>();
  readonly #unfollowed = new Set<string>();
  readonly #closing = new AbortController();
  #stood: FolderLook | undefined;
  #drifted: WatchOptions['drifted'];
  #touched = false;
  #following: Promise<void> | undefined;

  constructor(options: WatchOptions) {
    this.#options = options;
    this.#stood = options.loaded;
    this.#drifted = options.drifted;
    this.#touch();
  }

  async close(): Promise<void> {
    this.#closing.abort();
    for (const folder of [...this.#watches.keys()]) this.#leave(folder);
    await this.#following;
  }

  #touch(): void {
    this.#touched = true;
    this.#following ??= this.#follow().finally(() => (this.#following = undefined));
  }

  async #follow(): Promise<void> {
    while (this.#touched && !this.#closing.signal.aborted) {
      this.#touched = false;
      try {
        await this.#compare();
      } catch (thrown) {
        if (this.#closing.signal.aborted) return;
        const { log, root } = this.#options;
        log.problem('the folder of services could not be looked at', { folder: root, error: String(thrown) });
      }
    }
  }

  async #compare(): Promise<void> {
    const stands = await this.#settled();
    const drifted = (await this.#drifted?.(stands)) ?? [];
    this.#drifted = undefined;
    const changed = new Set([...drifted, ...changedBetween(this.#stood ?? stands, stands)]);
    this.#stood = stands;
    for (const folder of changed) {
      if (this.#closing.signal.aborted) return;
      this.#options.before?.();
      await this.#takeUp(folder);
    }
  }

  /** How it stands when it has not changed for a while. */
  async #settled(): Promise<FolderLook> {
    const { signal } = this.#closing;
    let stands = await this.#look();
    const stood = this.#stood ?? stands;
    if (stands.services.size === 0 && stood.services.size > 0) {
      await sleep(REPLACED_MS, undefined, { signal });
      stands = await this.#look();
    }
    for (let looks = 0; looks < LOOKS && changedBetween(stood, stands).length > 0; looks += 1) {
      await sleep(SETTLED_MS, undefined, { signal });
      const now = await this.#look();
      const still = changedBetween(stands, now).length === 0;
      stands = now;
      if (still) break;
    }
    return stands;
  }

  /** A folder is watched before it is looked at, so nothing falls between. */
  async #look(): Promise<FolderLook> {
    for (;;) {
      const look = await lookAt(this.#options.root);
      if (this.#closing.signal.aborted || !this.#watchAll(look.folders)) return look;
    }
  }

  /** True where one is watched from now on that was not before. */
  #watchAll(folders: readonly string[]): boolean {
    for (const folder of [...this.#watches.keys()]) if (!folders.includes(folder)) this.#leave(folder);
    return folders.filter((folder) => this.#watch(folder)).length > 0;
  }

  #watch(folder: string): boolean {
    try {
      const inode = statSync(folder).ino;
      const known = this.#watches.get(folder);
      if (known?.inode === inode) return false;
      if (known) this.#leave(folder);
      const next = this.#nextTo(folder);
      const watcher = watch(folder, { persistent: false }, (_event, name) => {
        if (next === undefined || name === null || name === next) this.#touch();
      });
      watcher.on('error', (error) => {
        this.#leave(folder);
        this.#notWatched(error);
      });
      this.#watches.set(folder, { watcher, inode });
      return true;
    } catch (thrown) {
      this.#notWatched(thrown);
      return false;
    }
  }

  /** What matters in a folder on the way to the root: the next part of it. The database may stand there too. */
  #nextTo(folder: string): string | undefined {
    const way = relative(folder, this.#options.root);
    return way === '' || way.startsWith('..') ? undefined : way.split(sep)[0];
  }

  #leave(folder: string): void {
    this.#watches.get(folder)?.watcher.close();
    this.#watches.delete(folder);
  }

  /** One for each folder comes where the system's limit is reached; one line is enough. */
  #notWatched(thrown: unknown): void {
    const error = String(thrown);
    const code = codeOf(thrown) ?? error;
    // It has gone meanwhile: the watch of the folder above tells.
    if (code === 'ENOENT' || this.#unfollowed.has(code)) return;
    this.#unfollowed.add(code);
    this.#options.log.problem('services are not all followed; a change may need a restart', {
      folder: this.#options.root,
      error,
      fix: FIXES[code] ?? '',
    });
  }

  /** Makes the catalog hold what the folder holds. */
  async #takeUp(folder: string): Promise<void> {
    const { root, catalog, log } = this.#options;
    try {
      const names = (await readdir(folder).catch(() => [])).sort();
      const files = names.map((name) => serviceFileAt(join(folder, name), root)).filter((file) => file !== undefined);
      await catalog.takeUp(folder, files);
      log.info('a service folder was taken up', { folder: relative(root, folder) });
    } catch (thrown) {
      log.problem('a service folder could not be taken up', { folder, error: String(thrown) });
    }
  }
}

const FIXES: { readonly [code: string]: string } = {
  ENOSPC: 'raise fs.inotify.max_user_watches',
  EMFILE: 'raise fs.inotify.max_user_instances or the limit of open files',
};

function codeOf(thrown: unknown): string | undefined {
  return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : undefined;
}
