import { spawnSync } from 'node:child_process';
import {
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Backups } from '../../../src/daemon/store/backups.ts';
import { Care } from '../../../src/daemon/store/care.ts';
import { openDatabase } from '../../../src/daemon/store/database.ts';
import { openStore } from '../../../src/daemon/store/open.ts';
import { restore } from '../../../src/daemon/store/restore.ts';
import type { Store } from '../../../src/daemon/store/store.ts';
import { bundle } from './bundled.ts';
import { endEvent, forwardEvent, row, temporaryFolder } from './samples.ts';

let root: string;
let folder: string;
let remove: () => void;
const NOW = Date.UTC(2026, 0, 31, 8);

beforeEach(() => {
  ({ folder: root, remove } = temporaryFolder());
  folder = join(root, 'state');
});
afterEach(() => remove());

async function withStore<T>(use: (store: Store, care: Care) => Promise<T>, at = folder): Promise<T> {
  const care = new Care();
  const store = await openStore({ folder: at, synchronous: 'FULL', care: care.engineEnd });
  try {
    return await use(store, care);
  } finally {
    await store.close();
  }
}

const opened = { client: 'cli', interface: 'cli', channel: 'owner', canConfirm: true } as const;
const mail = (text: string) => ({ client: 'cli', kind: 'reply', thread: 'a', turn: 1, body: { text } }) as const;

/** A folder with one thread that is done and one whose turn runs; a backup of it; and what came after. */
async function lived(): Promise<string> {
  return withStore(async (store, care) => {
    await store.append({
      open: [row('a', { status: 'complete', seq: 2 }), row('b', { status: 'active' })],
      events: [forwardEvent('a', 1), endEvent('a', 2), forwardEvent('b', 1, { opened })],
      mail: [mail('before')],
    }).durable;
    const { path } = await new Backups({ care, folder, keep: 3, now: () => NOW }).take();
    await store.append({ open: [row('c')], events: [forwardEvent('c', 1)], mail: [mail('after 1'), mail('after 2')] })
      .durable;
    return path;
  });
}

const threads = () => withStore(async (store) => (await store.threads()).map(({ id }) => id).sort());

describe('P19 a backup that is put back', () => {
  test('is what was there then; what is there now is moved aside whole', async () => {
    const file = await lived();
    const bytes = readFileSync(file);
    const restored = await restore(folder, file, NOW);
    expect(restored).toMatchObject({ life: 'same', threads: 2, interrupted: 1 });
    expect(await threads()).toEqual(['a', 'b']);
    expect(readFileSync(file)).toEqual(bytes);
    // Nothing was deleted: the other state opens where it was put.
    const kept = restored.kept ?? '';
    writeFileSync(join(kept, 'identity.json'), readFileSync(join(folder, 'identity.json')));
    expect(await withStore(async (store) => (await store.threads()).length, kept)).toBe(3);
    // And it can be put back in its turn, log and all.
    expect(await restore(folder, join(kept, 'agentos.db'), NOW + 1_000)).toMatchObject({ life: 'same', threads: 3 });
    expect(await threads()).toEqual(['a', 'b', 'c']);
  });

  test('twice within a second: what was there before each is kept, in folders of their own', async () => {
    const file = await lived();
    const first = await restore(folder, file, NOW);
    const second = await restore(folder, file, NOW);
    expect(second.kept).not.toBe(first.kept);
    const threadsIn = (kept = '') => {
      writeFileSync(join(kept, 'identity.json'), readFileSync(join(folder, 'identity.json')));
      return withStore(async (store) => (await store.threads()).length, kept);
    };
    expect([await threadsIn(first.kept), await threadsIn(second.kept)]).toEqual([3, 2]);
  });

  test('does not go on with what was under way then, and says so', async () => {
    await restore(folder, await lived(), NOW);
    await withStore(async (store) => {
      expect(await store.openThreads()).toEqual([]);
      expect(await store.thread('b')).toMatchObject({ status: 'failed', seq: 2 });
      const events = await store.events('b');
      expect(events.map(({ seq, turn, direction }) => [seq, turn, direction])).toEqual([
        [1, 1, 'FORWARD'],
        [2, 1, 'END'],
      ]);
      expect(events[1]).toMatchObject({
        error: { code: 'ABORTED' },
        stopped: true,
        cause: 'b-1',
        key: '1',
        to: ['client:cli'],
      });
      const told = (await store.mail('cli', 0, 10)).at(-1);
      expect(told).toMatchObject({ thread: 'b', turn: 1, body: { status: 'failed', code: 'ABORTED' } });
    });
  });

  test('P16 hides no new mail from a client that remembers offsets from after it', async () => {
    await restore(folder, await lived(), NOW);
    await withStore(async (store) => {
      // The client has seen offset 3 of the life that was put away.
      const [offset] = (await store.append({ events: [], mail: [mail('new')] }).applied).offsets;
      const news = await store.mail('cli', 3, 10);
      expect(news.at(-1)).toMatchObject({ offset, body: { text: 'new' } });
      expect((await store.mailbox('cli')).last).toBe(offset);
    });
  });

  test('may be of another life: that is said, and the folder is that one’s from then on', async () => {
    const other = await lived();
    const away = join(root, 'away.db');
    cpSync(other, away);
    rmSync(folder, { recursive: true });
    await withStore((store) => store.append({ open: [row('mine')], events: [] }).durable);
    const identity = readFileSync(join(folder, 'identity.json'));
    const restored = await restore(folder, away, NOW);
    expect(restored).toMatchObject({ life: 'other' });
    expect(await threads()).toEqual(['a', 'b']);
    expect(readFileSync(join(restored.kept ?? '', 'identity.json'))).toEqual(identity);
  });

  test('may come into a folder that is empty, or not there', async () => {
    const away = join(root, 'away.db');
    cpSync(await lived(), away);
    rmSync(folder, { recursive: true });
    const restored = await restore(folder, away, NOW);
    expect(restored).toMatchObject({ life: 'new' });
    expect(restored.kept).toBeUndefined();
    expect(await threads()).toEqual(['a', 'b']);
  });
});

