import { chmodSync, statSync } from 'node:fs';
import Sqlite, { type Database } from 'better-sqlite3';
import { formatOf, refuseNewer } from './migrations.ts';
import { StoreFault } from './store_fault.ts';
import { sync } from './synced.ts';

/** A copy of the database that was found sound, and what it is. */
export interface CheckedCopy {
  /** Id of the life that it is from. */
  readonly identity: string;
  readonly format: number;
  readonly threads: number;
  /** When a thread changed last, in wall-clock milliseconds; absent where there is none. */
  readonly changedAt?: number;
  readonly bytes: number;
}

/**
 * Checks every page of a copy, through a connection of its own, and makes it one file that is on the disk when this returns.
 * Reads at some 250 MB a second.
 * @param strange what else is wrong with it, for one that may be anybody's and is to be gone on with
 * @throws StoreFault `damaged` or `newer`
 */
export function checkCopy(
  path: string,
  strange: (database: Database, format: number) => string | undefined = () => undefined,
): CheckedCopy {
  chmodSync(path, 0o600);
  const database = openCopy(path);
  try {
    // A copy is in the mode of its original; without a log beside it, it can be read wherever it is carried.
    database.pragma('journal_mode = DELETE');
    refuseNewer(database, path);
    const format = formatOf(database);
    if (format < 1) throw unsound(path, 'it is not a database of AgentOS');
    database.pragma('cell_size_check = ON');
    const said = database.pragma('integrity_check(1)', { simple: true });
    if (said !== 'ok') throw unsound(path, String(said));
    const wrong = strange(database, format);
    if (wrong !== undefined) throw unsound(path, wrong);
    return { ...describe(database, path), format, bytes: statSync(path).size };
  } catch (error) {
    if (error instanceof StoreFault) throw error;
    throw unsound(path, error instanceof Error ? error.message : String(error), error);
  } finally {
    database.close();
    sync(path);
  }
}

/** @throws StoreFault `damaged` */
export function describe(database: Database, path: string): Pick<CheckedCopy, 'identity' | 'threads' | 'changedAt'> {
  const identity = database.prepare<[], string>('SELECT id FROM identity').pluck().get();
  if (identity === undefined || !/^[\w-]+$/.test(identity)) throw unsound(path, 'it does not say which one it is');
  const row = database
    .prepare<[], { threads: number; changedAt: number | null }>(
      'SELECT count(*) AS threads, max(updated_at) AS changedAt FROM threads WHERE updated_at >= 0',
    )
    .get();
  return { identity, threads: row?.threads ?? 0, ...(row?.changedAt == null ? {} : { changedAt: row.changedAt }) };
}

function openCopy(path: string): Database {
  try {
    return new Sqlite(path, { fileMustExist: true, timeout: 0 });
  } catch (error) {
    throw unsound(path, error instanceof Error ? error.message : String(error), error);
  }
}

export function unsound(path: string, what: string, cause?: unknown): StoreFault {
  return new StoreFault('damaged', `${path} cannot be used as a backup: ${what}. Use another one.`, { cause });
}
