import { renameSync, rmSync, statfsSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { backupFolder, freeName, pruneBefore, stamp, sweepBackups } from './backup_folder.ts';
import { checkCopy } from './check_copy.ts';
import { type AtStep, FORMAT, formatOf } from './migrations.ts';
import { isFull, StoreFault } from './store_fault.ts';
import { sync } from './synced.ts';

/** For the copy, and for what the migration itself writes. */
const LEFT_FREE_BYTES = 32 * 1024 * 1024;

/**
 * Keeps a checked copy of a database that is about to be brought to a new format, as `backups/before-format-<new>-<time>.db`. Nothing is
 * migrated without: an older AgentOS can go on from it, and so can whoever finds the new one wanting.
 * @returns where it is
 * @throws StoreFault `failed` where there is no room for it, `damaged` where it is not sound; the database is as it was
 */
export function backUpBeforeUpgrade(database: Database, folder: string, now: number, at: AtStep): string {
  const kept = backupFolder(folder);
  sweepBackups(folder);
  assertRoom(database, folder, kept);
  const path = freeName(kept, `before-format-${FORMAT}-${stamp(now)}`);
  const fresh = join(kept, `.${basename(path, '.db')}.new`);
  try {
    at('back up');
    database.prepare('VACUUM INTO ?').run(fresh);
    at('check the backup');
    const { format } = checkCopy(fresh);
    if (format !== formatOf(database)) throw new Error(`the copy is of format ${format}`);
    at('name the backup');
    renameSync(fresh, path);
    sync(kept);
    sync(folder);
    pruneBefore(folder, FORMAT);
    return path;
  } catch (error) {
    rmSync(fresh, { force: true });
    if (isFull(error)) throw noRoom(folder, kept, 'the disk became full while it was written', error);
    throw error;
  }
}

function assertRoom(database: Database, folder: string, kept: string): void {
  const number = (name: string) => Number(database.pragma(name, { simple: true }));
  const wanted = number('page_count') * number('page_size') + LEFT_FREE_BYTES;
  const { bavail, bsize } = statfsSync(kept);
  if (bavail * bsize < wanted)
    throw noRoom(folder, kept, `it takes ${inMegabytes(wanted)}, and ${inMegabytes(bavail * bsize)} are free`);
}

function noRoom(folder: string, kept: string, why: string, cause?: unknown): StoreFault {
  return new StoreFault(
    'failed',
    `The database in ${folder} has to be brought to a new format, and there is no room to keep the old one in ${kept} first: ${why}. ` +
      'Nothing was changed. Free some space, then start AgentOS again.',
    { cause, code: 'RESOURCE_EXHAUSTED' },
  );
}

function inMegabytes(bytes: number): string {
  return `${Math.ceil(bytes / 1e6)} MB`;
}
