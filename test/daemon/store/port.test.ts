import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, expect, type MockInstance, test, vi } from 'vitest';
import { DiskSync } from '../../../src/daemon/store/disk_sync.ts';
import { encodeUnit } from '../../../src/daemon/store/encode.ts';
import { Engine } from '../../../src/daemon/store/engine.ts';
import { openPort, type Port } from '../../../src/daemon/store/port.ts';
import type { Reply, Request } from '../../../src/daemon/store/request.ts';
import type { Unit } from '../../../src/daemon/store/store.ts';
import { forwardEvent, row, temporaryFolder } from './samples.ts';

/** Above the 1 MiB from which a log is brought home in a quiet moment. */
const LONG = 'x'.repeat(1_500_000);

let port: Port;
let remove: () => void;
let replies: Reply[];
let lastId: number;
/** Syncs of the log that were begun, each to be let through or to fail. */
let syncs: { let(): void; fail(error: Error): void }[];

beforeEach(() => {
  const temporary = temporaryFolder();
  remove = temporary.remove;
  replies = [];
  lastId = 0;
  syncs = [];
  vi.spyOn(DiskSync.prototype, 'log').mockImplementation(
    () => new Promise((resolve, reject) => void syncs.push({ let: resolve, fail: reject })),
  );
  port = openPort({ folder: temporary.folder, synchronous: 'FULL' });
  port.listen((reply) => void replies.push(reply));
});
afterEach(async () => {
  vi.restoreAllMocks();
  for (const sync of syncs) sync.let();
  await port.release();
  remove();
});

function append(unit: Unit): Request {
  lastId += 1;
  return { id: lastId, kind: 'append', unit: encodeUnit(unit, 1) };
}

const durable = () => replies.at(-1)?.durable;

test('a unit is applied at once, and durable when the disk has it', async () => {
  port.post([append({ open: [row('t')], events: [forwardEvent('t', 1)] })]);
  expect(replies.at(-1)).toEqual({ answers: [], applied: 1, durable: 0 });
  await nextTurn();
  expect(durable()).toBe(0);
  syncs[0]?.let();
  await nextTurn();
  expect(replies.at(-1)).toEqual({ answers: [], applied: 1, durable: 1 });
});

test('what comes while the disk is at work shares the next sync, and is not told as durable by the one before', async () => {
  port.post([append({ open: [row('t')], events: [] })]);
  for (const seq of [1, 2, 3]) port.post([append({ events: [forwardEvent('t', seq)] })]);
  expect(replies.at(-1)).toMatchObject({ applied: 4, durable: 0 });
  expect(syncs).toHaveLength(1);
  syncs[0]?.let();
  await nextTurn();
  expect(durable()).toBe(1);
  expect(syncs).toHaveLength(2);
  syncs[1]?.let();
  await nextTurn();
  expect(durable()).toBe(4);
  expect(syncs).toHaveLength(2);
});

test('offsets, faults and reads are answered before the disk has anything', () => {
  const mail = [{ client: 'cli', kind: 'reply' as const, thread: 't', turn: 1, body: null }];
  port.post([
    append({ open: [row('t')], events: [], mail }),
    append({ events: [forwardEvent('unknown', 1)] }),
    { id: 3, kind: 'read', question: ({ mailbox }) => mailbox.offsets('cli'), pending: [] },
  ]);
  expect(replies[0]).toEqual({
    answers: [
      { id: 1, offsets: [1] },
      { id: 2, fault: expect.objectContaining({ code: 'NOT_FOUND' }) },
      { id: 3, value: { last: 1, heard: 0 } },
    ],
    applied: 2,
    durable: 0,
  });
});

test('P4 a sync that fails stops the store for good: nothing of it is told as durable, then or later', async () => {
  port.post([append({ open: [row('t')], events: [] })]);
  port.post([append({ events: [forwardEvent('t', 1)] })]);
  syncs[0]?.fail(Object.assign(new Error('input/output error'), { code: 'EIO' }));
  await nextTurn();
  expect(replies.at(-1)).toMatchObject({ durable: 0, failed: { code: 'UNAVAILABLE' } });
  port.post([append({ events: [forwardEvent('t', 2)] })]);
  expect(replies.at(-1)).toMatchObject({ durable: 0, answers: [{ id: 3, fault: { code: 'UNAVAILABLE' } }] });
  expect(syncs).toHaveLength(1);
});

