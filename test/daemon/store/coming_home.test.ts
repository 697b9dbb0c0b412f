import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { DiskSync } from '../../../src/daemon/store/disk_sync.ts';
import { encodeUnit } from '../../../src/daemon/store/encode.ts';
import { Engine } from '../../../src/daemon/store/engine.ts';
import { wasInUse } from '../../../src/daemon/store/marks.ts';
import type { Reply } from '../../../src/daemon/store/request.ts';
import type { Statements } from '../../../src/daemon/store/statements/statements.ts';
import type { Unit } from '../../../src/daemon/store/store.ts';
import { forwardEvent, row, temporaryFolder } from './samples.ts';

// Until the database's own sync has ended, the log is the only durable place of what came home from it.

let folder: string;
let remove: () => void;
let engine: Engine;
let lastId: number;
let home: { let(): void; fail(error: Error): void };

beforeEach(async () => {
  ({ folder, remove } = temporaryFolder());
  vi.spyOn(DiskSync.prototype, 'home').mockImplementation(
    () => new Promise((resolve, reject) => (home = { let: resolve, fail: reject })),
  );
  engine = new Engine({ folder, synchronous: 'FULL' });
  lastId = 0;
  append(1, { open: [row('t')] });
  engine.commit();
  await engine.sync();
});
afterEach(() => {
  vi.restoreAllMocks();
  remove();
});

/** Of an event of the thread. */
function append(seq: number, unit: Partial<Unit> = {}): Reply {
  lastId += 1;
  return engine.take([
    { id: lastId, kind: 'append', unit: encodeUnit({ events: [forwardEvent('t', seq)], ...unit }, 1) },
  ]);
}

function stored(from: Engine): unknown {
  const question = ({ threads, events, mailbox }: Statements) => ({
    seqs: events.range(threads.key('t') ?? 0, {}).map(([seq]) => seq),
    last: mailbox.offsets('cli').last,
    other: threads.byId('u')?.[0],
  });
  const [answer] = from.take([{ id: 0, kind: 'read', question, pending: [] }]).answers;
  return answer && 'value' in answer ? answer.value : answer;
}

function logBytes(): number {
  const log = join(folder, 'agentos.db-wal');
  return existsSync(log) ? statSync(log).size : 0;
}

/** What the next life finds. */
function startsAnew(): unknown {
  const again = new Engine({ folder, synchronous: 'FULL' });
  const reply = again.take([{ id: 1, kind: 'read', question: ({ threads }) => threads.byId('t'), pending: [] }]);
  again.close();
  return reply.answers[0];
}

test('P4 a log that could not be brought home is kept', async () => {
  const before = logBytes();
  const coming = engine.bringHome();
  home.fail(Object.assign(new Error('input/output error'), { code: 'EIO' }));
  expect(await coming).toMatchObject({ failed: { code: 'UNAVAILABLE' } });
  expect(before).toBeGreaterThan(0);
  expect(logBytes()).toBe(before);
  // Should anybody take the log away now, the next start is to notice.
  expect(wasInUse(folder)).toBe(true);
  expect(startsAnew()).toMatchObject({ value: expect.arrayContaining(['t']) });
});

test('what is committed while a sync runs waits for the next', async () => {
  const syncs: (() => void)[] = [];
  vi.spyOn(DiskSync.prototype, 'log').mockImplementation(() => new Promise((resolve) => void syncs.push(resolve)));
  append(2);
  engine.commit();
  const first = engine.sync();
  append(3);
  engine.commit();
  syncs[0]?.();
  expect(await first).toMatchObject({ applied: 3, durable: 2 });
  const second = engine.sync();
  syncs[1]?.();
  expect(await second).toMatchObject({ applied: 3, durable: 3 });
});

test('P1 a log that is not durable stays where it is', async () => {
  const syncs = vi.spyOn(DiskSync.prototype, 'home');
  append(2);
  engine.commit();
  expect(await engine.bringHome()).toMatchObject({ durable: 1 });
  expect(syncs).not.toHaveBeenCalled();
  await engine.sync();
  const coming = engine.bringHome();
  home.let();
  expect(await coming).toMatchObject({ durable: 2 });
});

test('P1 what is gathered while the log is copied is there before, meanwhile and after', async () => {
  const mail = [{ client: 'cli', kind: 'reply' as const, thread: 't', turn: 1, body: 'a' }];
  const answers = [
    ...append(2, { mail }).answers,
    // Refused the first time, and refused again.
    ...append(2, { mail }).answers,
    ...append(3, { open: [row('u')], mail }).answers,
  ];
  expect(answers).toMatchObject([{ offsets: [1] }, { fault: { code: 'ALREADY_EXISTS' } }, { offsets: [2] }]);
  const coming = engine.bringHome();
  expect(stored(engine)).toEqual({ seqs: [1, 2, 3], last: 2, other: 'u' });
  append(4);
  // Nothing is committed until the disk has what came home.
  expect(engine.commit()).toMatchObject({ applied: 5, durable: 1 });
  expect(await engine.sync()).toMatchObject({ durable: 1 });
  home.let();
  await coming;
  engine.commit();
  expect(await engine.sync()).toMatchObject({ applied: 5, durable: 5 });
  engine.close();
  const again = new Engine({ folder, synchronous: 'FULL' });
  expect(stored(again)).toEqual({ seqs: [1, 2, 3, 4], last: 2, other: 'u' });
  again.close();
});

test('P4 a log on its way home is kept where the store fails meanwhile', async () => {
  const before = logBytes();
  void engine.bringHome();
  vi.spyOn(DiskSync.prototype, 'log').mockRejectedValue(
    Object.assign(new Error('input/output error'), { code: 'EIO' }),
  );
  await engine.sync();
  expect(logBytes()).toBe(before);
});

test('P1 a log on its way home is kept where the process exits meanwhile', () => {
  const before = logBytes();
  void engine.bringHome();
  engine.abandon();
  expect(logBytes()).toBe(before);
  // Should anybody take the log away now, the next start is to notice.
  expect(wasInUse(folder)).toBe(true);
  expect(startsAnew()).toMatchObject({ value: expect.arrayContaining(['t']) });
});
