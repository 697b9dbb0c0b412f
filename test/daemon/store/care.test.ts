import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Care, type Exported } from '../../../src/daemon/store/care.ts';
import { openStore } from '../../../src/daemon/store/open.ts';
import type { Store, Unit } from '../../../src/daemon/store/store.ts';
import { endEvent, forwardEvent, row, temporaryFolder, write } from './samples.ts';

let folder: string;
let remove: () => void;
let store: Store;
let care: Care;

beforeEach(async () => {
  ({ folder, remove } = temporaryFolder());
  await open();
});
afterEach(async () => {
  await store.close();
  remove();
});

async function open(): Promise<void> {
  care = new Care();
  store = await openStore({ folder, synchronous: 'FULL', care: care.engineEnd });
}

const DAY = 86_400_000;
const NOW = 1_000 * DAY;
/** Ids of threads are UUIDs: by them records name a thread. */
const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;

/** A thread that rests, and changed last so many days ago. */
function rested(n: number, daysAgo: number, changes: Partial<Parameters<typeof row>[1]> = {}): Unit {
  const thread = id(n);
  const at = NOW - daysAgo * DAY;
  return {
    open: [row(thread, { status: 'complete', seq: 2, updatedAt: at, createdAt: at, title: `secret ${n}`, ...changes })],
    events: [
      forwardEvent(thread, 1, { data: { text: `secret ${n} ${'x'.repeat(400)}` } }),
      endEvent(thread, 2, { data: { text: `done ${n}` } }),
    ],
    mail: [{ client: 'cli', kind: 'reply', thread, turn: 1, body: { text: `done ${n}`, status: 'complete' } }],
  };
}

async function keep(...units: Unit[]): Promise<void> {
  await Promise.all(units.map((unit) => store.append(unit).durable));
}

const left = async () => (await store.threads({ limit: 1_000 })).map(({ id: one }) => one).sort();

async function exported(threads: readonly string[] | 'all'): Promise<Exported[]> {
  const found: Exported[] = [];
  for await (const one of care.export(threads)) found.push(one);
  return found;
}

