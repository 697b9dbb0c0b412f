import { constants } from 'node:fs';
import { open, readdir, realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { Fault } from '../model/fault.ts';
import type { Files } from '../model/service.ts';
import { readUpTo } from './held_file.ts';
import { at, holdFolder, isIn, within } from './held_folder.ts';

const DEFAULT_MAX_BYTES = 16 * 1_024 * 1_024;

/**
 * Reads regular files under `roots`. A path is resolved first and checked then; the folder that it is in is held open, checked
 * again where it stands, and the file is opened in it, so that a link swapped in between leads nowhere. Relative paths are below
 * the first root.
 * @param except paths that are closed with all below them, wherever they stand
 */
export function filesUnder(roots: readonly string[], except: readonly string[] = []): Files {
  const resolvedRoots = Promise.all(roots.map((root) => realpath(root).catch(() => root)));
  // Resolved anew each time: what is closed may come into being after the start.
  const closed = (): Promise<readonly string[]> => Promise.all(except.map((path) => realpath(path).catch(() => path)));

  const resolve = (path: string): Promise<string> => realpath(isAbsolute(path) ? path : join(roots[0] ?? '/', path));

  async function assertInside(resolved: string, path: string, shut: readonly string[]): Promise<void> {
    for (const path of shut) {
      if (isIn(resolved, path)) throw new Fault('PERMISSION_DENIED', `${path} is not for services to read.`);
    }
    for (const root of await resolvedRoots) if (isIn(resolved, root)) return;
    throw new Fault(
      'PERMISSION_DENIED',
      `${path} is outside the folders that services may read; add its folder to roots in [files].`,
    );
  }

  async function readBytes(path: string, maxBytes = DEFAULT_MAX_BYTES): Promise<Buffer> {
    try {
      const [resolved, shut] = await Promise.all([resolve(path), closed()]);
      await assertInside(resolved, path, shut);
      if ((await resolvedRoots).includes(resolved)) throw new Fault('INVALID_ARGUMENT', `${path} is a folder.`);
      const name = basename(resolved);
      const folder = await holdFolder(dirname(resolved), async (stands) => {
        await assertInside(stands, path, shut);
        await assertInside(join(stands, name), path, shut);
      });
      // O_NONBLOCK: opening a pipe must not wait for a writer.
      const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
      const file = await open(at(folder, name), flags).finally(() => folder.handle.close());
      try {
        const stat = await file.stat();
        if (!stat.isFile()) throw new Fault('INVALID_ARGUMENT', `${path} is not a regular file.`);
        const bytes = stat.size > maxBytes ? undefined : await readUpTo(file, maxBytes);
        if (bytes === undefined)
          throw new Fault('RESOURCE_EXHAUSTED', `${path} is larger than the ${maxBytes} bytes that are read.`, {
            retryable: false,
          });
        return bytes;
      } finally {
        await file.close();
      }
    } catch (thrown) {
      const missing = thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT';
      throw missing ? new Fault('NOT_FOUND', `${path} does not exist.`) : Fault.from(thrown, 'UNAVAILABLE', path);
    }
  }

  return {
    readBytes,
    readText: async (path, maxBytes) => (await readBytes(path, maxBytes)).toString('utf8'),
    async list(folder) {
      try {
        const [resolved, shut] = await Promise.all([resolve(folder), closed()]);
        const held = await holdFolder(resolved, (stands) => assertInside(stands, folder, shut));
        const entries = await readdir(within(held), { withFileTypes: true }).finally(() => held.handle.close());
        return entries
          .filter((entry) => entry.isFile())
          .map((entry) => entry.name)
          .sort();
      } catch (thrown) {
        const missing = thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT';
        if (missing) return [];
        throw Fault.from(thrown, 'UNAVAILABLE', folder);
      }
    },
  };
}