describe('P19 nothing is put back', () => {
  test('while a daemon works in the folder', async () => {
    const file = await lived();
    await withStore(async (store) => {
      await expect(restore(folder, file, NOW)).rejects.toMatchObject({ reason: 'owned' });
      expect(await store.threads()).toHaveLength(3);
    });
  });

  test.each([
    ['is cut short', (file: string) => writeFileSync(file, readFileSync(file).subarray(0, 20_000))],
    ['has a page of zeros', (file: string) => writeFileSync(file, readFileSync(file).fill(0, 8_192, 12_288))],
    ['is empty', (file: string) => writeFileSync(file, '')],
    ['is something else', (file: string) => writeFileSync(file, 'a letter to a friend')],
    [
      'is another program’s',
      (file: string) => {
        rmSync(file);
        new Sqlite(file).exec('CREATE TABLE t (x)').close();
      },
    ],
  ])('where the file %s: the folder stays as it is', async (_how, spoil) => {
    const file = join(root, 'spoilt.db');
    cpSync(await lived(), file);
    spoil(file);
    const before = readdirSync(folder).sort();
    await expect(restore(folder, file, NOW)).rejects.toMatchObject({
      reason: 'damaged',
      message: expect.stringContaining(file),
    });
    expect(readdirSync(folder).sort()).toEqual(before);
    expect(await threads()).toEqual(['a', 'b', 'c']);
  });

  test('where a newer AgentOS wrote it', async () => {
    const file = join(root, 'newer.db');
    cpSync(await lived(), file);
    const copy = new Sqlite(file);
    copy.pragma('user_version = 999');
    copy.close();
    await expect(restore(folder, file, NOW)).rejects.toMatchObject({ reason: 'newer' });
    expect(await threads()).toEqual(['a', 'b', 'c']);
  });

  test('that is the database itself', async () => {
    await lived();
    await expect(restore(folder, join(folder, 'agentos.db'), NOW)).rejects.toThrow(/the database itself/);
    expect(await threads()).toEqual(['a', 'b', 'c']);
  });
});

