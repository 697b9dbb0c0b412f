import { constants } from 'node:fs';
import { type FileHandle, open, readdir, readlink, realpath } from 'node:fs/promises';
import { isAbsolute, join, sep } from 'node:path';
import { Fault } from '../model/fault.ts';
import type { Files } from '../model/service.ts';

const DEFAULT_MAX_BYTES = 16 * 1_024 * 1_024;

/**
 * Reads regular files under `roots`. A path is resolved first and checked then, and the file that was opened is compared with
 * the one that was checked, so that a link swapped in between is found. Relative paths are below the first root.
 * @param except paths that are closed with all below them, wherever they stand
 */
export function filesUnder(roots: readonly string[], except: readonly string[] = []): Files {
  const resolvedRoots = Promise.all(roots.map((root) => realpath(root).catch(() => root)));
  // Resolved anew each time: what is closed may come into being after the start.
  const closed = (): Promise<readonly string[]> => Promise.all(except.map((path) => realpath(path).catch(() => path)));

  async function resolveInside(path: string): Promise<string> {
    const resolved = await realpath(isAbsolute(path) ? path : join(roots[0] ?? '/', path));
    for (const path of await closed()) {
      if (isIn(resolved, path)) throw new Fault('PERMISSION_DENIED', `${path} is not for services to read.`);
    }
    for (const root of await resolvedRoots) if (isIn(resolved, root)) return resolved;
    throw new Fault(
      'PERMISSION_DENIED',
      `${path} is outside the folders that services may read; add its folder to roots in [files].`,
    );
  }

  return {
    async readText(path, maxBytes = DEFAULT_MAX_BYTES) {
      try {
        const resolved = await resolveInside(path);
        // O_NONBLOCK: opening a pipe must not wait for a writer.
        const file = await open(resolved, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
        try {
          const stat = await file.stat();
          if (!stat.isFile()) throw new Fault('INVALID_ARGUMENT', `${path} is not a regular file.`);
          if ((await openedPath(file, () => resolveInside(path))) !== resolved)
            throw new Fault('ABORTED', `${path} changed while it was opened.`);
          const text = stat.size > maxBytes ? undefined : await readUpTo(file, maxBytes);
          if (text === undefined)
            throw new Fault('RESOURCE_EXHAUSTED', `${path} is larger than the ${maxBytes} bytes that are read.`, {
              retryable: false,
            });
          return text;
        } finally {
          await file.close();
        }
      } catch (thrown) {
        const missing = thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT';
        throw missing ? new Fault('NOT_FOUND', `${path} does not exist.`) : Fault.from(thrown, 'UNAVAILABLE', path);
      }
    },
    async list(folder) {
      try {
        const entries = await readdir(await resolveInside(folder), { withFileTypes: true });
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

function isIn(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** Where the kernel says that an open file stands; where it does not say, the path is resolved again. */
async function openedPath(file: FileHandle, resolveAgain: () => Promise<string>): Promise<string> {
  const told = await readlink(`/proc/self/fd/${file.fd}`).catch(() => undefined);
  return told ?? resolveAgain();
}

/** Its text, or undefined where it is longer: a file may grow while it is read. */
async function readUpTo(file: FileHandle, maxBytes: number): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of file.createReadStream({ end: maxBytes, autoClose: false })) {
    chunks.push(chunk);
    size += chunk.length;
  }
  return size > maxBytes ? undefined : Buffer.concat(chunks).toString('utf8');
}
