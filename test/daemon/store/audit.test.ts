import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { main } from '../../../src/daemon/audit/main.ts';
import { Audit } from '../../../src/daemon/runtime/gate/audit.ts';
import { verifyCopy } from '../../../src/daemon/store/audit_copy.ts';
import { openStore } from '../../../src/daemon/store/open.ts';
import { auditStatements } from '../../../src/daemon/store/statements/audit.ts';
import type { AuditWrite, Store } from '../../../src/daemon/store/store.ts';
import { migrationFiles } from './old_databases.ts';
import { row } from './samples.ts';

let folder = '';
const undo: (() => unknown)[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'agentos-audit-'));
  undo.push(() => rmSync(folder, { recursive: true, force: true }));
});
afterEach(async () => {
  for (const one of undo.splice(0).reverse()) await one();
});

const entry = (at: number, more: Partial<AuditWrite> = {}): AuditWrite => ({
  ...{ at, thread: 't', turn: 1, key: '1.0', subject: 'need.door', risk: 'danger', verdict: 'allowed', row: 'owner' },
  ...{ client: 'cli', channel: 'owner', labels: ['need.page'], call: 'c0ffee' },
  ...more,
});

async function kept(count: number): Promise<void> {
  const store = await openStore({ folder, synchronous: 'NORMAL' });
  for (let at = 1; at <= count; at += 1) await store.append({ events: [], audit: [entry(at)] }).durable;
  await store.close();
}

