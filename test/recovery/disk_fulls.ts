import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { openStore } from '../../src/daemon/store/open.ts';
import type { Store, Unit } from '../../src/daemon/store/store.ts';
import { forwardEvent, row } from '../daemon/store/samples.ts';
import { type SmallDisk, smallDisk } from './small_disk.ts';

const DISK_BYTES = 6 * 1024 * 1024;
const RESERVE_BYTES = 512 * 1024;

export interface FullDisk {
  /** Whether what was due while the disk was full became durable then. */
  readonly dueWasWritten: boolean;
  readonly acknowledged: number;
  readonly lost: number;
  /** From the space being there to new turns being taken. */
  readonly recoveredMs: number;
}

/**
 * Fills the disk under a working store but for some bytes, goes on until it is full, sees what is due through, gives the space
 * back and looks whether all that was acknowledged is there: before and after opening it anew.
 */
export async function fillUnder(leaveBytes: number, reserveBytes = RESERVE_BYTES): Promise<FullDisk> {
  const disk = smallDisk(DISK_BYTES);
  const open = () => openStore({ folder: join(disk.folder, 'state'), synchronous: 'FULL', reserveBytes });
  const store = await open();
  const acknowledged: number[] = [];
  try {
    await store.append({ open: [row('t')], events: [] }).durable;
    await reserveIsMade(disk, reserveBytes);
    const next = counter();
    const say = () => {
      const seq = next();
      const done = store.append(unitOf(seq)).durable.then(() => void acknowledged.push(seq));
      return { seq, done };
    };
    for (let i = 0; i < 20; i += 1) await say().done;
    disk.fill(leaveBytes);
    // What is under way when it is found full is not refused.
    while (store.hindrance() === undefined) {
      const { done } = say();
      await Promise.race([done, until(() => store.hindrance() !== undefined)]);
      done.catch(() => undefined);
    }
    expect(store.hindrance()).toMatchObject({ code: 'RESOURCE_EXHAUSTED', retryable: true });
    expect((await store.events('t')).length).toBeGreaterThanOrEqual(20);
    const dueWasWritten = await isDurable(store, { events: [], match: { rule: 'timer', key: 'due' } }, 1_000);

    // What was begun before goes on; without a reserve it waits, and is seen by whoever reads.
    const late = Array.from({ length: 10 }, say);
    await until(async () => (await store.events('t')).length === late.at(-1)?.seq);
    disk.free();
    await Promise.all(late.map(({ done }) => done));
    const freed = Date.now();
    await until(() => store.hindrance() === undefined);
    const recoveredMs = Date.now() - freed;
    await say().done;
    await reserveIsMade(disk, reserveBytes);
    await store.close();

    const again = await open();
    const stored = (await again.events('t')).map(({ seq }) => seq);
    await again.close();
    expect(stored).toEqual(stored.map((_, index) => index + 1));
    const kept = new Set(stored);
    const lost = acknowledged.filter((seq) => !kept.has(seq)).length;
    return { dueWasWritten, acknowledged: acknowledged.length, lost, recoveredMs };
  } finally {
    await store.close().catch(() => undefined);
    disk.remove();
  }
}

function unitOf(seq: number): Unit {
  return { events: [forwardEvent('t', seq, { data: { text: 'x'.repeat(2_000) } })] };
}

function counter(): () => number {
  let last = 0;
  return () => {
    last += 1;
    return last;
  };
}

async function isDurable(store: Store, unit: Unit, withinMs: number): Promise<boolean> {
  const done = store.append(unit).durable.then(
    () => true,
    () => false,
  );
  return Promise.race([done, sleep(withinMs, false)]);
}

async function reserveIsMade(disk: SmallDisk, bytes: number): Promise<void> {
  const path = join(disk.folder, 'state', 'reserve');
  if (bytes > 0) await until(() => existsSync(path) && statSync(path).size === bytes);
}

async function until(met: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await met())) await sleep(20);
}
