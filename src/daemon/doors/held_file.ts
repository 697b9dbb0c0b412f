import { createHash, randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { link, lstat, open, rename, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileFacts } from '../model/doors.ts';
import { Fault } from '../model/fault.ts';
import { at, type HeldFolder, openRegular } from './held_folder.ts';

/** Longest text that is written, and so that is kept to be put back. */
export const MAX_WRITE_BYTES = 4 * 1024 * 1024;

const NEW_FILE = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;

export async function factsOf(parent: HeldFolder, name: string): Promise<FileFacts> {
  return shown(parent, name, await lstat(at(parent, name)));
}

export function shown(
  parent: HeldFolder,
  name: string,
  stats: { size: number; mtimeMs: number; isFile(): boolean; isDirectory(): boolean },
): FileFacts {
  const kind = stats.isFile() ? 'file' : stats.isDirectory() ? 'folder' : 'other';
  return {
    path: join(parent.path, name),
    kind,
    bytes: kind === 'file' ? stats.size : 0,
    at: Math.round(stats.mtimeMs),
  };
}

export function hashOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

export function textOf(bytes: Buffer, path: string): string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes);
    if (!text.includes('\0')) return text;
  } catch {
    // Told below, as for what has zeros in it.
  }
  throw new Fault('FAILED_PRECONDITION', `${path} is not text.`);
}

/** Its bytes, or undefined where there are more: a file may grow while it is read. */
export async function readUpTo(
  file: { createReadStream(options: { end: number; autoClose: false }): AsyncIterable<Buffer> },
  maxBytes: number,
): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  for await (const chunk of file.createReadStream({ end: maxBytes, autoClose: false })) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  return bytes.length > maxBytes ? undefined : bytes;
}

/** Writes beside, and then gives it the name: it is there in full, or as it was. @param before hash of what it takes the place of */
export async function writeHeld(
  parent: HeldFolder,
  name: string,
  bytes: Buffer,
  before: string | undefined,
): Promise<void> {
  const part = `.${randomBytes(8).toString('hex')}.part`;
  const mode = before === undefined ? 0o666 : (await lstat(at(parent, name))).mode & 0o777;
  try {
    const file = await open(at(parent, part), NEW_FILE, mode);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    if (before === undefined) await moveHeld({ folder: parent, name: part }, { folder: parent, name });
    else {
      await assertHash(parent, name, before);
      await rename(at(parent, part), at(parent, name));
    }
  } finally {
    await unlink(at(parent, part)).catch(() => undefined);
  }
}

/** @throws Fault ABORTED where it is no longer what it was */
export async function assertHash(parent: HeldFolder, name: string, hash: string): Promise<void> {
  const { file } = await openRegular(parent, name);
  try {
    const bytes = await readUpTo(file, MAX_WRITE_BYTES);
    if (bytes === undefined || hashOf(bytes) !== hash)
      throw new Fault('ABORTED', `${name} has changed since; nothing was done to it.`);
  } finally {
    await file.close();
  }
}

interface Named {
  readonly folder: HeldFolder;
  readonly name: string;
}

/** Links, then unlinks: unlike rename, that never takes the place of what is there. */
export async function moveHeld(from: Named, to: Named): Promise<void> {
  const [source, target] = [at(from.folder, from.name), at(to.folder, to.name)];
  try {
    await link(source, target);
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
    // Some file systems have no links.
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'EOPNOTSUPP') throw thrown;
    const there = await lstat(target).then(
      () => true,
      () => false,
    );
    if (there) throw new Fault('ALREADY_EXISTS', `${to.name} is there already.`);
    return rename(source, target);
  }
  await unlink(source);
}
