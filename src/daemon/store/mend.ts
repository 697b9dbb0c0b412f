import { randomUUID } from 'node:crypto';
import { copyFileSync, existsSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite, { type Database } from 'better-sqlite3';
import { type KeptBackup, keptBackups } from './backup_folder.ts';
import { checkCopy } from './check_copy.ts';
import { createIdentity, rememberedIdentity } from './identity.ts';
import { wasInUse } from './marks.ts';
import { settle, tellEveryone } from './mended.ts';
import { abandonWorkshop, makeReadable, openWorkshop, putInPlace, type Workshop } from './mending.ts';
import { migrate } from './migrations.ts';
import { type Salvaged, salvage } from './salvage.ts';
import { strangeIn } from './shape.ts';
import { diskFull, isFull, StoreFault, sqliteCode } from './store_fault.ts';

const DATABASE_FILE = 'agentos.db';

/**
 * Makes a damaged database good as far as that goes: the newest sound backup, and upon it whatever can be read of the damaged
 * one, which is moved aside whole. Everybody is told. The folder has to be owned; it is as it was until all of it is ready.
 * @returns what a log should have
 * @throws StoreFault the damage itself where there is neither a backup nor anything that can be read: never a blank start
 */
export function mend(folder: string, damage: StoreFault, now = Date.now()): readonly string[] {
  try {
    return mended(folder, damage, now);
  } catch (error) {
    abandonWorkshop(folder);
    if (isFull(error) || (error instanceof Error && 'code' in error && error.code === 'ENOSPC'))
      throw diskFull(folder, error);
    throw error;
  }
}

function mended(folder: string, damage: StoreFault, now: number): readonly string[] {
  const identity = rememberedIdentity(folder);
  const workshop = openWorkshop(folder);
  const backup = startFrom(folder, workshop.fresh, identity, now);
  const database = opened(workshop.fresh, identity, now);
  let saved: Saved | undefined;
  try {
    saved = readInto(database, folder, workshop, identity);
    if (backup === undefined && (saved === undefined || saved.rows === 0)) throw damage;
    const isWhole = saved !== undefined && saved.torn.length === 0 && !saved.logIsLost;
    if (!isWhole) settle(database, now);
    tellEveryone(database, { now, isWhole, isSaved: saved !== undefined, backupAt: backup?.at });
    if (database.pragma('integrity_check(1)', { simple: true }) !== 'ok') throw damage;
    database.pragma('journal_mode = DELETE');
  } finally {
    database.close();
  }
  for (const part of ['', '-wal', '-shm']) rmSync(`${workshop.damaged}${part}`, { force: true });
  const kept = putInPlace(folder, now);
  return [
    damage.message,
    `The damaged database is kept in ${kept}.`,
    backup === undefined ? 'There was no sound backup.' : `The backup ${backup.path} was taken as a start.`,
    saved === undefined
      ? 'Nothing of the damaged database could be used.'
      : `${saved.rows} rows could be read. Torn: ${saved.torn.join(', ') || 'nothing'}.`,
  ];
}

/** Copies the newest backup of this life that is sound. */
function startFrom(folder: string, fresh: string, identity: string | undefined, now: number): KeptBackup | undefined {
  for (const backup of keptBackups(folder, now)) {
    try {
      copyFileSync(backup.path, fresh);
      const copy = checkCopy(fresh, strangeIn);
      if (!identity || copy.identity === identity) return backup;
    } catch (error) {
      if (!(error instanceof StoreFault)) throw error;
    }
    rmSync(fresh, { force: true });
  }
  return undefined;
}

function opened(fresh: string, identity: string | undefined, now: number): Database {
  const database = new Sqlite(fresh, { timeout: 0 });
  // It counts only once it is put in its place, and is synced before.
  database.pragma('synchronous = OFF');
  migrate(database, () => createIdentity(database, identity || randomUUID(), now));
  return database;
}

interface Saved extends Salvaged {
  /** What was written last was in a log that is gone, or is not this database's. */
  readonly logIsLost: boolean;
}

/** Undefined where there is nothing that could be read, or what is there belongs to another folder. */
function readInto(
  database: Database,
  folder: string,
  workshop: Workshop,
  identity: string | undefined,
): Saved | undefined {
  const path = join(folder, DATABASE_FILE);
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) === 0) return undefined;
  const found = openDamaged(path, workshop, identity);
  if (found === undefined) return undefined;
  const { damaged } = found;
  const logIsLost = found.logIsLost || (wasInUse(folder) && !existsSync(`${path}-wal`));
  try {
    return database.transaction(() => ({ ...salvage(damaged, database), logIsLost }))();
  } finally {
    damaged.close();
  }
}

/**
 * A copy of the damaged database: with its log, or without where only the log is what is wrong.
 * A copy, since opening it brings the log home, and the damaged one is to stay as it was found.
 */
function openDamaged(
  path: string,
  { damaged, fresh }: Workshop,
  identity: string | undefined,
): { readonly damaged: Database; readonly logIsLost: boolean } | undefined {
  const copies = (withLog: boolean): Database | undefined => {
    for (const part of ['-wal', '-shm']) rmSync(`${damaged}${part}`, { force: true });
    copyFileSync(path, damaged);
    makeReadable(damaged, fresh);
    if (withLog && existsSync(`${path}-wal`)) copyFileSync(`${path}-wal`, `${damaged}-wal`);
    const copy = new Sqlite(damaged, { timeout: 0 });
    try {
      copy.pragma('locking_mode = EXCLUSIVE');
      copy.prepare('SELECT count(*) FROM sqlite_schema').get();
      return copy;
    } catch (error) {
      copy.close();
      if (sqliteCode(error) === '' || isFull(error)) throw error;
      return undefined;
    }
  };
  const isOwn = (copy: Database) => !identity || (identityIn(copy) ?? identity) === identity;
  for (const isRight of [(copy: Database) => isOwn(copy) && isSound(copy), isOwn]) {
    for (const withLog of [true, false]) {
      const copy = copies(withLog);
      if (copy !== undefined && isRight(copy))
        return { damaged: copy, logIsLost: !withLog && existsSync(`${path}-wal`) };
      copy?.close();
    }
  }
  return undefined;
}

function isSound(database: Database): boolean {
  try {
    return database.pragma('integrity_check(1)', { simple: true }) === 'ok';
  } catch {
    return false;
  }
}

function identityIn(database: Database): string | undefined {
  try {
    return database.prepare<[], string>('SELECT id FROM identity').pluck().get();
  } catch {
    return undefined;
  }
}
