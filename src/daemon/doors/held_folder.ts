import { constants, type Stats } from 'node:fs';
import { type FileHandle, lstat, open, readlink, realpath } from 'node:fs/promises';
import { sep } from 'node:path';
import { Fault } from '../model/fault.ts';

/**
 * An open folder, and where it stands. What is done to a name in it goes through the kernel's own link to the open folder: whatever
 * happens to the path meanwhile, it is done there and nowhere else (as with openat).
 */
export interface HeldFolder {
  readonly path: string;
  readonly handle: FileHandle;
}

const FOLDER = constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW;
// O_NONBLOCK: opening a pipe must not wait for a writer.
const READ = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

export function isIn(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** A name in an open folder, as the kernel finds it. */
export function at(folder: HeldFolder, name: string): string {
  return `/proc/self/fd/${folder.handle.fd}/${name}`;
}

/** All that is in an open folder. */
export function within(folder: HeldFolder): string {
  return `/proc/self/fd/${folder.handle.fd}`;
}

/**
 * Opens a folder by its path, which `check` has to let pass: once as it is resolved, and once as the kernel says where the folder
 * stands that was opened.
 * @param check throws for what is outside
 */
export async function holdFolder(path: string, check: (resolved: string) => Promise<void>): Promise<HeldFolder> {
  const resolved = await realpath(path);
  await check(resolved);
  return heldAt(resolved, check);
}

/** Opens a folder in an open folder, if that is what stands there and no link to one. */
export async function holdInner(
  folder: HeldFolder,
  name: string,
  check: (resolved: string) => Promise<void>,
): Promise<HeldFolder> {
  return heldAt(at(folder, name), check);
}

async function heldAt(path: string, check: (resolved: string) => Promise<void>): Promise<HeldFolder> {
  const handle = await open(path, FOLDER);
  try {
    const stands = await readlink(`/proc/self/fd/${handle.fd}`);
    await check(stands);
    return { path: stands, handle };
  } catch (thrown) {
    await handle.close();
    throw thrown;
  }
}

/**
 * Opens a regular file in an open folder for reading. No link is followed, and one that has another name elsewhere is refused:
 * nobody can say whether that one is outside.
 */
export async function openRegular(folder: HeldFolder, name: string): Promise<{ file: FileHandle; stats: Stats }> {
  const file = await open(at(folder, name), READ);
  try {
    const stats = await file.stat();
    assertRegular(stats, name);
    const named = await lstat(at(folder, name));
    if (named.ino !== stats.ino || named.dev !== stats.dev)
      throw new Fault('ABORTED', `${name} changed while it was opened.`);
    return { file, stats };
  } catch (thrown) {
    await file.close();
    throw thrown;
  }
}

/** @throws Fault for anything but a file with one name */
export function assertRegular(stats: Stats, name: string): void {
  if (stats.isSymbolicLink()) throw new Fault('PERMISSION_DENIED', `${name} is a link; links are not followed.`);
  if (!stats.isFile()) throw new Fault('INVALID_ARGUMENT', `${name} is not a regular file.`);
  if (stats.nlink > 1)
    throw new Fault(
      'PERMISSION_DENIED',
      `${name} has another name (a hard link) that may be outside of the folders; make a copy of it to use it here.`,
    );
}
