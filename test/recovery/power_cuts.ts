import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { openStore } from '../../src/daemon/store/open.ts';
import type { AppenderOrder } from '../daemon/store/appender.ts';
import { appending } from '../daemon/store/running_appender.ts';
import { chanceOf, DiskModel } from './disk_model.ts';
import { type DiskOp, readTrace, TRACED } from './disk_trace.ts';

const UNITS = 240;
/** So much that the log is brought home in each quiet moment. */
const BYTES = 6_000;
/** A disk in memory where there is one: thousands of images are written. */
const SHARED_MEMORY = '/dev/shm';

export interface PowerCuts {
  readonly images: number;
  /** Images that did not open. */
  readonly unreadable: number;
  /** Images in which something acknowledged was missing, and the most that was missing in one. */
  readonly withLoss: number;
  readonly worst: number;
  /** Of all images together. */
  readonly acknowledged: number;
}

/** What a store that appends does to its folder, and what it acknowledges meanwhile. */
export async function traceStore(synchronous: 'FULL' | 'NORMAL', changes: Partial<AppenderOrder> = {}) {
  const root = mkdtempSync(join(tmpdir(), 'agentos-trace-'));
  try {
    const folder = join(root, 'state');
    const out = join(root, 'trace');
    const run = await appending({
      folder,
      synchronous,
      most: UNITS,
      inFlight: 2,
      pauseEvery: 100,
      bytes: BYTES,
      ...changes,
    });
    const strace = ['-f', '-y', '-xx', '-s', '100000', '-e', `trace=${TRACED}`, '-e', 'signal=none', '-o', out];
    await promisify(execFile)('strace', [...strace, ...run]);
    return { folder, ops: readTrace(readFileSync(out, 'utf8'), folder) };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** Cuts the power at so many moments of a trace, and opens each disk with the real store. */
export async function cutPower(
  { folder, ops }: { readonly folder: string; readonly ops: readonly DiskOp[] },
  images: number,
  seed: number,
): Promise<PowerCuts> {
  const root = mkdtempSync(join(existsSync(SHARED_MEMORY) ? SHARED_MEMORY : tmpdir(), 'agentos-cut-'));
  const chance = chanceOf(seed);
  const moments = Array.from({ length: images }, () => Math.floor(chance() * (ops.length + 1))).sort((a, b) => a - b);
  const model = new DiskModel(folder);
  const acknowledged: number[] = [];
  const found = { images, unreadable: 0, withLoss: 0, worst: 0, acknowledged: 0 };
  try {
    let done = 0;
    for (const [image, moment] of moments.entries()) {
      for (const op of ops.slice(done, moment)) {
        model.take(op);
        if (op.op === 'ack') acknowledged.push(op.seq);
      }
      done = Math.max(done, moment);
      const into = join(root, String(image));
      model.cut(into, chance);
      const stored = await storedIn(into);
      rmSync(into, { recursive: true });
      const lost = stored === undefined ? acknowledged.length : acknowledged.filter((seq) => !stored.has(seq)).length;
      if (stored === undefined) found.unreadable += 1;
      if (lost > 0) found.withLoss += 1;
      found.worst = Math.max(found.worst, lost);
      found.acknowledged += acknowledged.length;
    }
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
  return found;
}

async function storedIn(folder: string): Promise<Set<number> | undefined> {
  try {
    const store = await openStore({ folder, synchronous: 'FULL' });
    const events = await store.events('t');
    await store.close();
    return new Set(events.map(({ seq }) => seq));
  } catch {
    return undefined;
  }
}
