import { afterEach, beforeEach, expect, test } from 'vitest';
import { encodeUnit } from '../../../src/daemon/store/encode.ts';
import { Engine } from '../../../src/daemon/store/engine.ts';
import { feed } from '../../../src/daemon/store/feed.ts';
import type { Unit } from '../../../src/daemon/store/store.ts';
import type { Reply, Request } from '../../../src/daemon/store/wire.ts';
import { forwardEvent, row, temporaryFolder } from './samples.ts';

let engine: Engine;
let remove: () => void;
let replies: Reply[];
let lastId: number;

beforeEach(() => {
  const temporary = temporaryFolder();
  remove = temporary.remove;
  engine = new Engine({ folder: temporary.folder, synchronous: 'FULL' });
  replies = [];
  lastId = 0;
});
afterEach(() => {
  engine.close();
  remove();
});

function append(unit: Unit): Request {
  lastId += 1;
  return { id: lastId, kind: 'append', unit: encodeUnit(unit, 1) };
}

function fed(...batches: Request[][]): Reply[] {
  const [first = [], ...waiting] = batches;
  feed(
    engine,
    first,
    () => waiting.shift(),
    (reply) => replies.push(reply),
  );
  return replies;
}

const mail = [{ client: 'cli', kind: 'reply' as const, thread: 't', turn: 1, body: null }];

test('a lone unit is committed at once', () => {
  expect(fed([append({ open: [row('t')], events: [forwardEvent('t', 1)] })])).toEqual([
    { answers: [], applied: 1, durable: 1 },
  ]);
});

test('what waits shares one commit', () => {
  const batches = [
    [append({ open: [row('t')], events: [] })],
    [append({ events: [forwardEvent('t', 1)] }), append({ events: [forwardEvent('t', 2)] })],
    [append({ events: [forwardEvent('t', 3)] })],
  ];
  expect(fed(...batches)).toEqual([{ answers: [], applied: 4, durable: 4 }]);
});

test('offsets, faults and reads are told before the commit', () => {
  const batch: Request[] = [
    append({ open: [row('t')], events: [], mail }),
    append({ events: [forwardEvent('unknown', 1)] }),
    { id: 3, kind: 'read', question: { read: 'mailbox', client: 'cli' } },
  ];
  const [early, late, ...more] = fed(batch);
  expect(early).toEqual({
    answers: [
      { id: 1, offsets: [1] },
      { id: 2, fault: expect.objectContaining({ code: 'NOT_FOUND' }) },
      { id: 3, value: { last: 1, heard: 0 } },
    ],
    applied: 2,
    durable: 0,
  });
  expect(late).toEqual({ answers: [], applied: 2, durable: 2 });
  expect(more).toEqual([]);
});

test('a flood is committed in parts, so that its first units are told in good time', () => {
  const flood = Array.from({ length: 3 }, (_, batch) =>
    Array.from({ length: 600 }, (_, i) => append({ events: [], match: { rule: 'r', key: `${batch}.${i}` } })),
  );
  fed(...flood);
  expect(replies.at(-1)).toMatchObject({ applied: 1_200, durable: 1_200 });
});

test('the offsets of a batch that is not waited for are told before anything says that it is applied', () => {
  const batches: Request[][] = [
    [append({ open: [row('t')], events: [], mail })],
    [{ id: 2, kind: 'read', question: { read: 'openThreads' } }],
  ];
  const [early, late] = fed(...batches);
  expect(early?.answers).toEqual([{ id: 1, offsets: [1] }, expect.objectContaining({ id: 2 })]);
  expect(late).toMatchObject({ answers: [], durable: 1 });
});
