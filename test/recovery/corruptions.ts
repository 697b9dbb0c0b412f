import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { Fault } from '../../src/daemon/model/fault.ts';
import { openStore } from '../../src/daemon/store/open.ts';
import type { Store } from '../../src/daemon/store/store.ts';
import { StoreFault } from '../../src/daemon/store/store_fault.ts';
import { endEvent, forwardEvent, row, write } from '../daemon/store/samples.ts';
import type { Chance } from './disk_model.ts';

const THREADS = 30;
const TURNS = 12;
const PAGE = 4096;
/** First bytes of pages of a tree. */
const TREE_PAGES: ReadonlySet<number> = new Set([2, 5, 10, 13]);

/** Everything that a store can tell. */
interface Told {
  readonly threads: number;
  readonly all: string;
}

export interface Template {
  /** After a clean end, and as a kill leaves it: with a log. */
  readonly clean: string;
  readonly unclean: string;
  /** A log that belongs to another database. */
  readonly foreignLog: string;
  readonly truth: Told;
}

/** State folders as a house has them after a while, with a backup from half of the time. */
export async function makeTemplate(root: string): Promise<Template> {
  const clean = join(root, 'clean');
  const unclean = join(root, 'unclean');
  const other = join(root, 'other');
  await fill(clean, 0, THREADS / 2);
  backUp(clean);
  const store = await openStore({ folder: clean, synchronous: 'NORMAL' });
  await append(store, THREADS / 2, THREADS);
  cpSync(clean, unclean, { recursive: true });
  const truth = await tellAll(store);
  await store.close();
  const second = await openStore({ folder: other, synchronous: 'NORMAL' });
  await append(second, 100, 140);
  cpSync(other, join(root, 'other-unclean'), { recursive: true });
  await second.close();
  return { clean, unclean, foreignLog: join(root, 'other-unclean', 'agentos.db-wal'), truth };
}

async function fill(folder: string, from: number, to: number): Promise<void> {
  const store = await openStore({ folder, synchronous: 'NORMAL' });
  await append(store, from, to);
  await store.close();
}

async function append(store: Store, from: number, to: number): Promise<void> {
  for (let n = from; n < to; n += 1) {
    const id = `thread-${n}`;
    const events = Array.from({ length: TURNS }, (_, turn) => {
      const seq = 2 * turn + 1;
      const text = `turn ${turn} of ${n} ${'word '.repeat((n * 7 + turn * 13) % 200)}`;
      return [
        forwardEvent(id, seq, { turn: turn + 1, key: String(turn + 1), data: { text } }),
        endEvent(id, seq + 1, { turn: turn + 1, key: String(turn + 1), data: { text: `Done with ${text}` } }),
      ];
    }).flat();
    await store.append({
      open: [row(id, { status: 'complete', turn: TURNS, seq: 2 * TURNS, updatedAt: 1_000 + n })],
      events,
      request: { client: 'cli', requestId: `request-${n}`, thread: id, turn: 1 },
      mail: [
        {
          client: 'cli',
          kind: 'reply',
          thread: id,
          turn: 1,
          body: { text: `Done ${n}`, status: 'complete', acted: false },
        },
      ],
      records: [write(`note-${n}`, { value: { text: `note ${n}` }, index: { n }, text: `note number ${n}` })],
    }).durable;
  }
}

function backUp(folder: string): void {
  mkdirSync(join(folder, 'backups'), { mode: 0o700 });
  const database = new Sqlite(join(folder, 'agentos.db'));
  database.prepare('VACUUM INTO ?').run(join(folder, 'backups', 'agentos-2026-11-22T21.00.00Z.db'));
  database.close();
}

async function tellAll(store: Store): Promise<Told> {
  const threads = await store.threads({ limit: 10_000 });
  const events = await Promise.all(threads.map(({ id }) => store.events(id)));
  const mail = (await store.mail('cli', 0, 10_000)).map(({ at: _at, ...rest }) => rest);
  const records = await store.records('notes', 'notes', { orderBy: 'n' }, []);
  const found = await store.searchRecords('notes', 'notes', 'number', 1_000, []);
  const requests = await Promise.all(threads.map((_, n) => store.request('cli', `request-${n}`)));
  const keys = found.map(({ key }) => key).sort();
  const all = JSON.stringify([threads, events, mail, await store.mailbox('cli'), records, keys, requests]);
  return { threads: threads.length, all };
}

export const WAYS = [
  'header',
  'page',
  'structure',
  'truncate',
  'empty',
  'missing',
  'missing log',
  'foreign log',
] as const;
/** `anywhere` is a bit of whatever there is: SQLite keeps no sums over its pages, so one in the middle of a text is not seen. */
export type Way = (typeof WAYS)[number] | 'anywhere';

