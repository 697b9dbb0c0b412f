import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { checkIsDue, DATABASE_FILE, openDatabase } from './database.ts';
import { isSuspect, unmarkInUse, wasInUse } from './marks.ts';
import { mend } from './mend.ts';
import { FORMAT } from './migrations.ts';

/** Up to this size whatever is done at an opening takes some tenths of a second. */
const SMALL_BYTES = 16 * 1024 * 1024;
/** Where SQLite keeps a database's `user_version`: four bytes, the highest first. https://sqlite.org/fileformat.html */
const FORMAT_AT = 60;

/** Whether the opening of a folder will take long: a large database is to be read to its end, or upgraded. It must not be open. */
export function isLongOpening(folder: string): boolean {
  const path = join(folder, DATABASE_FILE);
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size <= SMALL_BYTES) return false;
  return wasInUse(folder) || isSuspect(folder) || checkIsDue(folder) || formatOnDisk(path) !== FORMAT;
}

/** Opens a folder's database with all that this takes, and closes it again. @returns what a log should have. @throws StoreFault */
export function putInOrder(folder: string): readonly string[] {
  const { told, release } = openDatabase(folder, 'FULL', undefined, (damage) => mend(folder, damage));
  // It is closed cleanly: that its log is gone then is no loss.
  unmarkInUse(folder);
  release();
  return told;
}

function formatOnDisk(path: string): number {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(4);
    readSync(file, bytes, 0, 4, FORMAT_AT);
    return bytes.readUInt32BE();
  } finally {
    closeSync(file);
  }
}
