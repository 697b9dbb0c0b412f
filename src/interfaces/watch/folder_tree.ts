import { type FSWatcher, lstatSync, type Stats, watch } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';

export interface FolderTreeOptions {
  /** Absolute, resolved. */
  readonly root: string;
  /** Folders whose names begin with a dot are looked into. */
  readonly hidden: boolean;
  /**
   * Something has happened to a file below the root (its parts joined by `/`), or to a folder that is gone. May be said when
   * nothing has changed.
   */
  readonly touched: (path: string) => void;
  /** A folder cannot be read or watched. */
  readonly failed: (folder: string, error: NodeJS.ErrnoException) => void;
}

/**
 * Follows all folders below a root with one watch each (chokidar takes one for each file as well). A folder is watched before
 * it is read, so nothing falls between. Links are neither followed nor told.
 */
export class FolderTree {
  readonly #options: FolderTreeOptions;
  readonly #watchers = new Map<string, { readonly watcher: FSWatcher; readonly identity: string }>();
  #closed = false;

  constructor(options: FolderTreeOptions) {
    this.#options = options;
  }

  /** Every file at and below a folder (`''` is the root), which are watched from then on. Folders that cannot be read are told. */
  async look(folder = '', found: string[] = []): Promise<string[]> {
    if (this.#closed) return found;
    this.#watch(folder);
    const absolute = join(this.#options.root, folder);
    const entries = await readdir(absolute, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
      if (!isGone(error)) this.#options.failed(folder, error);
      return [];
    });
    for (const entry of entries) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        if (this.#options.hidden || !entry.name.startsWith('.')) await this.look(path, found);
      } else if (entry.isFile()) found.push(path);
    }
    return found;
  }

  close(): void {
    this.#closed = true;
    for (const { watcher } of this.#watchers.values()) watcher.close();
    this.#watchers.clear();
  }

  #watch(folder: string): void {
    if (this.#watchers.has(folder)) return;
    const leave = (error?: NodeJS.ErrnoException): void => {
      this.#watchers.get(folder)?.watcher.close();
      this.#watchers.delete(folder);
      if (error && !isGone(error)) this.#options.failed(folder, error);
    };
    try {
      const absolute = join(this.#options.root, folder);
      const identity = identityOf(lstatSync(absolute));
      const watcher = watch(absolute, (_event, name) => {
        if (name !== null) void this.#happened(folder, name);
      });
      this.#watchers.set(folder, { watcher: watcher.on('error', leave), identity });
    } catch (thrown) {
      leave(thrown instanceof Error ? thrown : new Error(String(thrown)));
    }
  }

  async #happened(folder: string, name: string): Promise<void> {
    const path = folder === '' ? name : `${folder}/${name}`;
    const found = await lstat(join(this.#options.root, path)).catch(() => undefined);
    if (this.#closed) return;
    if (found?.isDirectory()) {
      // For one that is watched already its own watch tells more, unless another has taken its name.
      if (this.#watchers.get(path)?.identity === identityOf(found)) return;
      this.#left(path);
      if (this.#options.hidden || !name.startsWith('.'))
        for (const inside of await this.look(path)) this.#options.touched(inside);
      return;
    }
    if (!found) this.#left(path);
    this.#options.touched(path);
  }

  /** A folder that went away: its name may come back as another one. */
  #left(path: string): void {
    for (const [folder, { watcher }] of this.#watchers) {
      if (folder !== path && !folder.startsWith(`${path}/`)) continue;
      watcher.close();
      this.#watchers.delete(folder);
    }
  }
}

/** Tells a folder from another one of its name; file systems use inode numbers again at once. */
export function identityOf({ dev, ino, birthtimeMs }: Stats): string {
  return `${dev}:${ino}:${birthtimeMs}`;
}

function isGone(error: NodeJS.ErrnoException): boolean {
  return error.code === 'ENOENT' || error.code === 'ENOTDIR';
}
