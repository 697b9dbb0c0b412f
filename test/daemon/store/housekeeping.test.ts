import { statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { encodeUnit } from '../../../src/daemon/store/encode.ts';
import { Engine } from '../../../src/daemon/store/engine.ts';
import type { Statements } from '../../../src/daemon/store/statements/statements.ts';
import type { Unit } from '../../../src/daemon/store/store.ts';
import { forwardEvent, row, temporaryFolder, write } from './samples.ts';

const DAY_MS = 24 * 3_600_000;
const MIB = 1024 * 1024;

let engine: Engine;
let folder: string;
let remove: () => void;
let id = 0;

beforeEach(() => {
  ({ folder, remove } = temporaryFolder());
  engine = new Engine({ folder, synchronous: 'NORMAL' });
});
afterEach(() => {
  engine.close();
  remove();
});

function commit(unit: Unit, at = 1): void {
  id += 1;
  engine.take([{ id, kind: 'append', unit: encodeUnit(unit, at) }]);
  expect(engine.commit()).toMatchObject({ durable: id });
}

function read(question: (statements: Statements) => unknown): unknown {
  id += 1;
  const [answer] = engine.take([{ id, kind: 'read', question, pending: [] }]).answers;
  return answer !== undefined && 'value' in answer ? answer.value : answer;
}

const logBytes = () => statSync(join(folder, 'agentos.db-wal')).size;

async function fill(commits: number, tend: () => unknown): Promise<void> {
  commit({ open: [row('t')], events: [] });
  const data = { text: 'x'.repeat(10_000) };
  for (let seq = 1; seq <= commits; seq += 1) {
    commit({ events: [forwardEvent('t', seq, { data })] });
    await tend();
  }
}

test('the log stays small under load', async () => {
  await fill(1_500, () => engine.isLogLong && engine.bringHome());
  expect(logBytes()).toBeLessThan(10 * MIB);
});

test('the log would grow if it were left: what keeps it small', async () => {
  await fill(1_500, () => {});
  expect(logBytes()).toBeGreaterThan(12 * MIB);
});

test('the log is brought home when nothing is asked', async () => {
  await fill(300, () => {});
  const grown = logBytes();
  await engine.idle();
  for (let i = 0; i < 20; i += 1) commit({ events: [], match: { rule: 'r', key: String(i) } });
  expect(logBytes()).toBe(grown);
});

test('requests are remembered for 30 days', async () => {
  const request = (requestId: string) => ({ client: 'cli', requestId, thread: 't', turn: 1 });
  commit({ events: [], request: request('old') }, 1);
  commit({ events: [], request: request('new') }, 2 * DAY_MS);
  await engine.prune(31 * DAY_MS);
  expect(read(({ requests }) => requests.find('cli', 'old'))).toBeUndefined();
  expect(read(({ requests }) => requests.find('cli', 'new'))).toEqual({ thread: 't', turn: 1 });
});

test('deleted records are forgotten after 30 days, living ones never', async () => {
  const gone = { namespace: 'notes', collection: 'notes', key: 'gone', taint: [] };
  commit({ events: [], records: [write('gone'), write('stays')] }, 1);
  commit({ events: [], records: [gone] }, 1);
  await engine.prune(2 + 30 * DAY_MS);
  const kept = (key: string) => read(({ records }) => records.find('notes', 'notes', key));
  expect(kept('stays')).toEqual(['stays', 1, '{"text":"stays"}', '[]']);
  commit({ events: [], records: [write('gone', { version: 0 })] }, 1);
  expect(kept('gone')).toEqual(['gone', 1, '{"text":"gone"}', '[]']);
});
