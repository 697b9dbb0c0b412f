import { existsSync, realpathSync, statfsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { type CheckedCopy, checkCopy, unsound } from './check_copy.ts';
import { prepareFolder } from './database.ts';
import { endOpenTurns } from './end_open_turns.ts';
import { IDENTITY_FILE, rememberedIdentity, rememberIdentity } from './identity.ts';
import { abandonWorkshop, finishExchange, openWorkshop, putInPlace } from './mending.ts';
import { takeOwnership } from './owner_lock.ts';
import { strangeIn } from './shape.ts';
import { diskFull, isFull, StoreFault, sqliteCode } from './store_fault.ts';
import { giveToOwner } from './whose.ts';

/** What was put back. */
export interface Restored extends CheckedCopy {
  /** Where what stood there before is kept; absent where nothing did. */
  readonly kept?: string;
  /**
   * `same`: an earlier time of what stood there · `other`: another life altogether, from another folder or another beginning ·
   * `new`: nothing stood there.
   */
  readonly life: 'same' | 'other' | 'new';
  /** Turns that were open in the backup. They have ended as interrupted. */
  readonly interrupted: number;
}

/** Left free beside the copy. */
const LEFT_FREE_BYTES = 32 * 1024 * 1024;

/**
 * Puts a backup in the place of a state folder's database. The backup is read, never changed; what stood there is moved aside
 * whole; a crash at any moment leaves the one or the other, and the next start or restore brings it to its end.
 * @throws StoreFault `owned` where a daemon works there, `damaged` or `newer` where the backup cannot be used, `failed`
 */
export async function restore(folder: string, file: string, now: number): Promise<Restored> {
  prepareFolder(folder);
  const giveUp = takeOwnership(folder);
  try {
    finishExchange(folder);
    const before = rememberedIdentity(folder);
    refuseOwn(folder, file);
    assertRoom(folder, file);
    const { fresh } = openWorkshop(folder);
    await copyOf(file, fresh);
    const copy = checked(fresh, file);
    const interrupted = madeFit(fresh, now);
    if (before !== copy.identity) rememberIdentity(dirname(fresh), copy.identity);
    const stood = before !== undefined || existsSync(join(folder, 'agentos.db'));
    giveToOwner(folder, fresh, join(dirname(fresh), IDENTITY_FILE));
    const kept = putInPlace(folder, now, 'replaced');
    giveToOwner(folder, kept);
    const life = before === undefined ? 'new' : before === copy.identity ? 'same' : 'other';
    return { ...copy, ...(stood ? { kept } : {}), life, interrupted };
  } catch (error) {
    abandonWorkshop(folder);
    if (isFull(error)) throw diskFull(folder, error);
    throw error;
  } finally {
    giveUp();
  }
}

/** The folder's own database would be moved away while it is read. */
function refuseOwn(folder: string, file: string): void {
  if (!existsSync(file)) return;
  if (realpathSync(file) !== join(realpathSync(folder), 'agentos.db')) return;
  throw new StoreFault('failed', `${file} is the database itself, not a backup of it. Nothing was changed.`);
}

function assertRoom(folder: string, file: string): void {
  const size = statSync(file, { throwIfNoEntry: false })?.size;
  if (size === undefined) throw unsound(file, 'it is not there');
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize >= size + LEFT_FREE_BYTES) return;
  throw new StoreFault(
    'failed',
    `There is no room for ${file} on the disk that holds ${folder}. Nothing was changed. Free some space, then try again.`,
    { code: 'RESOURCE_EXHAUSTED' },
  );
}

/** Through SQLite, which also knows what is in a log beside it. */
async function copyOf(file: string, to: string): Promise<void> {
  try {
    const source = new Sqlite(file, { readonly: true, fileMustExist: true, timeout: 0 });
    try {
      await source.backup(to);
    } finally {
      source.close();
    }
  } catch (error) {
    if (isFull(error)) throw error;
    if (sqliteCode(error).startsWith('SQLITE_BUSY')) throw unsound(file, 'somebody is working with it', error);
    throw unsound(file, error instanceof Error ? error.message : String(error), error);
  }
}

/** What is said of the copy is said of the file that it is of. */
function checked(fresh: string, file: string): CheckedCopy {
  try {
    return checkCopy(fresh, strangeIn);
  } catch (error) {
    if (!(error instanceof StoreFault)) throw error;
    throw new StoreFault(error.reason, error.message.replaceAll(fresh, file), { cause: error, code: error.code });
  }
}

function madeFit(fresh: string, now: number): number {
  const database = new Sqlite(fresh);
  try {
    return endOpenTurns(database, now);
  } finally {
    database.close();
  }
}
