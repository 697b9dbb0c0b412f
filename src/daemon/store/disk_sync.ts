import { closeSync, fdatasync, fdatasyncSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { DATABASE_FILE } from './database.ts';

/**
 * The two files of an open database, to be synced while nobody waits: SQLite writes on the event loop, and the thread pool waits
 * for the disk. A sync reaches everything that was written to the file before, by whichever descriptor.
 *
 * Made after SQLite has opened the files, and closed after SQLite has closed them: closing any descriptor of the database drops
 * the locks that this process holds on it.
 */
export class DiskSync {
  readonly #log: number;
  readonly #home: number;

  constructor(folder: string) {
    const path = join(folder, DATABASE_FILE);
    this.#log = openSync(`${path}-wal`, 'r');
    this.#home = openSync(path, 'r');
  }

  /** What was committed. @throws as fdatasync(2) */
  log(): Promise<void> {
    return synced(this.#log);
  }

  /** The same, waiting for it. */
  logNow(): void {
    fdatasyncSync(this.#log);
  }

  /** What was brought home from the log. */
  home(): Promise<void> {
    return synced(this.#home);
  }

  close(): void {
    closeSync(this.#log);
    closeSync(this.#home);
  }
}

function synced(file: number): Promise<void> {
  return new Promise((resolve, reject) => {
    fdatasync(file, (error) => (error === null || error === undefined ? resolve() : reject(error)));
  });
}
