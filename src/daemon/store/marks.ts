import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sync, withFile } from './synced.ts';

/**
 * Small files beside the database, for what has to be known before it is opened.
 * `in-use` stands from the first commit of a life to its clean end: SQLite's log belongs to the database for that long, and if
 * it is gone, so is what was in it. `checked` was last written when the database was found sound. `suspect` says what was found wrong while the database was in use: the next start looks at
 * all of it.
 */
const IN_USE = 'in-use';
const SUSPECT = 'suspect';
const CHECKED = 'checked';

/** After a first commit. Not synced: it names what a person or a program took away, not what a power cut did. */
export function markInUse(folder: string): void {
  writeFileSync(join(folder, IN_USE), '', { mode: 0o600 });
}

/** Before the log is given up at a clean end. */
export function unmarkInUse(folder: string): void {
  if (!existsSync(join(folder, IN_USE))) return;
  rmSync(join(folder, IN_USE), { force: true });
  sync(folder);
}

/** Whether a life that had written has not ended cleanly. */
export function wasInUse(folder: string): boolean {
  return existsSync(join(folder, IN_USE));
}

/** When it was last found sound, in wall-clock milliseconds; 0 where it never was. */
export function checkedAt(folder: string): number {
  return statSync(join(folder, CHECKED), { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

export function markChecked(folder: string): void {
  writeFileSync(join(folder, CHECKED), '', { mode: 0o600 });
}

/** Durable when it returns. */
export function markSuspect(folder: string, what: string): void {
  withFile(join(folder, SUSPECT), 'w', (file) => writeFileSync(file, `${what}\n`));
  sync(join(folder, SUSPECT));
  sync(folder);
}

export function isSuspect(folder: string): boolean {
  return existsSync(join(folder, SUSPECT));
}

/** What was found wrong; empty where nothing was. */
export function suspicion(folder: string): string {
  return isSuspect(folder) ? readFileSync(join(folder, SUSPECT), 'utf8').trim() : '';
}

/** The database that stands here now is sound: nothing that was noted of another one, or before, counts. */
export function clearMarks(folder: string): void {
  for (const mark of [IN_USE, SUSPECT]) rmSync(join(folder, mark), { force: true });
}
