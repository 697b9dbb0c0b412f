import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

export interface Holder {
  readonly pid: number;
  /** Its command line; empty where it is not to be seen. */
  readonly command: string;
}

const SHOWN = 100;

/**
 * Which process holds the lock of a state folder, by the kernel's own list: nothing is opened. Undefined where nobody does, or the
 * system does not tell. @param proc where the kernel tells of itself
 */
export function lockHolder(stateFolder: string, proc = '/proc'): Holder | undefined {
  const found = statSync(join(stateFolder, 'owner.lock'), { throwIfNoEntry: false });
  if (found === undefined) return undefined;
  const pid = pidsOf(readIf(join(proc, 'locks')), found.ino)[0];
  if (pid === undefined) return undefined;
  const command = readIf(join(proc, String(pid), 'cmdline'))
    .split('\0')
    .join(' ')
    .trim();
  return { pid, command: command.length > SHOWN ? `${command.slice(0, SHOWN)}…` : command };
}

/**
 * `1: POSIX  ADVISORY  WRITE 4711 fe:01:1234 0 EOF`; a lock that is waited for has an arrow behind its number. Only the number within the
 * file system is compared: what stat tells of the device is another one on some (btrfs, overlayfs).
 */
function pidsOf(locks: string, inode: number): readonly number[] {
  return locks.split('\n').flatMap((line) => {
    const [, pid, number] = /^\d+: POSIX +\S+ +WRITE +(\d+) [^: ]+:[^: ]+:(\d+) /.exec(line) ?? [];
    return Number(number) === inode && Number(pid) > 0 ? [Number(pid)] : [];
  });
}

function readIf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
