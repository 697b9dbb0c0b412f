import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Care } from '../../../src/daemon/store/care.ts';
import { openStore } from '../../../src/daemon/store/open.ts';
import type { Store } from '../../../src/daemon/store/store.ts';
import { endEvent, forwardEvent, row, temporaryFolder } from './samples.ts';

let folder: string;
let remove: () => void;
beforeEach(() => {
  ({ folder, remove } = temporaryFolder());
});
afterEach(() => remove());

async function withStore<T>(use: (store: Store, care: Care) => Promise<T>): Promise<T> {
  const care = new Care();
  const store = await openStore({ folder, synchronous: 'FULL', care: care.engineEnd });
  try {
    return await use(store, care);
  } finally {
    await store.close();
  }
}

const opened = { client: 'cli', interface: 'cli', channel: 'owner', canConfirm: true } as const;

test('P5 texts that the disk has changed, with no page wrong, cost themselves and nothing else', async () => {
  await withStore(async (store) => {
    for (const id of ['a', 'b', 'c'])
      await store.append({
        open: [row(id, { status: 'complete', turn: 1, seq: 2 })],
        events: [forwardEvent(id, 1, { opened }), endEvent(id, 2)],
      }).durable;
  });
  const database = new Sqlite(join(folder, 'agentos.db'));
  database.exec(`UPDATE events SET body = '{"id' WHERE place IN (SELECT place FROM events ORDER BY place LIMIT 1 OFFSET 3);
    UPDATE threads SET origin = '{"cl', taint = '[' WHERE id = 'c'`);
  database.close();

  await withStore(async (store, care) => {
    const threads = await store.threads();
    expect(threads.map(({ id }) => id).sort()).toEqual(['a', 'b', 'c']);
    // What can no longer be told is not taken for clean.
    expect(threads.find(({ id }) => id === 'c')).toMatchObject({
      origin: { client: 'unreadable' },
      taint: ['unreadable'],
    });
    expect(await store.events('a')).toHaveLength(2);
    await expect(store.events('b')).rejects.toMatchObject({
      code: 'DATA_LOSS',
      message: expect.stringContaining('Event 2 of thread b cannot be read'),
    });
    const { turns } = await store.past({ since: 0, until: Number.MAX_SAFE_INTEGER, threads: 10 });
    expect(turns.map(({ thread }) => thread).sort()).toEqual(['a', 'c']);
    const lines = [];
    for await (const line of care.export('all')) lines.push(line);
    expect(lines).toHaveLength(9);
    expect(lines).toContainEqual({ type: 'event', thread: 'b', turn: 1, seq: 2, unreadable: '{"id' });
  });
});
