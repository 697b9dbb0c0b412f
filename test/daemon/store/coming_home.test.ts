import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { DiskSync } from '../../../src/daemon/store/disk_sync.ts';
import { encodeUnit } from '../../../src/daemon/store/encode.ts';
import { Engine } from '../../../src/daemon/store/engine.ts';
import { wasInUse } from '../../../src/daemon/store/marks.ts';
import { forwardEvent, row, temporaryFolder } from './samples.ts';

// Until the database's own sync has ended, the log is the only durable place of what came home from it.

let folder: string;
let remove: () => void;
let engine: Engine;
let home: { let(): void; fail(error: Error): void };

beforeEach(() => {
  ({ folder, remove } = temporaryFolder());
  vi.spyOn(DiskSync.prototype, 'home').mockImplementation(
    () => new Promise((resolve, reject) => (home = { let: resolve, fail: reject })),
  );
  engine = new Engine({ folder, synchronous: 'FULL' });
  engine.take([{ id: 1, kind: 'append', unit: encodeUnit({ open: [row('t')], events: [forwardEvent('t', 1)] }, 1) }]);
  engine.commit();
  engine.syncNow();
});
afterEach(() => {
  vi.restoreAllMocks();
  remove();
});

function logBytes(): number {
  const log = join(folder, 'agentos.db-wal');
  return existsSync(log) ? statSync(log).size : 0;
}

/** What the next life finds. */
function startsAnew(): unknown {
  const again = new Engine({ folder, synchronous: 'FULL' });
  const reply = again.take([{ id: 1, kind: 'read', question: { read: 'thread', thread: 't' } }]);
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
