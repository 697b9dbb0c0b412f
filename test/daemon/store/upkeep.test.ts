import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Care } from '../../../src/daemon/store/care.ts';
import { openStore } from '../../../src/daemon/store/open.ts';
import type { Store } from '../../../src/daemon/store/store.ts';
import { Upkeep, type UpkeepOptions } from '../../../src/daemon/store/upkeep.ts';
import { row, temporaryFolder } from './samples.ts';

const DAY = 86_400_000;
let folder: string;
let remove: () => void;
let store: Store;
let care: Care;
let now: number;
let told: string[];
let gone: string[];

beforeEach(async () => {
  ({ folder, remove } = temporaryFolder());
  care = new Care();
  store = await openStore({ folder, synchronous: 'FULL', care: care.engineEnd });
  now = Date.UTC(2026, 0, 31, 8);
  told = [];
  gone = [];
});
afterEach(async () => {
  await store.close();
  remove();
});

function upkeep(changes: Partial<UpkeepOptions> = {}): Upkeep {
  return new Upkeep({
    care,
    folder,
    keep: 2,
    backupEveryMs: DAY,
    retention: {},
    forgotten: (threads) => void gone.push(...threads),
    log: (line) => void told.push(line),
    now: () => now,
    ...changes,
  });
}

test('P19 a backup is made when the last one is old, and only the newest are kept', async () => {
  const one = upkeep();
  await one.look();
  const [first] = one.kept();
  expect(first).toContain('agentos-2026-01-31T08.00.00Z.db');
  now += DAY - 1;
  await one.look();
  expect(one.kept()).toEqual([first]);
  for (const _day of [1, 2]) {
    now += DAY;
    await one.look();
  }
  expect(one.kept()).toHaveLength(2);
  expect(one.kept()).not.toContain(first);
  expect(told).toEqual(['A backup was made.', 'A backup was made.', 'A backup was made.']);
});

test('a daemon that starts again makes none before it is due; a clock that was wrong holds none back', async () => {
  await upkeep().look();
  await upkeep().look();
  expect(upkeep().kept()).toHaveLength(1);
  now -= 400 * DAY;
  await upkeep().look();
  expect(upkeep().kept()).toHaveLength(2);
});

test('none is made where the settings say so', async () => {
  await upkeep({ backupEveryMs: 0 }).look();
  expect(upkeep().kept()).toEqual([]);
});

test('a backup that fails is told, keeps the older ones, and does not keep old threads from being forgotten', async () => {
  await store.append({ open: [row('old', { status: 'complete', updatedAt: now - 90 * DAY })], events: [] }).durable;
  const file = join(folder, 'backups', 'agentos-2026-01-01T00.00.00Z.db');
  mkdirSync(join(folder, 'backups'));
  writeFileSync(file, 'an older one');
  const failing = Object.assign(Object.create(care), {
    size: () => Promise.reject(new Error('the disk is away')),
    trim: care.trim.bind(care),
  });
  const one = upkeep({ care: failing, retention: { keepMs: 30 * DAY } });
  await one.look();
  expect(told).toEqual(['A backup could not be made; it is tried again.', 'Old threads were forgotten.']);
  expect(gone).toEqual(['old']);
  expect(one.kept()).toEqual([file]);
});

test('what is forgotten by settings or by wish is let go of in memory too', async () => {
  const rested = (id: string, at: number) => row(id, { status: 'complete', updatedAt: at });
  await store.append({ open: [rested('old', now - 90 * DAY), rested('new', now)], events: [] }).durable;
  const one = upkeep({ backupEveryMs: 0, retention: { keepMs: 30 * DAY } });
  await one.look();
  expect(gone).toEqual(['old']);
  expect(await one.forget(['new'], false)).toEqual(['new']);
  expect(gone).toEqual(['old', 'new']);
});

test('a clock that is years ahead makes nobody forget; once it is right, or has been lived by for a week, forgetting goes on', async () => {
  const rested = (id: string, at: number) => row(id, { status: 'complete', updatedAt: at });
  const real = now;
  await store.append({ open: [rested('old', real - 90 * DAY), rested('new', real)], events: [] }).durable;
  const one = upkeep({ backupEveryMs: 0, retention: { keepMs: 30 * DAY, byInterface: { cli: 60 * DAY } } });
  now = real + 3 * 365 * DAY;
  // What is said under the wrong clock says nothing for it, and neither does a daemon that starts again.
  await store.append({ open: [rested('far', now - 60_000)], events: [] }).durable;
  await one.look();
  now += DAY;
  await one.look();
  await upkeep({ backupEveryMs: 0, retention: { keepMs: 30 * DAY } }).look();
  expect(gone).toEqual([]);
  const refusal = expect.stringMatching(/^No thread was forgotten .* clock is far ahead/);
  expect(told).toEqual([refusal, refusal]);
  now = real + DAY;
  await one.look();
  expect(gone).toEqual(['old']);
  now = real + 3 * 365 * DAY + 8 * DAY;
  await one.look();
  expect(gone).toEqual(['old', 'new']);
});

test('by size, threads are forgotten whatever the clock says', async () => {
  const rested = (id: string, at: number) => row(id, { status: 'complete', updatedAt: at });
  await store.append({ open: [rested('old', now - 90 * DAY)], events: [] }).durable;
  now += 3 * 365 * DAY;
  await upkeep({ backupEveryMs: 0, retention: { keepMs: 30 * DAY, maxBytes: 1 } }).look();
  expect(gone).toEqual(['old']);
});
