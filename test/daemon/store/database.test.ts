import {
  cpSync,
  existsSync,
  lchownSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import Sqlite, { type Database } from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { assertSynchronous, openDatabase } from '../../../src/daemon/store/database.ts';
import { lookAtStore } from '../../../src/daemon/store/look.ts';
import { markInUse } from '../../../src/daemon/store/marks.ts';
import { FORMAT } from '../../../src/daemon/store/migrations.ts';
import { openStore } from '../../../src/daemon/store/open.ts';
import { temporaryFolder } from './samples.ts';

let root: string;
let folder: string;
let path: string;
let remove: () => void;

beforeEach(() => {
  ({ folder: root, remove } = temporaryFolder());
  folder = join(root, 'state');
  path = join(folder, 'agentos.db');
});
afterEach(() => remove());

/** A folder that was in use. */
function used(): void {
  openDatabase(folder, 'FULL').release();
}

/** Changes the database as no owner would. */
function tamper(sql: string): void {
  const database = new Sqlite(path);
  database.exec(sql);
  database.close();
}

const opening = () => openDatabase(folder, 'FULL').release();

describe('a state folder that is a link', () => {
  test('is one’s own to make', () => {
    mkdirSync(join(root, 'elsewhere'));
    symlinkSync(join(root, 'elsewhere'), folder);
    opening();
    expect(statSync(join(root, 'elsewhere', 'agentos.db')).isFile()).toBe(true);
    expect(statSync(join(root, 'elsewhere')).mode & 0o777).toBe(0o700);
  });

  test.skipIf(process.geteuid?.() !== 0)(
    'is refused where it belongs to another (needs the superuser to make one)',
    () => {
      mkdirSync(join(root, 'elsewhere'), { mode: 0o755 });
      symlinkSync(join(root, 'elsewhere'), folder);
      lchownSync(folder, 12_345, 12_345);
      expect(opening).toThrow(/belongs to another user \(12345\)/);
      expect(readdirSync(join(root, 'elsewhere'))).toEqual([]);
      expect(statSync(join(root, 'elsewhere')).mode & 0o777).toBe(0o755);
    },
  );
});

describe('synchronous', () => {
  const level = (synchronous: 'FULL' | 'NORMAL') => {
    const { database, release } = openDatabase(folder, synchronous);
    const found = database.pragma('synchronous', { simple: true });
    release();
    return found;
  };

  test('is FULL on every open', () => {
    expect([level('FULL'), level('FULL'), level('FULL')]).toEqual([2, 2, 2]);
  });

  test('is NORMAL only when asked', () => {
    expect([level('NORMAL'), level('FULL'), level('NORMAL')]).toEqual([1, 2, 1]);
  });

  test('would be NORMAL on a later open if it were not set: why it is', () => {
    used();
    const plain = new Sqlite(path);
    plain.prepare('SELECT count(*) FROM threads').get();
    expect(plain.pragma('synchronous', { simple: true })).toBe(1);
    plain.close();
  });

  test('is asserted', () => {
    const { database, release } = openDatabase(folder, 'FULL');
    expect(() => assertSynchronous(database, 'FULL')).not.toThrow();
    database.pragma('synchronous = NORMAL');
    expect(() => assertSynchronous(database, 'FULL')).toThrow(/level 1, not 2/);
    release();
  });
});

describe('the folder', () => {
  test('is for its owner only, also where it was open to others', () => {
    opening();
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    rmSync(folder, { recursive: true });
    mkdirSync(folder, { mode: 0o755 });
    opening();
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  test('is closed to other programs while its owner works', () => {
    const { release } = openDatabase(folder, 'FULL');
    const other = new Sqlite(path, { timeout: 0 });
    expect(() => other.prepare('SELECT count(*) FROM threads').get()).toThrow(/locked/);
    other.close();
    release();
    expect(() => tamper('SELECT count(*) FROM threads')).not.toThrow();
  });
});

describe('a folder that was in use', () => {
  const damaged = expect.objectContaining({ reason: 'damaged', code: 'DATA_LOSS' });
  beforeEach(used);

  test('opens again', () => {
    expect(opening).not.toThrow();
  });

  test('without its database is damaged, not new, and is left as it is', () => {
    rmSync(path);
    expect(opening).toThrow(damaged);
    expect(existsSync(path)).toBe(false);
  });

  test('with a database of no bytes is damaged', () => {
    truncateSync(path, 0);
    expect(opening).toThrow(damaged);
    expect(statSync(path).size).toBe(0);
  });

  test('with a new, empty database is damaged', () => {
    rmSync(path);
    tamper('CREATE TABLE blank (x)');
    expect(opening).toThrow(damaged);
  });

  test('with the database of another folder is damaged', () => {
    tamper("UPDATE identity SET id = 'another'");
    expect(opening).toThrow(damaged);
  });

  test('with a file that is no database is damaged', () => {
    writeFileSync(path, 'x'.repeat(8192));
    expect(opening).toThrow(damaged);
  });

  test('that lost only its memory of that gets it back from the database', () => {
    rmSync(join(folder, 'identity.json'));
    opening();
    truncateSync(path, 0);
    expect(opening).toThrow(damaged);
  });

  test.each(['', '{"id": 5}', 'rubbish'])(
    'whose memory of that cannot be read (%j) goes on with what stands there',
    (text) => {
      const memory = join(folder, 'identity.json');
      writeFileSync(memory, text);
      opening();
      expect(lookAtStore(folder)).toMatchObject({ state: 'sound' });
      // It remembers again.
      tamper("UPDATE identity SET id = 'another'");
      expect(opening).toThrow(damaged);
    },
  );

  test('whose memory cannot be read, and without its database, is damaged all the same', () => {
    writeFileSync(join(folder, 'identity.json'), '');
    rmSync(path);
    expect(opening).toThrow(damaged);
  });

  test('whose lock is no lock says so, and what to do', () => {
    writeFileSync(join(folder, 'owner.lock'), 'x'.repeat(4096));
    expect(opening).toThrow(/owner\.lock cannot be used as a lock/);
    rmSync(join(folder, 'owner.lock'));
    expect(opening).not.toThrow();
  });

  test('is refused through the front door as well, on either thread', async () => {
    truncateSync(path, 0);
    await expect(openStore({ folder, synchronous: 'FULL' })).rejects.toEqual(damaged);
  });
});

describe('what is told on opening', () => {
  const told = () => {
    const opened = openDatabase(folder, 'FULL');
    opened.release();
    return opened.told;
  };

  test('is that a database was made, and nothing after a clean end', () => {
    expect(told()).toEqual(['The database was made.']);
    expect(told()).toEqual([]);
  });

  test('is that it was checked, where the log was left behind', () => {
    const opened = openDatabase(folder, 'FULL');
    opened.database.exec("INSERT INTO matches (rule, key, at) VALUES ('r', 'k', 1)");
    const copy = join(root, 'left');
    // As a crash would leave it. Nothing is written after: copying a file in use drops its locks.
    cpSync(folder, copy, { recursive: true });
    opened.release();
    folder = copy;
    expect(told()).toEqual([expect.stringContaining('was checked')]);
  });
});

test('P5 an opening that fails leaves the log of the life before where it is, and is not missed by the next', () => {
  const opened = openDatabase(folder, 'FULL');
  opened.database.exec("INSERT INTO matches (rule, key, at) VALUES ('r', 'k', 1)");
  const left = join(root, 'left');
  cpSync(folder, left, { recursive: true });
  opened.release();
  folder = left;
  markInUse(folder);
  const { pragma } = Sqlite.prototype;
  const failing = vi.spyOn(Sqlite.prototype, 'pragma').mockImplementation(function (this: Database, ...asked) {
    if (/^synchronous/.test(asked[0]) && asked[1] === undefined) throw new Error('the disk did not answer');
    return pragma.apply(this, asked);
  });
  expect(opening).toThrow(/did not answer/);
  failing.mockRestore();
  expect(statSync(join(folder, 'agentos.db-wal')).size).toBeGreaterThan(0);
  const again = openDatabase(folder, 'FULL');
  expect(again.database.prepare('SELECT key FROM matches').pluck().all()).toEqual(['k']);
  again.release();
});

describe('migrations', () => {
  test('bring a new database to the format of this version', () => {
    const { database, release } = openDatabase(folder, 'FULL');
    expect(database.pragma('user_version', { simple: true })).toBe(FORMAT);
    release();
  });

  test('refuse a database of a later version, and leave it as it is', () => {
    used();
    tamper(`PRAGMA user_version = ${FORMAT + 1}`);
    expect(opening).toThrow(
      expect.objectContaining({ reason: 'newer', message: expect.stringMatching(/newer AgentOS/) }),
    );
    tamper(`PRAGMA user_version = ${FORMAT}`);
    expect(opening).not.toThrow();
  });

  test('a first run that was cut short before its commit begins again', () => {
    mkdirSync(folder, { mode: 0o700 });
    tamper('PRAGMA journal_mode = WAL');
    expect(opening).not.toThrow();
  });
});

describe('plans', () => {
  const plan = (sql: string) => {
    const { database, release } = openDatabase(folder, 'FULL');
    const rows = database.prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all();
    release();
    return rows.map(({ detail }) => detail).join('; ');
  };

  test('open threads, notes and bounds of turns are read by their partial indexes', () => {
    expect(plan("SELECT id FROM threads WHERE status IN ('active', 'waiting') ORDER BY key")).toContain('threads_open');
    expect(plan('SELECT place FROM events WHERE place > 1 AND place <= 2 AND role = 3')).toContain('events_notes');
    expect(plan('SELECT place FROM events WHERE place >> 24 = 1 AND turn > 2 AND role IN (1, 2)')).toMatch(
      /events_bounds \(<expr>=\? AND turn>\?\)/,
    );
    expect(plan('SELECT id FROM threads WHERE updated_at < 5 ORDER BY updated_at DESC, key DESC')).not.toContain(
      'TEMP B-TREE',
    );
  });
});
