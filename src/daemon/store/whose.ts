import { accessSync, chownSync, constants, statSync } from 'node:fs';
import { StoreFault } from './store_fault.ts';

/**
 * What the superuser makes in another user's state folder becomes that user's: the daemon, which runs as that user, could not open it
 * otherwise. Does nothing for anybody else.
 */
export function giveToOwner(folder: string, ...made: readonly string[]): void {
  if (process.geteuid?.() !== 0) return;
  const { uid, gid } = statSync(folder);
  if (uid === 0) return;
  for (const path of made) if (statSync(path, { throwIfNoEntry: false }) !== undefined) chownSync(path, uid, gid);
}

/** @throws StoreFault `failed` for a state folder that this user cannot work in */
export function assertUsable(folder: string): void {
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const { uid } = statSync(folder);
    throw new StoreFault(
      'failed',
      `The state folder ${folder} belongs to another user (${uid}), and this one may not write to it. Nothing was changed. Run this as that user, or name another folder.`,
      { cause: error, code: 'PERMISSION_DENIED' },
    );
  }
}
