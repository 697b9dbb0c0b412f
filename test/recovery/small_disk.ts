import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Why no small disk can be made here; undefined where it can. */
export const noSmallDisk: string | undefined =
  process.geteuid?.() === 0 && spawnSync('mount', ['--version']).status === 0
    ? undefined
    : 'mounting a tmpfs needs the superuser and mount';

export interface SmallDisk {
  readonly folder: string;
  /** Fills it, but for so many bytes. */
  fill(leaveBytes: number): void;
  /** Gives back what was filled. */
  free(): void;
  /** Bytes that are free. */
  room(): number;
  /** Unmounts and removes it. */
  remove(): void;
}

/** A file system in memory of a few MB, mounted for one test. */
export function smallDisk(bytes: number): SmallDisk {
  const folder = mkdtempSync(join(tmpdir(), 'agentos-small-disk-'));
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes},mode=0700`, 'agentos-test', folder]);
  if (mounted.status !== 0) {
    rmSync(folder, { recursive: true });
    throw new Error(`no tmpfs could be mounted: ${mounted.stderr}`);
  }
  const ballast = join(folder, 'ballast');
  const room = () => {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  };
  return {
    folder,
    room,
    fill: (leaveBytes) => writeFileSync(ballast, Buffer.alloc(Math.max(0, room() - leaveBytes), 1)),
    free: () => rmSync(ballast, { force: true }),
    remove: () => {
      spawnSync('umount', ['--lazy', folder]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
