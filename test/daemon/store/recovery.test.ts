import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openStore } from '../../../src/daemon/store/open.ts';
import { bundle } from './bundled.ts';
import { startAppender } from './running_appender.ts';
import { forwardEvent, row, temporaryFolder } from './samples.ts';

let folder: string;
let remove: () => void;

beforeEach(() => {
  ({ folder, remove } = temporaryFolder());
});
afterEach(() => remove());

async function storedSeqs(): Promise<number[]> {
  const store = await openStore({ folder, synchronous: 'FULL' });
  const events = await store.events('t');
  await store.close();
  return events.map(({ seq }) => seq);
}

/** Overwrites the leaves in the middle of a database that nobody has open. */
function rot(path: string): void {
  const bytes = readFileSync(path);
  writeFileSync(path, bytes.fill(0xa5, Math.floor(bytes.length / 8192) * 4096, bytes.length - 4096));
}

const upTo = (count: number) => Array.from({ length: count }, (_, i) => i + 1);

describe('a store', () => {
  test('keeps all that it acknowledged when it is killed, again and again', async () => {
    for (const round of [1, 2, 3]) {
      const { folder: fresh, remove: removeFresh } = temporaryFolder();
      folder = fresh;
      const appender = await startAppender(fresh, { inFlight: 8 });
      await appender.printed(20 * round);
      appender.process.kill('SIGKILL');
      await appender.exited;
      const acknowledged = appender.acknowledged();
      expect(acknowledged.length).toBeGreaterThan(0);
      const stored = await storedSeqs();
      expect(stored).toEqual(expect.arrayContaining(acknowledged));
      expect(stored).toEqual(upTo(stored.length));
      removeFresh();
    }
  });

  test('never acknowledges what the disk refused: it stops, and says so', async () => {
    const appender = await startAppender(folder, { inFlight: 4, fileBlocks: 400 });
    const [code] = await appender.exited;
    expect(code).toBe(3);
    expect(appender.lines.at(-1)).toMatch(/^failed failed (UNAVAILABLE|RESOURCE_EXHAUSTED)$/);
    const acknowledged = appender.acknowledged();
    expect(acknowledged.length).toBeGreaterThan(0);
    const stored = await storedSeqs();
    expect(stored).toEqual(expect.arrayContaining(acknowledged));
    expect(stored).toEqual(upTo(stored.length));
  });

  test('is refused beside a living owner, which works on unharmed; after its death the folder is free', async () => {
    const appender = await startAppender(folder);
    await appender.printed(3);
    const second = openStore({ folder, synchronous: 'FULL' });
    await expect(second).rejects.toMatchObject({ reason: 'owned', code: 'FAILED_PRECONDITION' });
    const before = appender.lines.length;
    await appender.printed(before + 5);
    expect(appender.lines.length).toBeGreaterThanOrEqual(before + 5);
    appender.process.kill('SIGKILL');
    await appender.exited;
    expect(await storedSeqs()).toEqual(expect.arrayContaining(appender.acknowledged()));
  });
});

test.each(['once written', 'homecoming'])(
  'a process that exits with the store open leaves a sound one: %s',
  async (at) => {
    const script = fileURLToPath(await bundle(new URL('./exits.ts', import.meta.url)));
    expect(spawnSync(process.execPath, [script, folder, at]).status).toBe(70);
    // What came home may not be on the disk: its log is.
    expect(existsSync(join(folder, 'agentos.db-wal'))).toBe(at === 'homecoming');
    const store = await openStore({ folder, synchronous: 'FULL' });
    expect(await store.thread('t')).toMatchObject({ id: 't' });
    await store.close();
  },
);

test('two stores of one process are kept apart as well', async () => {
  const first = await openStore({ folder, synchronous: 'FULL' });
  const second = openStore({ folder, synchronous: 'FULL' });
  await expect(second).rejects.toMatchObject({ reason: 'owned' });
  await first.append({ events: [], match: { rule: 'r', key: 'k' } }).durable;
  await first.close();
  const third = await openStore({ folder, synchronous: 'FULL' });
  await expect(third.append({ events: [], match: { rule: 'r', key: 'k' } }).durable).rejects.toMatchObject({
    code: 'ALREADY_EXISTS',
  });
  await third.close();
});

test('a page that has rotted stops the store when it is met', async () => {
  const first = await openStore({ folder, synchronous: 'FULL' });
  const events = upTo(400).map((seq) => forwardEvent('t', seq, { data: { text: 'x'.repeat(500) } }));
  await first.append({ open: [row('t')], events }).durable;
  await first.close();
  rot(join(folder, 'agentos.db'));
  // Looked at today: it is met in use.
  writeFileSync(join(folder, 'checked'), '');

  const faults: unknown[] = [];
  const failed = (fault: unknown) => faults.push(fault);
  const store = await openStore({ folder, synchronous: 'FULL', failed });
  const damaged = expect.objectContaining({ reason: 'damaged', code: 'DATA_LOSS' });
  const ticket = store.append({ open: [row('u')], events: [] });
  await expect(store.events('t')).rejects.toEqual(damaged);
  await expect(ticket.applied).rejects.toEqual(damaged);
  await expect(ticket.durable).rejects.toEqual(damaged);
  expect(faults).toEqual([damaged]);
  await expect(store.append({ events: [] }).durable).rejects.toEqual(damaged);
  await store.close();
});
