import { existsSync, fsyncSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { damaged } from './store_fault.ts';
import { withFile } from './synced.ts';

export const IDENTITY_FILE = 'identity.json';
/** What the folder remembers where that cannot be read any more: that it was in use, and not with which one. */
export const UNREADABLE = '';

/**
 * The folder's memory that it was in use. It is written once the first database is durable, so a folder that has it and
 * no matching database has lost that database; it is never taken for a first run.
 */
export function rememberedIdentity(folder: string): string | undefined {
  const path = join(folder, IDENTITY_FILE);
  if (!existsSync(path)) return undefined;
  return /"id":\s*"([^"]+)"/.exec(readFileSync(path, 'utf8'))?.[1] ?? UNREADABLE;
}

/** Durable when it returns: the file is synced before it gets its name, and the folder after. */
export function rememberIdentity(folder: string, id: string): void {
  const path = join(folder, IDENTITY_FILE);
  const fresh = `${path}.new`;
  withFile(fresh, 'w', (file) => {
    writeSync(
      file,
      `${JSON.stringify({ id, meaning: 'This folder holds the database of that id. Do not delete.' })}\n`,
    );
    fsyncSync(file);
  });
  renameSync(fresh, path);
  withFile(folder, 'r', fsyncSync);
}

/** The id that the database carries. */
function identityOf(database: Database): string | undefined {
  return database.prepare<[], string>('SELECT id FROM identity').pluck().get();
}

export function createIdentity(database: Database, id: string, now: number): void {
  database.prepare('INSERT INTO identity (id, created_at) VALUES (?, ?)').run(id, now);
}

/**
 * Both have to tell the same; a database whose folder has no memory yet is a first run that was cut short. Where the memory cannot
 * be read, it is the memory that is damaged, and the database that stands there is all there is to go by.
 */
export function reconcileIdentity(database: Database, folder: string): void {
  const inside = identityOf(database);
  const remembered = rememberedIdentity(folder);
  if (inside === undefined) throw damaged(folder, 'it does not say which one it is');
  if (remembered === undefined || remembered === UNREADABLE) rememberIdentity(folder, inside);
  else if (remembered !== inside) throw damaged(folder, 'it is not the one that this folder was used with');
}
