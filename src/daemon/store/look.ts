import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite, { type Database } from 'better-sqlite3';
import { describe } from './check_copy.ts';
import { rememberedIdentity, UNREADABLE } from './identity.ts';
import { suspicion, wasInUse } from './marks.ts';
import { closeUntouched } from './mending.ts';
import { FORMAT, formatOf, refuseNewer } from './migrations.ts';
import { takeOwnership } from './owner_lock.ts';
import { damaged, stoppedBy } from './store_fault.ts';

/** How a state folder's store is. */
export type Look =
  /** Nothing was kept there yet. */
  | { readonly state: 'none' }
  /** A daemon works with it, and looks after it itself. */
  | { readonly state: 'owned' }
  | {
      readonly state: 'sound';
      readonly threads: number;
      readonly changedAt?: number;
      readonly notes: readonly string[];
    }
  | { readonly state: 'newer' | 'damaged' | 'failed' | 'unusable'; readonly why: string };

/**
 * Looks at a store that no daemon works with: every page is read, and nothing is changed. The folder is owned for so long, so that no
 * daemon starts meanwhile.
 */
export function lookAtStore(folder: string): Look {
  try {
    if (rememberedIdentity(folder) === undefined) return { state: 'none' };
    const giveUp = takeOwnership(folder);
    try {
      return look(folder);
    } finally {
      giveUp();
    }
  } catch (error) {
    const { reason, message } = stoppedBy(error, folder);
    return reason === 'owned' ? { state: 'owned' } : { state: reason, why: message };
  }
}

function look(folder: string): Look {
  const path = join(folder, 'agentos.db');
  if (existsSync(join(folder, 'mending', 'ready')))
    return { state: 'sound', threads: 0, notes: ['A new database is ready; the next start puts it in its place.'] };
  const size = statSync(path, { throwIfNoEntry: false })?.size;
  if (size === undefined) throw damaged(folder, 'it is missing');
  if (size === 0) throw damaged(folder, 'it is empty');
  if (wasInUse(folder) && !existsSync(`${path}-wal`))
    throw damaged(folder, 'what was written last, its log, is missing');
  const hasLog = existsSync(`${path}-wal`);
  const database = new Sqlite(path, { fileMustExist: true, timeout: 0 });
  try {
    return read(database, folder);
  } finally {
    // A log would be brought home; where there is none, the empty one that reading makes is taken away.
    if (hasLog) closeUntouched(database, folder);
    else database.close();
  }
}

function read(database: Database, folder: string): Look {
  // The log's index then lives in memory: no file is made.
  database.pragma('locking_mode = EXCLUSIVE');
  database.pragma('query_only = ON');
  database.pragma('cell_size_check = ON');
  refuseNewer(database, folder);
  const format = formatOf(database);
  if (format === 0) throw damaged(folder, 'it has been emptied');
  const said = database.pragma('quick_check(1)', { simple: true });
  if (said !== 'ok') throw damaged(folder, String(said));
  const { threads, changedAt, identity } = describe(database, folder);
  const remembered = rememberedIdentity(folder);
  if (remembered !== UNREADABLE && identity !== remembered)
    throw damaged(folder, 'it is not the one that this folder was used with');
  const suspected = suspicion(folder);
  const notes = [
    ...(format < FORMAT ? [`The next start brings it from format ${format} to ${FORMAT}, after a backup.`] : []),
    ...(suspected === '' ? [] : [`It was suspected, and the next start looks at all of it: ${suspected}`]),
  ];
  return { state: 'sound', threads, notes, ...(changedAt === undefined ? {} : { changedAt }) };
}

/** Why SQLite cannot be used on this machine; undefined where it can. */
export function bindingProblem(): string | undefined {
  try {
    new Sqlite(':memory:').close();
    return undefined;
  } catch (error) {
    return error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
  }
}
