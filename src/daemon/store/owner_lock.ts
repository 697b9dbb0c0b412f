import { closeSync, existsSync, openSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { notLoaded, StoreFault, sqliteCode } from './store_fault.ts';
import { giveToOwner } from './whose.ts';

const LOCK_FILE = 'owner.lock';

/**
 * Makes this process the folder's one owner until the release, or its death.
 *
 * The lock is a lock of SQLite's on an empty database of its own, held by a transaction that writes nothing: the kernel
 * drops it however the process ends (kill -9 as well), there is no process id to go stale or to be reused, and SQLite also
 * keeps two owners within one process apart. It is taken before anything else in the folder is looked at, so that two
 * daemons starting at once cannot both see a first run. A file of its own, since nobody has a reason to open or copy it:
 * closing any descriptor of a locked file drops the lock.
 *
 * @throws StoreFault `owned`, or `unusable`, as this is the first that needs SQLite
 */
export function takeOwnership(folder: string): () => void {
  const lock = openLock(folder);
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if (sqliteCode(error).startsWith('SQLITE_BUSY')) {
      throw new StoreFault(
        'owned',
        `Another AgentOS daemon is working in ${folder}. Use that one, or stop it before you start this one.`,
        {
          cause: error,
        },
      );
    }
    throw noLock(folder, error);
  }
  return () => lock.close();
}

function openLock(folder: string): Sqlite.Database {
  const path = join(folder, LOCK_FILE);
  try {
    if (!existsSync(path)) {
      closeSync(openSync(path, 'a', 0o600));
      giveToOwner(folder, path);
    }
    return new Sqlite(path, { timeout: 0 });
  } catch (error) {
    throw notLoaded(error) ?? noLock(folder, error);
  }
}

function noLock(folder: string, error: unknown): unknown {
  if (!/^SQLITE_(NOTADB|CANTOPEN|CORRUPT|IOERR|READONLY)/.test(sqliteCode(error))) return error;
  return new StoreFault(
    'failed',
    `${join(folder, LOCK_FILE)} cannot be used as a lock (${sqliteCode(error)}). It never holds anything: see that no daemon works there, remove it, and start AgentOS again.`,
    { cause: error },
  );
}