async function withStore<T>(work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore({ folder, synchronous: 'NORMAL' });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

const path = (): string => join(folder, 'agentos.db');

function tamper(sql: string): void {
  const database = new Sqlite(path());
  database.exec(sql);
  database.close();
}

test('S15 entries come back as they were written, in order, over a restart, and the chain holds', async () => {
  await kept(3);
  await withStore(async (store) => {
    await store.append({
      events: [],
      audit: [entry(4, { why: 'lone \ud800 surrogate', verdict: 'refused' }), entry(5)],
    }).durable;
    const rows = await store.audit({ limit: 100 });
    expect(rows.map(({ seq, at }) => [seq, at])).toEqual([1, 2, 3, 4, 5].map((at) => [at, at]));
    expect(rows[0]).toMatchObject(entry(1));
    expect(await store.audit({ afterSeq: 2, since: 4, limit: 1 })).toHaveLength(1);
    const audit = new Audit(store);
    const verified = await audit.verify();
    expect(verified).toEqual({ entries: 5, head: rows[4]?.hash });
    const last: number[] = [];
    for await (const { seq } of audit.entries({ after: 0, since: 0, last: 2 })) last.push(seq);
    expect(last).toEqual([4, 5]);
  });
  expect(await verifyCopy(path())).toMatchObject({ entries: 5 });
});

test('an empty record is sound', async () => {
  await kept(0);
  expect(await withStore((store) => new Audit(store).verify())).toMatchObject({ entries: 0 });
  expect(await verifyCopy(path())).toMatchObject({ entries: 0 });
});

test('an entry is true together with the events it came with, or not at all', async () => {
  await withStore(async (store) => {
    const match = { rule: 'r', key: 'k' };
    await store.append({ events: [], match, audit: [entry(1)] }).durable;
    await expect(store.append({ events: [], match, audit: [entry(2)] }).durable).rejects.toThrow();
    // Neighbours of what was refused stand, and the chain goes on without a gap.
    const [, refused, third] = [3, 4, 5].map((at) =>
      store.append({ events: [], ...(at === 4 ? { match } : {}), audit: [entry(at)] }),
    );
    await expect(refused?.durable).rejects.toThrow();
    await third?.durable;
    expect((await store.audit({ limit: 10 })).map(({ at }) => at)).toEqual([1, 3, 5]);
    expect(await new Audit(store).verify()).toMatchObject({ entries: 3 });
  });
});

describe('S15 what is tampered with is found, in the daemon and in a backup', () => {
  test.each([
    ['an entry is changed', "UPDATE audit SET body = replace(body, 'allowed', 'refused') WHERE seq = 3", 3],
    ['an entry and its hash are changed', "UPDATE audit SET body = '{}', hash = 'x' WHERE seq = 3", 3],
    ['a time is changed', 'UPDATE audit SET at = 99 WHERE seq = 2', 2],
    ['an entry is taken out', 'DELETE FROM audit WHERE seq = 2', 2],
    ['the first is taken out', 'DELETE FROM audit WHERE seq = 1', 1],
    ['the end is cut off', 'DELETE FROM audit WHERE seq > 3', 4],
    ['all of it is taken away', 'DELETE FROM audit', 1],
    ['one is put in', 'INSERT INTO audit SELECT 6, 6, body, hash FROM audit WHERE seq = 5', 6],
    [
      'two change places',
      'UPDATE audit SET seq = -1 WHERE seq = 2; UPDATE audit SET seq = 2 WHERE seq = 3; UPDATE audit SET seq = 3 WHERE seq = -1',
      2,
    ],
    ['the head is changed', "UPDATE audit_head SET hash = 'x'", 5],
  ])('%s', async (_, sql, seq) => {
    await kept(5);
    tamper(sql);
    expect((await verifyCopy(path())).broken?.seq).toBe(seq);
    expect((await withStore((store) => new Audit(store).verify())).broken?.seq).toBe(seq);
  });

  /** Two threads that ask for grave things in turn, so that the last entry of each is one of the last two. */
  async function keptOfThreads(count: number): Promise<void> {
    const store = await openStore({ folder, synchronous: 'NORMAL' });
    await store.append({ events: [], open: [row('a'), row('b'), row('quiet')] }).durable;
    for (let at = 1; at <= count; at += 1)
      await store.append({ events: [], audit: [entry(at, { thread: at % 2 === 0 ? 'a' : 'b' })] }).durable;
    await store.close();
  }

  /** Writes the record anew, with sound hashes throughout and a head that fits. */
  function forge(change: (at: number) => Partial<AuditWrite> | undefined): void {
    const database = new Sqlite(path());
    const bodies = database.prepare<[], string>('SELECT body FROM audit ORDER BY seq').pluck().all();
    database.exec('DELETE FROM audit; DELETE FROM audit_head');
    const statements = auditStatements(database);
    for (const body of bodies) {
      const before: AuditWrite = JSON.parse(body);
      const changed = change(before.at);
      // Caused by no thread that there is.
      if (changed) statements.add(before.at, JSON.stringify({ ...before, ...changed }), 'none');
    }
    database.close();
  }

  test.each([
    ['all of it and its head', () => tamper('DELETE FROM audit; DELETE FROM audit_head'), 1],
    ['the last, with a head that fits', () => forge((at) => (at < 5 ? {} : undefined)), 5],
    ['the last two, with a head that fits', () => forge((at) => (at < 4 ? {} : undefined)), 4],
    ['one in the middle, all after it written anew', () => forge((at) => (at === 3 ? undefined : {})), 4],
    ['the words of one, all after it written anew', () => forge((at) => (at === 2 ? { verdict: 'refused' } : {})), 4],
  ] as const)('the threads tell of it: %s', async (_, change, seq) => {
    await keptOfThreads(5);
    expect((await verifyCopy(path())).broken).toBeUndefined();
    change();
    expect((await verifyCopy(path())).broken?.seq).toBe(seq);
    expect((await withStore((store) => new Audit(store).verify())).broken?.seq).toBe(seq);
  });

  test('what is decided after all was taken away does not cover it', async () => {
    await keptOfThreads(5);
    tamper('DELETE FROM audit; DELETE FROM audit_head');
    await kept(20);
    expect((await verifyCopy(path())).broken?.seq).toBe(4);
  });

  test('a thread that is forgotten takes only its own word along, and an honest record stays sound', async () => {
    await keptOfThreads(5);
    tamper("DELETE FROM threads WHERE id = 'b'");
    expect(await verifyCopy(path())).toMatchObject({ entries: 5 });
    expect((await verifyCopy(path())).broken).toBeUndefined();
    forge((at) => (at < 4 ? {} : undefined));
    expect((await verifyCopy(path())).broken?.seq).toBe(4);
  });

  test('threads of before are told of what they have caused', async () => {
    await keptOfThreads(5);
    tamper('DROP INDEX threads_by_audit; ALTER TABLE threads DROP COLUMN audit_seq');
    tamper('ALTER TABLE threads DROP COLUMN audit_hash; PRAGMA user_version = 5');
    expect(await verifyCopy(path())).toMatchObject({ entries: 5 });
    tamper((await migrationFiles())[5] ?? '');
    tamper('PRAGMA user_version = 6');
    expect((await verifyCopy(path())).broken).toBeUndefined();
    tamper('DELETE FROM audit; DELETE FROM audit_head');
    expect((await verifyCopy(path())).broken?.seq).toBe(1);
  });

  test('one that was written anew from the first to the last is told by its head alone', async () => {
    await kept(5);
    const before = await verifyCopy(path());
    rmSync(folder, { recursive: true, force: true });
    await kept(4);
    const after = await verifyCopy(path());
    expect(after.broken).toBeUndefined();
    expect(after.head).not.toBe(before.head);
  });
});

test('what is no backup is refused', async () => {
  await expect(verifyCopy(join(folder, 'none.db'))).rejects.toMatchObject({ reason: 'damaged' });
});

test('a backup is verified with no daemon: in words, as JSON, and by its exit code', async () => {
  await kept(2);
  const told: string[] = [];
  const streams = [process.stdout, process.stderr] as const;
  const before = streams.map((stream) => stream.write);
  for (const stream of streams)
    stream.write = (text) => {
      told.push(String(text));
      return true;
    };
  const codes: number[] = [];
  try {
    codes.push(await main(path(), false), await main(path(), true));
    tamper("UPDATE audit SET body = replace(body, 'cli', 'web') WHERE seq = 1");
    codes.push(
      await main(path(), false),
      await main(join(folder, 'none.db'), false),
      await main(join(folder, 'identity.json'), false),
    );
  } finally {
    for (const [place, stream] of streams.entries()) stream.write = before[place] ?? stream.write;
  }
  expect(codes).toEqual([0, 0, 65, 66, 65]);
  expect(told[0]).toMatch(/^2 entries are as written\. The last: [0-9a-f]{64}\n$/);
  expect(JSON.parse(told[1] ?? '')).toMatchObject({ type: 'verified', entries: 2 });
  expect(told[2]).toContain('Entry 1 is not as it was written');
});
