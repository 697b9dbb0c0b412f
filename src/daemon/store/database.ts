import { randomUUID } from 'node:crypto';
import { chmodSync, lstatSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite, { type Database } from 'better-sqlite3';
import { backUpBeforeUpgrade } from './before_upgrade.ts';
import { createIdentity, reconcileIdentity, rememberedIdentity } from './identity.ts';
import { checkedAt, clearMarks, isSuspect, markChecked, suspicion, wasInUse } from './marks.ts';
import { closeUntouched, finishExchange } from './mending.ts';
import { type AtStep, FORMAT, formatOf, migrate, refuseNewer } from './migrations.ts';
import { takeOwnership } from './owner_lock.ts';
import { damaged, isFull, StoreFault, stoppedBy } from './store_fault.ts';
import { assertUsable } from './whose.ts';

export type Synchronous = 'FULL' | 'NORMAL';

export interface OpenDatabase {
  readonly database: Database;
  /** What happened that a log should have. */
  readonly told: readonly string[];
  /** Closes the database, where it is damaged as it was found, then gives up the folder. */
  readonly release: (isDamaged?: boolean) => void;
}

export const DATABASE_FILE = 'agentos.db';
/** SQLite's number for each level. */
const LEVELS: { readonly [S in Synchronous]: number } = { NORMAL: 1, FULL: 2 };
/** 16 MB of pages; the working set of a home is smaller. */
const CACHE_KIB = 16_000;
/** The log is cut back to this when it starts anew. */
const WAL_KEPT_BYTES = 16 * 1024 * 1024;
const CHECK_EVERY_MS = 24 * 3_600_000;
/** Up to this size a database is checked at its start, within 5 s: it is read at some 100 MB a second. Larger ones are looked at with each backup. */
const CHECKED_BYTES = 256 * 1024 * 1024;

/**
 * Opens the one database of a state folder, makes it if this is the first run, and brings it to this version's format.
 * @param at for tests: hears of each step of an upgrade
 * @param mend makes a damaged database good where that can be done; without it, damage is refused
 * @throws StoreFault `owned`, `newer`, `damaged` or `failed`. Nothing is changed then.
 */
export function openDatabase(
  folder: string,
  synchronous: Synchronous,
  at: AtStep = () => {},
  mend?: (damage: StoreFault) => readonly string[],
): OpenDatabase {
  prepareFolder(folder);
  const giveUp = takeOwnership(folder);
  try {
    finishExchange(folder);
    const told: string[] = [];
    const tell = (line: string) => told.push(line);
    let database: Database;
    try {
      database = connect(folder, synchronous, tell, at);
    } catch (error) {
      const fault = stoppedBy(error, folder);
      if (fault.reason !== 'damaged' || mend === undefined) throw fault;
      told.push(...mend(fault));
      database = connect(folder, synchronous, tell, at);
    }
    return {
      database,
      told,
      release: (isDamaged = false) => {
        try {
          if (isDamaged) closeUntouched(database, folder);
          else database.close();
        } finally {
          giveUp();
        }
      },
    };
  } catch (error) {
    giveUp();
    throw stoppedBy(error, folder);
  }
}

/** Asserts the level of the connection. SQLite reopens a WAL database as NORMAL in this build, whatever it was made with. */
export function assertSynchronous(database: Database, wanted: Synchronous): void {
  const level = Number(database.pragma('synchronous', { simple: true }));
  if (level !== LEVELS[wanted]) {
    throw new StoreFault(
      'failed',
      `The database runs at synchronous level ${level}, not ${LEVELS[wanted]} (${wanted}).`,
    );
  }
}

/** Who owns a link can turn it to another folder at any time. The superuser may: systemd's DynamicUser makes such links. */
function refuseForeignLink(folder: string): void {
  const found = lstatSync(folder, { throwIfNoEntry: false });
  const own = process.geteuid?.();
  if (!found?.isSymbolicLink() || found.uid === own || found.uid === 0) return;
  throw new StoreFault(
    'failed',
    `The state folder ${folder} is a link that belongs to another user (${found.uid}). Remove it, or name the folder itself.`,
  );
}

/** Makes a state folder what it has to be: there, one's own, and for nobody else. @throws StoreFault */
export function prepareFolder(folder: string): void {
  refuseForeignLink(folder);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  assertUsable(folder);
  if ((statSync(folder).mode & 0o077) !== 0) chmodSync(folder, 0o700);
}

function connect(folder: string, synchronous: Synchronous, tell: (line: string) => void, at: AtStep): Database {
  const path = join(folder, DATABASE_FILE);
  const wasUsed = rememberedIdentity(folder) !== undefined;
  // stat only: opening and closing the file here would drop the locks that SQLite takes on it.
  const size = sizeOf(path);
  if (wasUsed && size === undefined) throw damaged(folder, 'it is missing');
  if (wasUsed && size === 0) throw damaged(folder, 'it is empty');
  const log = sizeOf(`${path}-wal`);
  const endedUnclean = (log ?? 0) > 0;
  if (log === undefined && wasInUse(folder)) throw damaged(folder, 'what was written last, its log, is missing');

  const database = new Sqlite(path, { fileMustExist: wasUsed, timeout: 0 });
  try {
    configure(database, folder, synchronous);
    refuseNewer(database, folder);
    if (wasUsed && formatOf(database) === 0) throw damaged(folder, 'it has been emptied');
    if (isSuspect(folder)) thoroughCheck(database, folder, tell);
    else if (wasUsed && (size ?? 0) <= CHECKED_BYTES) quickCheck(database, folder, endedUnclean, tell);
    const from = formatOf(database);
    // Before anything is changed: a log that is not its own would be brought home.
    if (from > 0) reconcileIdentity(database, folder);
    if (endedUnclean) distrustLog(database, tell);
    if (from > 0 && from < FORMAT) {
      const kept = backUpBeforeUpgrade(database, folder, Date.now(), at);
      tell(`The database as it was before the upgrade is kept in ${kept}.`);
    }
    migrate(database, () => createIdentity(database, randomUUID(), Date.now()), at);
    if (from !== FORMAT)
      tell(from === 0 ? 'The database was made.' : `The database was brought from format ${from} to ${FORMAT}.`);
    if (from === 0) reconcileIdentity(database, folder);
    assertWords(database, folder);
    assertSynchronous(database, synchronous);
    return database;
  } catch (error) {
    // Its log stays, whatever was wrong: SQLite would bring it home and take it away, and the next start would miss it.
    closeUntouched(database, folder);
    throw error;
  }
}

function configure(database: Database, folder: string, synchronous: Synchronous): void {
  // Before the first read: the log's index then lives in memory, with no shared file and no lock per transaction, and no
  // other program can open the database beside the daemon.
  database.pragma('locking_mode = EXCLUSIVE');
  refuseNewer(database, folder);
  if (database.pragma('journal_mode = WAL', { simple: true }) !== 'wal') {
    throw new StoreFault(
      'failed',
      `The disk that holds ${folder} cannot keep a write-ahead log. Use a local file system.`,
    );
  }
  database.pragma(`synchronous = ${synchronous}`);
  assertSynchronous(database, synchronous);
  // Housekeeping decides when, so that no commit pays for it.
  database.pragma('wal_autocheckpoint = 0');
  database.pragma(`journal_size_limit = ${WAL_KEPT_BYTES}`);
  database.pragma(`cache_size = -${CACHE_KIB}`);
  database.pragma('temp_store = MEMORY');
  database.pragma('foreign_keys = OFF');
  database.pragma('trusted_schema = OFF');
  database.pragma('cell_size_check = ON');
}

/** Whether it was not looked at within a day. */
export function checkIsDue(folder: string): boolean {
  return Math.abs(Date.now() - checkedAt(folder)) > CHECK_EVERY_MS;
}

/** After an unclean end, and else once a day. */
function quickCheck(database: Database, folder: string, endedUnclean: boolean, tell: (line: string) => void): void {
  if (formatOf(database) !== FORMAT || !(endedUnclean || checkIsDue(folder))) return;
  const said = database.pragma('quick_check(1)', { simple: true });
  if (said !== 'ok') throw damaged(folder, String(said));
  if (endedUnclean) tell('The database was not closed the last time; it was checked and is sound.');
  try {
    markChecked(folder);
  } catch {
    // On a full disk it is looked at again the next time.
  }
}

/** What finds records by words is looked at when it is first used, and says no more than that it cannot be. */
function assertWords(database: Database, folder: string): void {
  try {
    database.prepare('SELECT rowid FROM record_text LIMIT 0').all();
  } catch (error) {
    throw damaged(folder, error instanceof Error ? error.message : String(error), error);
  }
}

/** Something was found wrong while it was in use: all of it is looked at, however long that takes. */
function thoroughCheck(database: Database, folder: string, tell: (line: string) => void): void {
  const said = database.pragma('integrity_check(1)', { simple: true });
  if (said !== 'ok') throw damaged(folder, String(said));
  tell(`The database was suspected and is sound: ${suspicion(folder)}`);
  clearMarks(folder);
}

/**
 * The log of a life that was cut short may hold what a failed sync left in the kernel's memory only, where it looks as good as
 * written. All of it is written anew, into the database, and synced there; then the log begins from nothing.
 */
function distrustLog(database: Database, tell: (line: string) => void): void {
  try {
    database.pragma('wal_checkpoint(TRUNCATE)');
  } catch (error) {
    if (!isFull(error)) throw error;
    tell('The disk is full: the log of the last time is kept as it is.');
  }
}

function sizeOf(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.size;
}
