import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { lstat, open, readlink } from 'node:fs/promises';
import { join } from 'node:path';

/** A larger file is told apart by its size and time alone. */
const MAX_HASHED_BYTES = 16 * 1024 * 1024;
/** What `{text}` may stand for. */
export const MAX_TEXT_BYTES = 8 * 1024;

/** What is known of a file once it has been looked at. */
export interface Seen {
  readonly size: number;
  /** Milliseconds since the epoch. */
  readonly mtimeMs: number;
  /** SHA-256 in hex; null where it was not read, or is too large to be. */
  readonly hash: string | null;
}

export type Stat = Pick<Seen, 'size' | 'mtimeMs'>;

/** A plain file's size and time; undefined for what is not there, and for links, folders, pipes and devices. */
export async function statOf(path: string): Promise<Stat | undefined> {
  const found = await lstat(path).catch((thrown: NodeJS.ErrnoException) => {
    if (thrown.code === 'ENOENT' || thrown.code === 'ENOTDIR') return undefined;
    throw thrown;
  });
  return found?.isFile() ? { size: found.size, mtimeMs: found.mtimeMs } : undefined;
}

export interface Read {
  readonly seen: Seen;
  /** Absent where it was not wanted. A sentence in place of the text says why there is none. */
  readonly text?: { readonly is: string } | { readonly refused: string };
  /** It was written to meanwhile: what was read is half of it. */
  readonly moving: boolean;
}

/**
 * Reads a file below a folder, whose own path has no links in it. A link in place of the file, or of a folder on the way to it,
 * is not followed out: the opened file has to be below the folder.
 * @param folder absolute, resolved
 * @returns undefined where it is not (any more) a plain file in there
 */
export async function readIn(folder: string, path: string, wantsText: boolean): Promise<Read | undefined> {
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const file = await open(join(folder, path), flags).catch((thrown: NodeJS.ErrnoException) => {
    if (['ENOENT', 'ENOTDIR', 'ELOOP', 'ENXIO'].includes(thrown.code ?? '')) return undefined;
    throw thrown;
  });
  if (!file) return undefined;
  try {
    const before = await file.stat();
    const really = await readlink(`/proc/self/fd/${file.fd}`).catch(() => join(folder, path));
    if (!before.isFile() || !really.startsWith(folder === '/' ? '/' : `${folder}/`)) return undefined;
    const { size, mtimeMs } = before;
    const hash = createHash('sha256');
    if (size <= MAX_HASHED_BYTES) {
      for await (const chunk of file.createReadStream({ start: 0, end: Math.max(0, size - 1), autoClose: false }))
        hash.update(chunk);
    }
    const text = wantsText ? await textOf(file, size) : undefined;
    const after = await file.stat();
    return {
      seen: { size, mtimeMs, hash: size <= MAX_HASHED_BYTES ? hash.digest('hex') : null },
      moving: after.size !== size || after.mtimeMs !== mtimeMs,
      ...(text === undefined ? {} : { text }),
    };
  } finally {
    await file.close();
  }
}

async function textOf(file: Awaited<ReturnType<typeof open>>, size: number): Promise<NonNullable<Read['text']>> {
  if (size > MAX_TEXT_BYTES)
    return { refused: `It has ${size} bytes; {text} takes ${MAX_TEXT_BYTES}. Use {path} or {name} instead.` };
  const { buffer, bytesRead } = await file.read(Buffer.alloc(size), 0, size, 0);
  const bytes = buffer.subarray(0, bytesRead);
  try {
    const is = new TextDecoder('utf-8', { fatal: true }).decode(bytes).trim();
    if (bytes.includes(0)) throw new TypeError('a NUL byte');
    return is === '' ? { refused: 'It is empty, so there is nothing to say.' } : { is };
  } catch {
    return { refused: 'It is not text in UTF-8, so {text} cannot be said. Use {path} or {name} instead.' };
  }
}