describe('an export', () => {
  test('is complete: each thread’s row and all of its events, oldest thread first', async () => {
    const many = Array.from({ length: 900 }, (_, i) => forwardEvent(id(2), i + 3, { data: 'y'.repeat(1_000) }));
    await keep(rested(1, 5), rested(2, 9), { events: many });
    const all = await exported('all');
    expect(all.map((one) => (one.type === 'thread' ? one.id : `${one.thread} ${one.seq}`))).toEqual([
      ...[id(1), `${id(1)} 1`, `${id(1)} 2`, id(2)],
      ...Array.from({ length: 902 }, (_, i) => `${id(2)} ${i + 1}`),
    ]);
    expect(all.slice(4)).toEqual((await store.events(id(2))).map((event) => ({ type: 'event', ...event })));
    expect(all[0]).toEqual({ type: 'thread', ...(await store.thread(id(1))) });
    expect(await exported([id(1)])).toEqual(all.slice(0, 3));
    await expect(exported([id(7)])).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('a thread that is deleted', () => {
  test('is gone with all that was said in it, and the offsets of mail stay as they were', async () => {
    await keep(rested(1, 5), rested(2, 4), rested(3, 3));
    expect(await care.forget([id(2)], false)).toEqual([id(2)]);
    expect(await left()).toEqual([id(1), id(3)]);
    expect(await store.thread(id(2))).toBeUndefined();
    expect(await store.events(id(2))).toEqual([]);
    const mail = await store.mail('cli', 0, 10);
    expect(mail.map(({ offset, body }) => [offset, body])).toEqual([
      [1, { text: 'done 1', status: 'complete' }],
      [2, { text: '', status: 'complete', acted: false }],
      [3, { text: 'done 3', status: 'complete' }],
    ]);
    // Nothing can be said in it any more, and the next thread is one of its own.
    await expect(store.append({ events: [forwardEvent(id(2), 3)] }).durable).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await keep(rested(4, 1));
    expect(await store.events(id(4))).toHaveLength(2);
    // Written over: not even the file has it.
    await store.close();
    const file = readFileSync(join(folder, 'agentos.db'), 'latin1');
    expect(file).not.toContain('secret 2');
    expect(file).toContain('secret 3');
    await open();
  });

  test('was no open one, and no one of several where one of them may not go', async () => {
    await keep(rested(1, 5), rested(2, 4, { status: 'waiting' }), rested(3, 3, { parent: id(1), branchedAt: 1 }));
    await expect(care.forget([id(1), id(2)], true)).rejects.toMatchObject({ code: 'FAILED_PRECONDITION' });
    await expect(care.forget([id(3), id(9)], true)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(care.forget([id(1)], false)).rejects.toMatchObject({ message: expect.stringContaining(id(3)) });
    expect(await left()).toEqual([id(1), id(2), id(3)]);
    expect(await care.forget([id(1)], true)).toEqual([id(1), id(3)]);
    expect(await left()).toEqual([id(2)]);
  });

  test('is forgotten to its end after a crash in between', async () => {
    await keep(rested(1, 5), rested(2, 4));
    await store.close();
    // As it is after the first transaction of forgetting.
    const { default: Sqlite } = await import('better-sqlite3');
    const database = new Sqlite(join(folder, 'agentos.db'));
    database.exec(`UPDATE threads SET id = 'forgotten:' || id, parent = NULL, client = '', origin = '{}', title = '',
      taint = '[]', updated_at = -1 WHERE id = '${id(1)}'`);
    database.close();
    await open();
    expect(await left()).toEqual([id(2)]);
    await care.trim({}, NOW);
    await store.close();
    const after = new Sqlite(join(folder, 'agentos.db'), { readonly: true });
    expect(after.prepare('SELECT count(*) FROM threads').pluck().get()).toBe(1);
    expect(after.prepare('SELECT count(*) FROM events').pluck().get()).toBe(2);
    after.close();
    await open();
  });
});

describe('retention', () => {
  test('keeps everything for ever where nothing is set', async () => {
    await keep(rested(1, 900));
    expect(await care.trim({}, NOW)).toEqual({ threads: [], held: 0 });
    expect(await left()).toEqual([id(1)]);
  });

  test('lets go by age, and by the interface that a thread came from', async () => {
    const from = (name: string) => ({ origin: { client: name, interface: name } });
    await keep(rested(1, 40), rested(2, 8, from('watch')), rested(3, 8), rested(4, 900, from('voice')));
    await store.heard('cli', 9);
    const policy = { keepMs: 30 * DAY, byInterface: { watch: 7 * DAY, voice: 1_000 * DAY } };
    expect(await care.trim(policy, NOW)).toEqual({ threads: [id(1), id(2)], held: 0 });
    expect(await left()).toEqual([id(3), id(4)]);
  });

  test('never lets go of what is open, unheard, branched off, or named by a record', async () => {
    await keep(
      rested(1, 90, { status: 'active' }),
      rested(2, 90, { status: 'waiting' }),
      rested(3, 90),
      rested(4, 90),
      rested(5, 90),
      rested(6, 1, { parent: id(5), branchedAt: 2 }),
      rested(7, 90),
      rested(8, 90),
    );
    await store.heard('cli', 7);
    // A pending timer has the key of the call that set it; another record names its thread.
    await keep({ events: [], records: [write(`${id(3)}/1.0`), write('k', { value: { thread: id(4) } })] });
    expect(await care.trim({ keepMs: DAY }, NOW)).toEqual({ threads: [id(7)], held: 4 });
    expect(await left()).toEqual([1, 2, 3, 4, 5, 6, 8].map(id));
    // The twin: once nothing holds them, they go.
    await store.heard('cli', 8);
    await keep({
      events: [],
      records: [{ ...write(`${id(3)}/1.0`), value: undefined }].map(({ value: _, ...gone }) => gone),
    });
    expect((await care.trim({ keepMs: DAY }, NOW)).threads).toEqual([id(3), id(8)]);
  });

  test('lets go of the oldest while there is too much, and never of what was said within the hour', async () => {
    for (let n = 1; n <= 300; n += 1) await keep(rested(n, n <= 250 ? 300 - n : 0));
    await store.heard('cli', 300);
    const before = await care.size();
    const { threads } = await care.trim({ maxBytes: Math.floor(before.usedBytes * 0.6) }, NOW);
    const after = await care.size();
    expect(after.usedBytes).toBeLessThanOrEqual(before.usedBytes * 0.6);
    expect(threads).toEqual(threads.map((_, index) => id(index + 1)));
    expect(threads.length).toBeLessThan(250);
    await care.trim({ maxBytes: 1 }, NOW);
    expect(await left()).toEqual(Array.from({ length: 50 }, (_, n) => id(251 + n)));
  });

  test('P16 mail goes with its threads, from the oldest on, and who comes back from before that is told', async () => {
    await keep(rested(1, 90), rested(2, 90), rested(3, 1), rested(4, 90));
    await store.heard('cli', 4);
    expect((await care.trim({ keepMs: 30 * DAY }, NOW)).threads).toHaveLength(3);
    expect(await store.mailbox('cli')).toEqual({ last: 4, heard: 4, trimmed: 2 });
    expect((await store.mail('cli', 2, 10)).map(({ offset }) => offset)).toEqual([3, 4]);
    await expect(store.mail('cli', 1, 10)).rejects.toMatchObject({
      code: 'OUT_OF_RANGE',
      message: expect.stringMatching(/^SNAPSHOT_REQUIRED: .* after 2/),
    });
    expect(await store.mail('other', 0, 10)).toEqual([]);
  });

  test('waits while the store is busy, and holds up no commit', async () => {
    await store.close();
    await open();
    for (let n = 1; n <= 400; n += 1) store.append(rested(n, 90));
    await store.heard('cli', 400);
    await keep(rested(500, 0));
    let trimmed = false;
    const trimming = care.trim({ keepMs: DAY }, NOW).then((result) => {
      trimmed = true;
      return result;
    });
    // As long as something is asked every few milliseconds, nothing is forgotten.
    for (let seq = 3; seq < 60; seq += 1) {
      await store.append({ events: [forwardEvent(id(500), seq)] }).durable;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    expect(trimmed).toBe(false);
    expect((await trimming).threads).toHaveLength(400);
  });
});

test('care of a store that is closed is refused, not forgotten', async () => {
  await store.close();
  await expect(care.size()).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  await open();
});
