import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileHit } from '../model/doors.ts';
import { at, type HeldFolder, holdInner, openRegular, within } from './held_folder.ts';

/** Where the search stops: one person's documents fit in it, a whole disk does not. */
const MAX_ENTRIES = 20_000;
const MAX_DEPTH = 12;
const MAX_FILE_BYTES = 512 * 1024;
const MAX_READ_BYTES = 64 * 1024 * 1024;
const MAX_LINE = 300;

interface Search {
  /** In lower case. */
  readonly words: readonly string[];
  readonly limit: number;
  readonly signal: AbortSignal;
  readonly hold: (path: string) => Promise<HeldFolder>;
  /** @throws for what is closed or outside */
  readonly check: (resolved: string) => Promise<void>;
}

/**
 * Looks through folders, without following links and without what is hidden: by name, and by text where it is text. It holds each
 * folder open while it is in it, so that what is swapped meanwhile leads nowhere else.
 */
export async function findIn(folders: readonly string[], search: Search): Promise<{ hits: FileHit[]; more: boolean }> {
  const words = search.words.map((word) => word.toLowerCase());
  const [named, inside]: [FileHit[], FileHit[]] = [[], []];
  const left = { entries: MAX_ENTRIES, bytes: MAX_READ_BYTES };
  let more = false;

  async function walk(folder: HeldFolder, depth: number): Promise<void> {
    const names = (await readdir(within(folder))).filter((name) => !name.startsWith('.')).sort();
    for (const name of names) {
      search.signal.throwIfAborted();
      if (left.entries <= 0) {
        more = true;
        return;
      }
      left.entries -= 1;
      const stats = await lstat(at(folder, name)).catch(() => undefined);
      if (stats?.isDirectory()) {
        if (depth === 0) more = true;
        else await inner(folder, name, depth - 1);
      } else if (stats?.isFile()) await look(folder, name);
    }
  }

  async function inner(folder: HeldFolder, name: string, depth: number): Promise<void> {
    // One that is closed, or gone by now, is not in what was looked for.
    const held = await holdInner(folder, name, search.check).catch(() => undefined);
    if (held === undefined) return;
    try {
      await walk(held, depth);
    } finally {
      await held.handle.close();
    }
  }

  async function look(folder: HeldFolder, name: string): Promise<void> {
    const path = join(folder.path, name);
    if (named.length >= search.limit && inside.length >= search.limit) {
      more = true;
      return;
    }
    try {
      await search.check(path);
      const { file, stats } = await openRegular(folder, name);
      try {
        const facts = { path, kind: 'file', bytes: stats.size, at: Math.round(stats.mtimeMs) } as const;
        if (hasAll(name, words)) {
          named.push(facts);
          return;
        }
        if (stats.size === 0 || stats.size > Math.min(MAX_FILE_BYTES, left.bytes)) {
          more ||= stats.size > 0;
          return;
        }
        left.bytes -= stats.size;
        const bytes = Buffer.alloc(stats.size);
        const { bytesRead } = await file.read(bytes, 0, stats.size, 0);
        const line = lineWith(bytes.subarray(0, bytesRead), words);
        if (line !== undefined) inside.push({ ...facts, line });
      } finally {
        await file.close();
      }
    } catch {
      // What may not be read is not found.
    }
  }

  for (const path of folders) {
    const held = await search.hold(path).catch((thrown: unknown) => {
      if (folders.length === 1) throw thrown;
      return undefined;
    });
    if (held === undefined) continue;
    try {
      await walk(held, MAX_DEPTH);
    } finally {
      await held.handle.close();
    }
  }
  const hits = [...named, ...inside];
  return { hits: hits.slice(0, search.limit), more: more || hits.length > search.limit };
}

function hasAll(text: string, words: readonly string[]): boolean {
  const said = text.toLowerCase();
  return words.every((word) => said.includes(word));
}

/** The first line with one of the words, of a text that has all of them; undefined for what is no text. */
function lineWith(bytes: Buffer, words: readonly string[]): string | undefined {
  if (bytes.subarray(0, 1_024).includes(0)) return undefined;
  const text = bytes.toString('utf8');
  if (!hasAll(text, words)) return undefined;
  const [first = ''] = words;
  const found = text.split('\n').find((line) => hasAll(line, [first])) ?? '';
  return found.trim().slice(0, MAX_LINE);
}
