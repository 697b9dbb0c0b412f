import { constants } from 'node:fs';
import { open, readdir, realpath } from 'node:fs/promises';
import { isAbsolute, join, sep } from 'node:path';
import { Fault } from '../model/fault.ts';
import type { Files } from '../model/service.ts';

const DEFAULT_MAX_BYTES = 16 * 1_024 * 1_024;

/**
 * Reads regular files under `roots`. A path is resolved first and checked then, and the file that was opened is compared with
 * the one that was checked, so that a link swapped in between is found. Relative paths are below the first root.
 */
export function filesUnder(roots: readonly string[]): Files {
  const resolvedRoots = Promise.all(roots.map((root) => realpath(root).catch(() => root)));

  async function resolveInside(path: string): Promise<string> {
    const resolved = await realpath(isAbsolute(path) ? path : join(roots[0] ?? '/', path));
    for (const root of await resolvedRoots) if (resolved === root || resolved.startsWith(root + sep)) return resolved;
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
          if ((await resolveInside(path)) !== resolved)
            throw new Fault('ABORTED', `${path} changed while it was opened.`);
          if (stat.size > maxBytes)
            throw new Fault('RESOURCE_EXHAUSTED', `${path} has ${stat.size} bytes; at most ${maxBytes} are read.`, {
              retryable: false,
            });
          return await file.readFile('utf8');
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