test('P19 killed at each step of putting it back, there is the one or the other, and a second try does it', async () => {
  const program = fileURLToPath(await bundle(new URL('./killed.ts', import.meta.url)));
  const away = join(root, 'away.db');
  cpSync(await lived(), away);
  rmSync(folder, { recursive: true });
  // What stands there is of another life, and it ended without bringing its log home.
  await withStore((store) => store.append({ open: [row('mine')], events: [] }).durable);
  const asItWas = join(root, 'as_it_was');
  cpSync(folder, asItWas, { recursive: true });
  const run = (step: number) => spawnSync(process.execPath, [program, 'restore', folder, away, String(step)]);
  const found = new Set<string>();
  for (let step = 1; ; step += 1) {
    rmSync(folder, { recursive: true });
    cpSync(asItWas, folder, { recursive: true });
    const { signal } = run(step);
    const there = (await threads()).join(' ');
    expect(['mine', 'a b']).toContain(there);
    found.add(there);
    await restore(folder, away, 1_000_000);
    expect(await threads()).toEqual(['a', 'b']);
    // The other is kept, in one whole piece.
    const kept = readdirSync(folder).filter((name) => name.startsWith('replaced-'));
    const lives = kept.map((name) => existsSync(join(folder, name, 'agentos.db')));
    expect(lives).toContain(true);
    if (signal === null) break;
    expect(step).toBeLessThan(100);
  }
  expect([...found].sort()).toEqual(['a b', 'mine']);
});

test('the twin: moved aside before the new one is ready, a kill leaves a folder without a database', async () => {
  await lived();
  mkdirSync(join(folder, 'aside'));
  cpSync(join(folder, 'agentos.db'), join(folder, 'aside', 'agentos.db'));
  rmSync(join(folder, 'agentos.db'));
  expect(() => openDatabase(folder, 'FULL')).toThrow(/missing/);
});

describe('a restore that was cut short before it was ready', () => {
  test('exchanges nothing where the word that it is ready is empty: the next start goes on with what stands there', async () => {
    const file = await lived();
    mkdirSync(join(folder, 'mending'));
    cpSync(file, join(folder, 'mending', 'agentos.db'));
    writeFileSync(join(folder, 'mending', 'ready'), '');
    expect(await threads()).toEqual(['a', 'b', 'c']);
    expect(existsSync(join(folder, 'mending'))).toBe(false);
  });

  test('leads to no other folder than one of its own making', async () => {
    const file = await lived();
    mkdirSync(join(folder, 'mending'));
    cpSync(file, join(folder, 'mending', 'agentos.db'));
    writeFileSync(join(folder, 'mending', 'ready'), '../elsewhere');
    expect(await threads()).toEqual(['a', 'b', 'c']);
    expect(existsSync(join(root, 'elsewhere'))).toBe(false);
  });
});

describe('a backup that is not made of what AgentOS makes', () => {
  test.each([
    ['a trigger that deletes what is said', 'CREATE TRIGGER t AFTER INSERT ON events BEGIN DELETE FROM events; END'],
    ['a view in the place of a table', 'ALTER TABLE matches RENAME TO m; CREATE VIEW matches AS SELECT * FROM m'],
    ['a table that is missing', 'DROP TABLE mailboxes'],
    ['a column under another name', 'ALTER TABLE requests RENAME COLUMN at TO wrong'],
    ['an index that is missing', 'DROP INDEX threads_open'],
    ['the format of another', 'PRAGMA user_version = 2'],
    ['a format that none is', 'PRAGMA user_version = -1'],
    ['an id that is none', `UPDATE identity SET id = 'a"b'`],
  ])('is refused: %s', async (_what, sql) => {
    const file = await lived();
    const database = new Sqlite(file);
    database.exec(sql);
    database.close();
    await expect(restore(folder, file, NOW)).rejects.toMatchObject({
      reason: 'damaged',
      message: expect.stringContaining(file),
    });
    expect(await threads()).toEqual(['a', 'b', 'c']);
  });
});

test.skipIf(process.geteuid?.() !== 0)(
  'what the superuser puts back in another user’s folder is that user’s (needs to be the superuser)',
  async () => {
    const file = await lived();
    for (const name of readdirSync(folder)) chownSync(join(folder, name), 65534, 65534);
    chownSync(folder, 65534, 65534);
    rmSync(join(folder, 'owner.lock'));
    const { kept = '' } = await restore(folder, file, NOW);
    const made = ['agentos.db', 'identity.json', 'owner.lock'].map((name) => join(folder, name));
    for (const path of [...made, kept]) expect(statSync(path)).toMatchObject({ uid: 65534, gid: 65534 });
  },
);