test('nothing is committed over a log that is still on its way home', async () => {
  let arrive: () => void = () => undefined;
  const home = vi
    .spyOn(DiskSync.prototype, 'home')
    .mockImplementation(() => new Promise((resolve) => (arrive = resolve)));
  const event = (seq: number) => forwardEvent('t', seq, { data: { text: 'x'.repeat(100_000) } });
  port.post([append({ open: [row('t')], events: [] })]);
  let seq = 0;
  // Until the log is long enough to be brought home.
  while (home.mock.calls.length === 0) {
    seq += 1;
    port.post([append({ events: [event(seq)] })]);
    syncs.at(-1)?.let();
    await nextTurn();
  }
  const before = syncs.length;
  port.post([append({ events: [event(seq + 1)] })]);
  await nextTurn();
  // What came while the last sync ran waits as well.
  expect(replies.at(-1)).toMatchObject({ applied: lastId, durable: lastId - 2 });
  expect(syncs).toHaveLength(before);
  arrive();
  await nextTurn();
  syncs.at(-1)?.let();
  await nextTurn();
  expect(durable()).toBe(lastId);
});

test('P1 nothing is closed while the log is on its way home after a quiet moment', async () => {
  let arrive: () => void = () => undefined;
  const home = vi
    .spyOn(DiskSync.prototype, 'home')
    .mockImplementation(() => new Promise((resolve) => (arrive = resolve)));
  const close = vi.spyOn(Engine.prototype, 'close');
  await untilComingHome(home);
  const released = port.release();
  await nextTurn();
  expect(close).not.toHaveBeenCalled();
  arrive();
  await released;
  expect(close).toHaveBeenCalledOnce();
});

test('a disk that takes its time is not asked for a second sync in a quiet moment, with everybody waiting', async () => {
  const waits = vi.spyOn(DiskSync.prototype, 'logNow');
  const idle = vi.spyOn(Engine.prototype, 'idle');
  port.post([append({ open: [row('t')], events: [forwardEvent('t', 1, { data: { text: LONG } })] })]);
  await vi.waitFor(() => expect(idle).toHaveBeenCalledOnce());
  await nextTurn();
  expect(waits).not.toHaveBeenCalled();
});

test('P3 a disk that is found full by what waited for the disk is looked at again, although nothing more comes', async () => {
  const makeRoom = vi.spyOn(Engine.prototype, 'makeRoom');
  port.post([append({ open: [row('t')], events: [] })]);
  port.post([append({ events: [forwardEvent('t', 1)] })]);
  vi.spyOn(Engine.prototype, 'isFull', 'get').mockReturnValue(true);
  syncs[0]?.let();
  await vi.waitFor(() => expect(makeRoom).toHaveBeenCalled(), 3_000);
});

test('a settling that fails is begun again by the next write', async () => {
  port.listen(({ durable }) => {
    if (durable > 0) throw new Error('nobody listens');
  });
  port.post([append({ open: [row('t')], events: [] })]);
  // Holds on to what fails.
  const released = port.release();
  syncs[0]?.let();
  await expect(released).rejects.toThrow('nobody listens');
  port.listen((reply) => void replies.push(reply));
  port.post([append({ events: [forwardEvent('t', 1)] })]);
  expect(syncs).toHaveLength(2);
  syncs[1]?.let();
  await nextTurn();
  expect(replies.at(-1)).toEqual({ answers: [], applied: 2, durable: 2 });
});

/** Appends so much that the log comes home in the next quiet moment, and waits for that. */
async function untilComingHome(home: MockInstance<DiskSync['home']>): Promise<void> {
  port.post([append({ open: [row('t')], events: [forwardEvent('t', 1, { data: { text: LONG } })] })]);
  syncs[0]?.let();
  await vi.waitFor(() => expect(home).toHaveBeenCalledOnce());
}

test('a disk that falls silent while the log comes home in a quiet moment is told as such, and what comes then waits', async () => {
  let arrive: () => void = () => undefined;
  const home = vi
    .spyOn(DiskSync.prototype, 'home')
    .mockImplementation(() => new Promise((resolve) => (arrive = resolve)));
  await untilComingHome(home);
  await vi.waitFor(() => expect(port.waitingMs()).toBeGreaterThan(0));
  port.post([append({ events: [forwardEvent('t', 2)] })]);
  await nextTurn();
  expect(replies.at(-1)).toEqual({ answers: [], applied: 2, durable: 1 });
  expect(syncs).toHaveLength(1);
  arrive();
  await nextTurn();
  syncs[1]?.let();
  await nextTurn();
  expect(durable()).toBe(2);
  expect(port.waitingMs()).toBe(0);
});

test('P4 a log that cannot be brought home in a quiet moment stops the store for good', async () => {
  const failure = Object.assign(new Error('input/output error'), { code: 'EIO' });
  const home = vi.spyOn(DiskSync.prototype, 'home').mockRejectedValue(failure);
  await untilComingHome(home);
  await nextTurn();
  expect(replies.at(-1)).toMatchObject({ durable: 1, failed: { code: 'UNAVAILABLE' } });
  port.post([append({ events: [forwardEvent('t', 2)] })]);
  expect(replies.at(-1)).toMatchObject({ durable: 1, answers: [{ id: 2, fault: { code: 'UNAVAILABLE' } }] });
  expect(syncs).toHaveLength(1);
});
