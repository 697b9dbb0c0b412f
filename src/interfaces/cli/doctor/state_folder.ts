import { accessSync, constants, readdirSync, readFileSync, statfsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { NEARLY_FULL_BYTES, RESERVE_BYTES } from '../../../settings/disk_room.ts';
import { sizeText } from '../size_text.ts';
import type { Finding } from './finding.ts';

/** Fewer files than this can still be made: another program can use them up in no time. */
const FEW_FILES = 1_000;
/** Clocks of file systems and of the machine are not quite the same. */
const AHEAD_MS = 60_000;
const WRITTEN = ['agentos.db', 'agentos.db-wal', 'identity.json', 'checked', 'in-use', 'reserve'];

/** All that can be told of a state folder from outside: no file of the database is opened. Nothing where there is no folder. */
export function checkStateFolder(folder: string, now = Date.now()): readonly Finding[] {
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found === undefined) return [];
  const rights = checkRights(folder, found.mode, found.uid);
  // Nothing in it can be looked at.
  if (rights.state === 'broken') return [rights];
  return [rights, ...checkRoom(folder), ...checkMarks(folder), ...checkTimes(folder, now)];
}

function checkRights(folder: string, mode: number, uid: number): Finding {
  const about = { name: 'state', found: folder };
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch {
    const whose = `${folder} belongs to user ${uid} and cannot be written to`;
    return {
      ...about,
      state: 'broken',
      found: whose,
      fix: 'run this as that user, or name another folder with --state',
    };
  }
  if ((mode & 0o077) === 0) return { ...about, state: 'ok' };
  const open = `${folder} has the mode ${(mode & 0o777).toString(8)}: others may look into it`;
  return { ...about, state: 'advice', found: open, fix: `chmod 700 ${folder}` };
}

function checkRoom(folder: string): readonly Finding[] {
  const { bavail, bsize, files, ffree } = statfsSync(folder);
  const room = bavail * bsize;
  const reserve = statSync(join(folder, 'reserve'), { throwIfNoEntry: false });
  const held = reserve === undefined ? 0 : Math.min(reserve.size, reserve.blocks * 512);
  const about = { name: 'disk', found: `${sizeText(room)} free for ${folder}` };
  const fix = `free some space; what takes most of it: du -xah ${folder} | sort -h | tail`;
  if (room + held < RESERVE_BYTES + RESERVE_BYTES / 8)
    return [{ ...about, state: 'broken', found: `the disk is full: ${about.found}, nothing new is taken on`, fix }];
  if (room < NEARLY_FULL_BYTES) return [{ ...about, state: 'advice', found: `nearly full: ${about.found}`, fix }];
  if (files > 0 && ffree < FEW_FILES) {
    const few = `the disk of ${folder} has room for ${ffree} more files only`;
    return [{ ...about, state: 'advice', found: few, fix: 'delete files that nobody needs on that disk' }];
  }
  return [{ ...about, state: 'ok' }];
}

/** What the store left beside its database for people to see. */
function checkMarks(folder: string): readonly Finding[] {
  const names = namesIn(folder);
  const findings: Finding[] = [];
  const suspect = textOf(join(folder, 'suspect'));
  if (suspect !== undefined) {
    const found = `the database was found damaged in use: ${suspect.trim()}`;
    findings.push({
      name: 'store',
      state: 'broken',
      found,
      fix: 'start the daemon: it makes good what it can, and says so',
    });
  }
  for (const name of names.filter((each) => each.startsWith('damaged-'))) {
    const found = `the database was damaged and made good; the damaged one is kept in ${join(folder, name)}`;
    const fix = 'look at the disk (smartctl -a); delete that folder once you miss nothing';
    findings.push({ name: 'store', state: 'advice', found, fix });
  }
  for (const name of ['watchdog', 'watchdog-before']) {
    const last = textOf(join(folder, name))?.trim().split('\n').at(-1);
    if (last !== undefined) findings.push(deathFinding(last));
  }
  return findings;
}

function deathFinding(line: string): Finding {
  const { at, why, where }: { at?: unknown; why?: unknown; where?: unknown } = parsed(line);
  const when = typeof at === 'number' ? ` on ${new Date(at).toLocaleString()}` : '';
  const place = Array.isArray(where) && where.length > 0 ? `, in ${where.slice(0, 3).join(' < ')}` : '';
  const what = why === 'memory' ? 'took too much memory' : 'hung';
  const found = `the daemon ${what}${when}${place}, and was ended by its watchdog`;
  return { name: 'watchdog', state: 'advice', found, fix: 'look at the service that is named; the log says more' };
}

function parsed(line: string): object {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

/** Nothing was written later than now. */
function checkTimes(folder: string, now: number): readonly Finding[] {
  const times = WRITTEN.map((name) => statSync(join(folder, name), { throwIfNoEntry: false })?.mtimeMs ?? 0);
  const newest = Math.max(...times);
  if (newest <= now + AHEAD_MS) return [];
  const written = `${folder} was written on ${new Date(newest).toLocaleString()}`;
  const found = `the clock is behind: it is ${new Date(now).toLocaleString()} by it, and ${written}`;
  return [
    { name: 'clock', state: 'broken', found, fix: 'timedatectl set-ntp true, or set it by hand; alarms follow it' },
  ];
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
