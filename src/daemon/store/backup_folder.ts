import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Where the daemon keeps its own backups, below the state folder. */
export const BACKUPS = 'backups';
/** Being made; what a crash leaves of it is removed with the next one. */
const UNDER_WAY = /^\.(agentos|before)-.*\.new(-journal)?$/;
const DATED = /^agentos-(\d{4})-(\d\d)-(\d\d)T(\d\d)\.(\d\d)\.(\d\d)Z(?:-(\d+))?\.db$/;

export interface KeptBackup {
  readonly path: string;
  /** When it was made, in wall-clock milliseconds. */
  readonly at: number;
  readonly bytes: number;
  /** Of those of the same second, from 1. */
  readonly nth: number;
}

/** The folder, for the owner only. @param state the state folder */
export function backupFolder(state: string): string {
  const folder = join(state, BACKUPS);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

/** A moment as it stands in names of files: no colon, which some file systems refuse, and in order. */
export function stamp(at: number): string {
  return new Date(at)
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(':', '.');
}

/** Further ahead than this, a backup was made by a clock that was wrong. */
const AHEAD_MS = 24 * 3_600_000;

/**
 * The backups that are made by themselves and by "agentos backup" without a file, newest first. Those from the future come last: by
 * their names they would be the newest for years, and each new one the first to go.
 */
export function keptBackups(state: string, now: number = Date.now()): readonly KeptBackup[] {
  const folder = join(state, BACKUPS);
  const found = listed(folder).flatMap((name) => {
    const parts = DATED.exec(name);
    if (parts === null) return [];
    const [, year, month, day, hour, minute, second, more = '1'] = parts;
    const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
    const path = join(folder, name);
    const size = statSync(path, { throwIfNoEntry: false })?.size;
    return size === undefined || Number.isNaN(at) ? [] : [{ path, at, bytes: size, nth: Number(more) }];
  });
  const isAhead = ({ at }: KeptBackup): number => Number(at > now + AHEAD_MS);
  return found.sort((a, b) => isAhead(a) - isAhead(b) || b.at - a.at || b.nth - a.nth);
}

/** Removes all but the newest so many of them, and what a crash has left. Nothing that a person has named is touched. */
export function pruneBackups(state: string, keep: number, now: number = Date.now()): void {
  for (const { path } of keptBackups(state, now).slice(keep)) rmSync(path, { force: true });
  sweepBackups(state);
}

/** An upgrade that is begun again and again keeps the newest few of the copies that it makes. */
const BEFORE_KEPT = 3;

export function pruneBefore(state: string, format: number): void {
  const folder = join(state, BACKUPS);
  const made = listed(folder).filter((name) => name.startsWith(`before-format-${format}-`));
  // A time stands in the name, so the order of names is that of their making; those of one second aside.
  for (const name of made.sort().slice(0, -BEFORE_KEPT)) rmSync(join(folder, name), { force: true });
}

/** Removes what a crash has left of backups that were being made. */
export function sweepBackups(state: string): void {
  const folder = join(state, BACKUPS);
  for (const name of listed(folder)) if (UNDER_WAY.test(name)) rmSync(join(folder, name), { force: true });
}

/** A name in the folder that is free. */
export function freeName(folder: string, name: string): string {
  // After the last one of that name: the number tells which is newer.
  const last = Math.max(0, ...listed(folder).map((file) => numberIn(file, name)));
  return join(folder, last === 0 ? `${name}.db` : `${name}-${last + 1}.db`);
}

/** 1 for `<name>.db`, n for `<name>-<n>.db`, 0 for any other. */
function numberIn(file: string, name: string): number {
  if (!file.startsWith(name)) return 0;
  const rest = /^(?:-(\d+))?\.db$/.exec(file.slice(name.length));
  return rest === null ? 0 : Number(rest[1] ?? 1);
}

function listed(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
