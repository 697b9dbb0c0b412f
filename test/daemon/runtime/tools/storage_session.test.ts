import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { StorageSession } from '../../../../src/daemon/runtime/tools/storage_session.ts';
import { openStore } from '../../../../src/daemon/store/open.ts';
import type { Store } from '../../../../src/daemon/store/store.ts';

const ALARMS = {
  name: 'alarms',
  schema: z.object({ label: z.string(), kind: z.enum(['alarm']) }),
  indexes: ['kind'],
  text: ['label'],
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'agentos-session-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function withStore<T>(use: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore({ folder, synchronous: 'FULL' });
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}

/** What a bit that flips within a text does: no page is wrong. */
function rot(label: string, from: string, to: string): void {
  const database = new Sqlite(join(folder, 'agentos.db'));
  const { changes } = database
    .prepare('UPDATE records SET value = replace(value, ?, ?) WHERE value LIKE ?')
    .run(from, to, `%${label}%`);
  database.close();
  expect(changes).toBe(1);
}

test.each([
  ['is not as its schema says', '"kind":"alarm"', '"kind":"alarn"'],
  ['is no JSON any more', '{"', '["'],
])('P5 a record that %s takes no other with it, and is told', async (_how, from, to) => {
  const unread: unknown[] = [];
  const sessionOf = (store: Store): StorageSession =>
    new StorageSession(store, 'schedule', {
      mayWrite: true,
      taint: [],
      unread: (_line, fields) => unread.push(fields?.['error']),
    });
  await withStore(async (store) => {
    const session = sessionOf(store);
    const alarms = session.collection(ALARMS);
    await alarms.put('a', { label: 'wake early', kind: 'alarm' });
    await alarms.put('b', { label: 'wake late', kind: 'alarm' });
    await store.append({ events: [], records: session.writes }).durable;
  });
  rot('early', from, to);
  await withStore(async (store) => {
    const alarms = sessionOf(store).collection(ALARMS);
    expect((await alarms.query()).map(({ key }) => key)).toEqual(['b']);
    expect((await alarms.query({ where: { kind: 'alarm' } })).map(({ key }) => key)).toEqual(['b']);
    expect((await alarms.search('wake')).map(({ key }) => key)).toEqual(['b']);
    expect(unread).toEqual(Array(3).fill(expect.stringContaining('schedule.alarms/a is not as its schema says')));
    // Asked for itself it is not taken for one that is not there.
    await expect(alarms.get('a')).rejects.toMatchObject({ code: 'DATA_LOSS' });
    expect((await alarms.get('b'))?.value.label).toBe('wake late');
  });
});
