import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { keptBackups } from '../../../src/daemon/store/backup_folder.ts';
import { Backups } from '../../../src/daemon/store/backups.ts';
import { Care } from '../../../src/daemon/store/care.ts';
import { openStore } from '../../../src/daemon/store/open.ts';
import type { Store } from '../../../src/daemon/store/store.ts';
import { builtChecker } from './bundled.ts';
import { forwardEvent, row, temporaryFolder } from './samples.ts';

let root: string;
let folder: string;
let remove: () => void;
let store: Store;
let care: Care;

beforeEach(() => {
  ({ folder: root, remove } = temporaryFolder());
  folder = join(root, 'state');
});
afterEach(async () => {
  await store.close();
  remove();
});

async function open(): Promise<void> {
  care = new Care();
  store = await openStore({ folder, synchronous: 'FULL', care: care.engineEnd });
  await store.append({ open: [row('t')], events: [] }).durable;
}

/** Seqs of the thread's events in a copy, as another program finds them. */
function seqsIn(path: string): number[] {
  const copy = new Sqlite(path, { readonly: true });
  const seqs = copy.prepare<[], number>('SELECT place & 0xffffff FROM events ORDER BY place').pluck().all();
  copy.close();
  return seqs;
}

const event = (seq: number) => forwardEvent('t', seq, { data: { text: 'x'.repeat(2_000) } });

/** Appends, some at once, until it is stopped. `acked` is how many are durable, one after the other. */
function load(inFlight: number) {
  const state = { said: 0, acked: 0, going: true };
  const workers = Array.from({ length: inFlight }, async () => {
    while (state.going) {
      state.said += 1;
      const mine = state.said;
      await store.append({ events: [event(mine)] }).durable;
      state.acked += 1;
    }
  });
  return {
    state,
    stop: async () => {
      state.going = false;
      await Promise.all(workers);
    },
  };
}

describe.each(['the same', 'another'] as const)('P19 T35 a backup that is checked on %s thread', (thread) => {
  test('while it is written to is sound, and holds all that was acknowledged before and nothing out of order', async () => {
    await open();
    const checker = thread === 'another' ? { checker: await builtChecker() } : {};
    const backups = new Backups({ care, folder, keep: 3, ...checker });
    const writing = load(8);
    for (let round = 0; round < 5; round += 1) {
      const before = writing.state.acked;
      const taken = await backups.take();
      const seqs = seqsIn(taken.path);
      // A prefix: from the first on, without a gap, at least as long as what was acknowledged before it was asked for.
      expect(seqs).toEqual(seqs.map((_, index) => index + 1));
      expect(seqs.length).toBeGreaterThanOrEqual(before);
      expect(seqs.length).toBeLessThanOrEqual(writing.state.said);
      expect(taken).toMatchObject({ threads: 1, format: expect.any(Number) });
    }
    expect(writing.state.acked).toBeGreaterThan(0);
    await writing.stop();
    // One file each, for the owner only; no more of them than were to be kept, and nothing half made.
    const kept = keptBackups(folder);
    expect(kept).toHaveLength(3);
    expect(readdirSync(join(folder, 'backups')).sort()).toEqual(kept.map(({ path }) => path.split('/').at(-1)).sort());
    for (const { path } of kept) expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test('goes to a file that is named, and never over one that is there', async () => {
    await open();
    const backups = new Backups({ care, folder, keep: 3 });
    const file = join(root, 'elsewhere.db');
    expect((await backups.take({ file })).path).toBe(file);
    writeFileSync(join(root, 'precious'), 'mine');
    await expect(backups.take({ file: join(root, 'precious') })).rejects.toMatchObject({ code: 'ALREADY_EXISTS' });
    for (const wrong of [join(folder, 'agentos.db-wal'), join(root, 'nowhere', 'x.db'), 'x.db'])
      await expect(backups.take({ file: wrong })).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    expect(existsSync(join(folder, 'backups'))).toBe(false);
  });
});

test('P19 of two backups at once the second waits for the first, and a third is refused', async () => {
  await open();
  let atWork = 0;
  const alone = {
    size: () => care.size(),
    copy: async (to: string) => {
      atWork += 1;
      await care.copy(to);
      expect(atWork).toBe(1);
      atWork -= 1;
    },
  };
  const backups = new Backups({ care: alone, folder, keep: 3 });
  const two = [backups.take(), backups.take()];
  await expect(backups.take()).rejects.toMatchObject({ code: 'RESOURCE_EXHAUSTED', retryable: true });
  const taken = await Promise.all(two);
  expect(new Set(taken.map(({ path }) => path)).size).toBe(2);
  // One that fails holds up no other.
  const failing = backups.take({ file: 'x.db' });
  const after = backups.take();
  await expect(failing).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
  await after;
});

test('P19 a copy that is not sound never gets the name of a backup', async () => {
  await open();
  // The guard's twin: copied by something that leaves a page out.
  const torn = {
    size: () => care.size(),
    copy: async (to: string) => {
      await care.copy(to);
      const copy = new Sqlite(to);
      copy.pragma('journal_mode = DELETE');
      copy.unsafeMode();
      copy.pragma('writable_schema = ON');
      copy.exec(`UPDATE sqlite_schema SET rootpage = 2 WHERE name = 'events'`);
      copy.close();
    },
  };
  await store.append({ events: [event(1), event(2), event(3)] }).durable;
  await expect(new Backups({ care: torn, folder, keep: 3 }).take()).rejects.toMatchObject({ reason: 'damaged' });
  expect(readdirSync(join(folder, 'backups'))).toEqual([]);
});

test('P19 what a crash left half made is removed with the next backup', async () => {
  await open();
  mkdirSync(join(folder, 'backups'), { recursive: true });
  writeFileSync(join(folder, 'backups', '.agentos-2026-01-01T00.00.00Z.new'), 'half');
  writeFileSync(join(folder, 'backups', 'mine.db'), 'of the owner');
  const { path } = await new Backups({ care, folder, keep: 1 }).take();
  expect(readdirSync(join(folder, 'backups')).sort()).toEqual([path.split('/').at(-1), 'mine.db'].sort());
});

test.skipIf(!hasSqlite())('P19 another program finds the backup sound (needs sqlite3)', async () => {
  await open();
  await store.append({ events: [event(1), event(2)] }).durable;
  const { path } = await new Backups({ care, folder, keep: 1 }).take();
  expect(
    execFileSync('sqlite3', ['-readonly', path, 'PRAGMA integrity_check; SELECT count(*) FROM events']).toString(),
  ).toBe('ok\n2\n');
});

function hasSqlite(): boolean {
  try {
    execFileSync('sqlite3', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

test('P19 backups from a clock that ran ahead do not push out those that are made now', async () => {
  await open();
  const backups = join(folder, 'backups');
  mkdirSync(backups, { recursive: true });
  for (const year of [2101, 2102, 2103]) writeFileSync(join(backups, `agentos-${year}-01-01T00.00.00Z.db`), '');
  const taken = [];
  for (let day = 1; day <= 4; day += 1) {
    const now = () => Date.UTC(2026, 0, day);
    const made = new Backups({ care, folder, keep: 3, now });
    taken.push((await made.take()).path);
    expect(made.latest?.path).toBe(taken.at(-1));
  }
  expect(keptBackups(folder).map(({ path }) => path)).toEqual(taken.slice(1).reverse());
});