/** `refused`: it would not open · `mended`: it opened, and everybody is told · `right`: it tells what is true · else a defect. */
export type Outcome = 'refused' | 'mended' | 'right' | 'wrong' | 'blank' | 'not kept';

/** Damages a copy of a template in one way, opens it as the daemon does, and sees what it tells. */
export async function damageOne(template: Template, folder: string, way: Way, chance: Chance): Promise<Outcome> {
  const needsLog = way.endsWith('log');
  cpSync(needsLog || chance() < 0.5 ? template.unclean : template.clean, folder, { recursive: true });
  damage(folder, way, template, chance);
  // It was last looked at more than a day ago.
  rmSync(join(folder, 'checked'), { force: true });
  const before = hashes(folder);
  try {
    return await judge(folder, template, before);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function judge(folder: string, { truth }: Template, before: readonly string[]): Promise<Outcome> {
  // What is found while it is used ends the process; the next start makes it good.
  for (let start = 0; start < 3; start += 1) {
    let told: Told;
    try {
      const store = await openStore({ folder, synchronous: 'FULL', mends: true });
      try {
        told = await tellAll(store);
      } finally {
        await store.close().catch(() => undefined);
      }
    } catch (error) {
      // A text that cannot be read any more: whoever asks for it is told so.
      if (error instanceof Fault && !(error instanceof StoreFault) && error.code === 'DATA_LOSS') return 'refused';
      if (!(error instanceof StoreFault) || error.reason !== 'damaged') throw error;
      if (existsSync(join(folder, 'suspect'))) continue;
      return start > 0 || sameStill(folder, before) ? 'refused' : 'not kept';
    }
    if (told.threads === 0) return 'blank';
    if (told.all === truth.all) return 'right';
    if (!told.all.includes('My memory was damaged')) return 'wrong';
    return keptAside(folder, before, start > 0) ? 'mended' : 'not kept';
  }
  return 'wrong';
}

function damage(folder: string, way: Way, { foreignLog }: Template, chance: Chance): void {
  const path = join(folder, 'agentos.db');
  const bytes = readFileSync(path);
  const pages = bytes.length / PAGE;
  const any = (below: number) => Math.floor(chance() * below);
  switch (way) {
    case 'header':
      for (let i = 0; i < 16 + any(84); i += 1) bytes[i] = any(256);
      writeFileSync(path, bytes);
      return;
    case 'page': {
      const at = any(pages) * PAGE;
      const zeros = chance() < 0.3;
      for (let i = at; i < at + PAGE; i += 1) bytes[i] = zeros ? 0 : any(256);
      writeFileSync(path, bytes);
      return;
    }
    case 'structure': {
      // Of a page of a tree: what runs over from a row is on pages that hold nothing but text.
      const starts = Array.from({ length: pages }, (_, page) => page * PAGE + (page === 0 ? 100 : 0));
      const trees = starts.filter((start) => TREE_PAGES.has(bytes[start] ?? 0));
      const at = (trees[any(trees.length)] ?? 0) + any(12);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << any(8));
      writeFileSync(path, bytes);
      return;
    }
    case 'anywhere': {
      const at = any(bytes.length);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << any(8));
      writeFileSync(path, bytes);
      return;
    }
    case 'truncate':
      truncateSync(path, chance() < 0.5 ? any(pages) * PAGE : any(bytes.length));
      return;
    case 'empty':
      truncateSync(path, 0);
      return;
    case 'missing':
      rmSync(path);
      return;
    case 'missing log':
      rmSync(`${path}-wal`);
      return;
    case 'foreign log':
      cpSync(foreignLog, `${path}-wal`);
  }
}

function hashes(folder: string): readonly string[] {
  const files = ['agentos.db', 'agentos.db-wal']
    .map((name) => join(folder, name))
    .filter((path) => (statSync(path, { throwIfNoEntry: false })?.size ?? 0) > 0);
  return files.map((path) => createHash('sha256').update(readFileSync(path)).digest('hex'));
}

function sameStill(folder: string, before: readonly string[]): boolean {
  return hashes(folder).join() === before.join();
}

/** Where it was used before the damage was met, what is kept is as it was then. */
function keptAside(folder: string, before: readonly string[], wasUsed: boolean): boolean {
  if (before.length === 0) return true;
  const aside = readdirSync(folder).filter((name) => name.startsWith('damaged-'));
  return aside.some((name) => wasUsed || sameStill(join(folder, name), before));
}
