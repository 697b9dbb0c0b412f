import {
  closeSync,
  existsSync,
  fstatSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { stamp } from './backup_folder.ts';
import { IDENTITY_FILE } from './identity.ts';
import { clearMarks } from './marks.ts';
import { sync, withFile } from './synced.ts';

/** Where a new database is made out of what could be read; the folder's own is not touched until it is ready. */
const WORKSHOP = 'mending';
const READY = 'ready';
const DATABASE_FILE = 'agentos.db';
const PARTS = ['-wal', '-shm', '-journal', ''] as const;

export interface Workshop {
  /** Where the new database is to be. */
  readonly fresh: string;
  /** A copy of the damaged one to read from. */
  readonly damaged: string;
}

/** An empty workshop. */
export function openWorkshop(folder: string): Workshop {
  const place = join(folder, WORKSHOP);
  rmSync(place, { recursive: true, force: true });
  mkdirSync(place, { mode: 0o700 });
  return { fresh: join(place, DATABASE_FILE), damaged: join(place, 'damaged.db') };
}

function closeWorkshop(folder: string): void {
  rmSync(join(folder, WORKSHOP), { recursive: true, force: true });
}

/** Gives up what was begun, unless it is ready: the next start then brings it to its end. */
export function abandonWorkshop(folder: string): void {
  if (!existsSync(join(folder, WORKSHOP, READY))) closeWorkshop(folder);
}

/**
 * Puts the new database in the place of the one that stands there, which is moved aside whole and kept; and with it an identity
 * where the workshop has one. What a crash interrupts the next start brings to its end.
 * @param aside what the folder with the other one is called, before its time
 * @returns that folder
 */
export function putInPlace(folder: string, now: number, aside: 'damaged' | 'replaced' = 'damaged'): string {
  const place = join(folder, WORKSHOP);
  const kept = freeFolder(folder, `${aside}-${stamp(now)}`);
  sync(join(place, DATABASE_FILE));
  // It says nothing before it says all: a kill leaves no half of it.
  const ready = join(place, `${READY}.new`);
  withFile(ready, 'w', (file) => writeFileSync(file, kept));
  sync(ready);
  renameSync(ready, join(place, READY));
  sync(place);
  sync(folder);
  return finish(folder, kept);
}

/** A name that nothing has yet: two within a second must not be put into one. */
function freeFolder(folder: string, name: string): string {
  let free = name;
  for (let number = 2; existsSync(join(folder, free)); number += 1) free = `${name}-${number}`;
  return free;
}

const CLOSING = 'agentos.db.closing';

/**
 * Closes a damaged database as it is. SQLite would bring its log home in closing it, and so change what is to be kept as it was
 * found; it does not where the file no longer stands under its name.
 */
export function closeUntouched(database: Pick<Database, 'close'>, folder: string): void {
  const path = join(folder, DATABASE_FILE);
  const aside = join(folder, CLOSING);
  if (!existsSync(path)) {
    database.close();
    return;
  }
  renameSync(path, aside);
  try {
    database.close();
  } finally {
    renameSync(aside, path);
  }
}

/** A name as `putInPlace` gives it. */
const KEPT = /^(?:damaged|replaced)-[\w.-]+$/;

/** Brings to its end what a crash interrupted; otherwise does nothing. */
export function finishExchange(folder: string): void {
  const path = join(folder, DATABASE_FILE);
  if (!existsSync(path) && existsSync(join(folder, CLOSING))) renameSync(join(folder, CLOSING), path);
  const ready = join(folder, WORKSHOP, READY);
  if (!existsSync(ready)) return;
  const kept = withFile(ready, 'r', firstLine);
  if (KEPT.test(kept)) finish(folder, kept);
  // It does not say where what stands here is to be kept, so nothing was exchanged yet, and nothing is.
  else closeWorkshop(folder);
}

function finish(folder: string, kept: string): string {
  const fresh = join(folder, WORKSHOP, DATABASE_FILE);
  const aside = join(folder, kept);
  exchangeIdentity(folder, aside);
  if (existsSync(fresh)) {
    mkdirSync(aside, { recursive: true, mode: 0o700 });
    for (const part of PARTS) {
      const name = `${DATABASE_FILE}${part}`;
      if (existsSync(join(folder, name))) renameSync(join(folder, name), join(aside, name));
    }
    sync(aside);
    renameSync(fresh, join(folder, DATABASE_FILE));
    sync(folder);
  }
  clearMarks(folder);
  closeWorkshop(folder);
  return aside;
}

/** Before the database: it would not be taken for the folder's own without. */
function exchangeIdentity(folder: string, aside: string): void {
  const fresh = join(folder, WORKSHOP, IDENTITY_FILE);
  if (!existsSync(fresh)) return;
  mkdirSync(aside, { recursive: true, mode: 0o700 });
  if (existsSync(join(folder, IDENTITY_FILE))) renameSync(join(folder, IDENTITY_FILE), join(aside, IDENTITY_FILE));
  sync(aside);
  renameSync(fresh, join(folder, IDENTITY_FILE));
  sync(folder);
}

function firstLine(file: number): string {
  const bytes = Buffer.alloc(200);
  return bytes.toString('utf8', 0, readSync(file, bytes));
}

const MAGIC = 'SQLite format 3\0';
const HEADER_BYTES = 100;
/** A header that tells of a database so many times as large as the file is more likely to be wrong itself. */
const MAX_EXTENDED = 1_000;

/**
 * Puts the header of a sound database of the same making in the place of one that says nothing any more. The pages behind it are
 * as they were. Only ever for a copy.
 */
export function makeReadable(path: string, sound: string): void {
  const header = withFile(sound, 'r', (file) => headerOf(file));
  const file = openSync(path, 'r+');
  try {
    const own = headerOf(file);
    if (own.toString('latin1', 0, MAGIC.length) === MAGIC && own.readUInt16BE(16) === header.readUInt16BE(16)) {
      // Where its end is cut off, SQLite would not read the rest either.
      const whole = own.readUInt32BE(28) * header.readUInt16BE(16);
      if (whole > sizeOf(file) && whole <= MAX_EXTENDED * sizeOf(file)) ftruncateSync(file, whole);
      return;
    }
    // Its pages in number, for which the counters at 24 and 92 have to be the same.
    const pages = Math.floor(sizeOf(file) / header.readUInt16BE(16));
    header.writeUInt32BE(pages, 28);
    header.writeUInt32BE(header.readUInt32BE(24), 92);
    header.fill(0, 32, 40);
    writeSync(file, header, 0, HEADER_BYTES, 0);
  } finally {
    closeSync(file);
  }
}

function headerOf(file: number): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  readSync(file, header, 0, HEADER_BYTES, 0);
  return header;
}

function sizeOf(file: number): number {
  return fstatSync(file).size;
}
