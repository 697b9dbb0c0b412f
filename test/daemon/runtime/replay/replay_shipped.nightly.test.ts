import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tellFigure } from '../../../figures.ts';
import { recordThreads, replayShuffled } from './recorded_threads.ts';

const THREADS = Number(process.env['AGENTOS_T12_THREADS'] ?? 1_000);

test(`P20 T12 ${THREADS} recorded threads, replayed twice with the services in another order: byte-equal, with no effect`, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'agentos-t12-'));
  try {
    await recordThreads(folder, THREADS, 2026);
    const began = performance.now();
    const first = await replayShuffled(folder, 1);
    const seconds = (performance.now() - began) / 1_000;
    expect(first.differences).toEqual([]);
    expect(first.threads).toBeGreaterThanOrEqual(THREADS);
    expect(await replayShuffled(folder, 2)).toEqual(first);
    const { threads, turns, events } = first;
    const measured = `${turns} turns, ${events} events, twice: 0 differences, 0 effects; ${seconds.toFixed(1)} s each`;
    tellFigure({ count: threads, of: 'threads replayed', measured });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
