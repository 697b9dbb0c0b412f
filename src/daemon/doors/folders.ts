import { lstat, readdir, realpath, unlink } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, normalize } from 'node:path';
import { type FileFacts, type Folders, NO_FOLDERS } from '../model/doors.ts';
import { Fault } from '../model/fault.ts';
import { fileFault, isMissing } from './file_fault.ts';
import { findIn } from './file_search.ts';
import {
  assertHash,
  factsOf,
  hashOf,
  MAX_WRITE_BYTES,
  moveHeld,
  readUpTo,
  shown,
  textOf,
  writeHeld,
} from './held_file.ts';
import { assertRegular, at, type HeldFolder, holdFolder, isIn, openRegular, within } from './held_folder.ts';

/** Belongs to the machine, whatever the settings say. */
const MACHINE = ['/proc', '/sys', '/dev', '/run'];

/**
 * The folders that the settings name, and what may be done in them.
 * @param roots may be read  @param writeRoots may be read and written
 * @param closed paths that are nobody's, with all below them, wherever they stand and whatever leads there
 */
export function foldersOf(roots: readonly string[], writeRoots: readonly string[], closed: readonly string[]): Folders {
  const readable = [...new Set([...roots, ...writeRoots])];

  /** Lets a path pass that is in one of these folders, as it is resolved. What is closed may come into being after the start. */
  const checkIn = (folders: readonly string[], why: string) => async (resolved: string) => {
    for (const path of [...MACHINE, ...closed]) {
      if (isIn(resolved, await real(path)))
        throw new Fault('PERMISSION_DENIED', `${resolved} is not for services to use.`);
    }
    for (const folder of folders) {
      const root = await real(folder);
      if (!isIn(resolved, root)) continue;
      // What is hidden are the settings of other programs, and keys.
      if (/\/\./.test(resolved.slice(root === '/' ? 0 : root.length)))
        throw new Fault('PERMISSION_DENIED', `${resolved} is hidden; hidden files are not for services to use.`);
      return;
    }
    throw new Fault('PERMISSION_DENIED', `${resolved} is outside the folders that ${why}`);
  };
  const mayRead = checkIn(readable, 'may be read; add its folder to roots in [files].');
  const mayWrite = checkIn(writeRoots, 'may be written to; add its folder to write_roots in [files].');

  /** Does something with a name in the folder that it stands in: for a relative path in the first root where that goes. */
  async function inParent<T>(
    path: string,
    places: readonly string[],
    check: (resolved: string) => Promise<void>,
    run: (parent: HeldFolder, name: string) => Promise<T>,
  ): Promise<T> {
    const wanted = plainPath(path);
    if (!isAbsolute(wanted) && places.length === 0) await check(wanted);
    const tried = isAbsolute(wanted) ? [wanted] : places.map((root) => join(root, wanted));
    let missing: unknown;
    for (const one of tried) {
      try {
        const name = basename(one);
        if (name === '') throw new Fault('PERMISSION_DENIED', `${path} is outside the folders that may be used.`);
        const parent = await holdFolder(dirname(one), check);
        try {
          await check(join(parent.path, name));
          return await run(parent, name);
        } finally {
          await parent.handle.close();
        }
      } catch (thrown) {
        if (!isMissing(thrown)) throw fileFault(thrown, path);
        missing ??= thrown;
      }
    }
    throw fileFault(missing, path);
  }

  async function listHeld(folder: HeldFolder, limit: number): Promise<{ files: FileFacts[]; more: boolean }> {
    const names = (await readdir(within(folder))).filter((name) => !name.startsWith('.')).sort();
    const files: FileFacts[] = [];
    for (const name of names) {
      if (files.length === limit) return { files, more: true };
      const facts = await factsOf(folder, name).catch(() => undefined);
      const open =
        facts &&
        (await mayRead(facts.path).then(
          () => true,
          () => false,
        ));
      if (facts && open) files.push(facts);
    }
    return { files, more: false };
  }

  /** Opens a folder itself: a root, or one below. */
  async function holdListed(path: string): Promise<HeldFolder> {
    const wanted = plainPath(path);
    const tried = isAbsolute(wanted) ? [wanted] : readable.map((root) => join(root, wanted));
    let missing: unknown = new Fault('PERMISSION_DENIED', 'No folder may be read; name one under roots in [files].');
    for (const one of tried) {
      try {
        return await holdFolder(one, mayRead);
      } catch (thrown) {
        if (!isMissing(thrown)) throw thrown;
        missing = thrown;
      }
    }
    throw missing;
  }

  return {
    roots: readable,
    writeRoots,

    async folder(path) {
      try {
        const [first] = readable;
        if (path === undefined && first === undefined) return await NO_FOLDERS.folder(path);
        const held = await holdListed(path ?? first ?? '');
        await held.handle.close();
        return held.path;
      } catch (thrown) {
        throw fileFault(thrown, path ?? 'The folders');
      }
    },

    stat: (path) => inParent(path, readable, mayRead, factsOf),

    async list(path, limit) {
      try {
        if (path === undefined) {
          const held = await Promise.all(readable.map((root) => rootFacts(root)));
          return { files: held.flatMap((facts) => facts ?? []).slice(0, limit), more: held.length > limit };
        }
        const folder = await holdListed(path);
        try {
          return await listHeld(folder, limit);
        } finally {
          await folder.handle.close();
        }
      } catch (thrown) {
        throw fileFault(thrown, path ?? 'The folders');
      }
    },

    read: (path, maxBytes) =>
      inParent(path, readable, mayRead, async (parent, name) => {
        const { file, stats } = await openRegular(parent, name);
        try {
          const bytes = stats.size > maxBytes ? undefined : await readUpTo(file, maxBytes);
          if (bytes === undefined)
            throw new Fault('RESOURCE_EXHAUSTED', `${path} is larger than the ${maxBytes} bytes that are read.`, {
              retryable: false,
            });
          return { ...shown(parent, name, stats), bytes: bytes.length, text: textOf(bytes, path), hash: hashOf(bytes) };
        } finally {
          await file.close();
        }
      }),

    async write(path, text, before) {
      const bytes = Buffer.from(text, 'utf8');
      if (bytes.length > MAX_WRITE_BYTES)
        throw new Fault('RESOURCE_EXHAUSTED', `${path}: ${bytes.length} bytes are more than ${MAX_WRITE_BYTES}.`, {
          retryable: false,
        });
      return inParent(path, writeRoots, mayWrite, async (parent, name) => {
        await writeHeld(parent, name, bytes, before);
        await parent.handle.sync();
        return { ...(await factsOf(parent, name)), hash: hashOf(bytes) };
      });
    },

    move: (from, to) =>
      inParent(from, writeRoots, mayWrite, async (parent, name) => {
        assertRegular(await lstat(at(parent, name)), from);
        // A bare name stays in the folder that the file is in.
        const target = isAbsolute(to) || to.includes('/') ? to : join(parent.path, to);
        return inParent(target, writeRoots, mayWrite, async (into, as) => {
          await moveHeld({ folder: parent, name }, { folder: into, name: as });
          await Promise.all([parent.handle.sync(), into.handle.sync()]);
          return { from: join(parent.path, name), to: await factsOf(into, as) };
        });
      }),

    remove: (path, was) =>
      inParent(path, writeRoots, mayWrite, async (parent, name) => {
        if (was.hash !== undefined) await assertHash(parent, name, was.hash);
        const { file, stats } = await openRegular(parent, name);
        await file.close();
        if (was.bytes !== undefined && stats.size !== was.bytes)
          throw new Fault('ABORTED', `${path} has ${stats.size} bytes now, not ${was.bytes}: it has changed.`);
        await unlink(at(parent, name));
        await parent.handle.sync();
        return shown(parent, name, stats);
      }),

    async find(words, { signal, limit, folder }) {
      try {
        const starts = folder === undefined ? [...new Set(await Promise.all(readable.map(real)))] : [folder];
        return await findIn(folder === undefined ? outermost(starts) : starts, {
          words,
          signal,
          limit,
          hold: holdListed,
          check: mayRead,
        });
      } catch (thrown) {
        throw fileFault(thrown, folder ?? 'The folders');
      }
    },
  };

  async function rootFacts(root: string): Promise<FileFacts | undefined> {
    const folder = await holdListed(root).catch(() => undefined);
    if (folder === undefined) return undefined;
    const { mtimeMs } = await folder.handle.stat().finally(() => folder.handle.close());
    return { path: folder.path, kind: 'folder', bytes: 0, at: Math.round(mtimeMs) };
  }
}

function real(path: string): Promise<string> {
  return realpath(path).catch(() => path);
}

/** Without those that stand in another. */
function outermost(folders: readonly string[]): string[] {
  return folders.filter((one) => !folders.some((other) => other !== one && isIn(one, other)));
}

function plainPath(path: string): string {
  if (path === '' || /\p{Cc}/u.test(path)) throw new Fault('INVALID_ARGUMENT', 'That is not a path.');
  // A leading slash is a path of the machine; what climbs out of a root is judged by where it leads.
  return normalize(path).replace(/(?<=.)\/$/, '');
}
