// Loaded into a daemon under test by `node --import`: at SIGUSR2 it writes what only the process itself can tell.
import { renameSync, writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { writeHeapSnapshot } from 'node:v8';
import { isMainThread } from 'node:worker_threads';

const path = process.env.AGENTOS_TEST_PROBE;
if (isMainThread && path !== undefined) {
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  process.on('SIGUSR2', () => {
    const handles = {};
    for (const name of process.getActiveResourcesInfo()) handles[name] = (handles[name] ?? 0) + 1;
    const { heapUsed, external, arrayBuffers } = process.memoryUsage();
    // The histogram counts its own ticks of 10 ms too.
    const loopP99Ms = Math.max(0, delay.percentile(99) / 1e6 - 10);
    if (process.env.AGENTOS_TEST_HEAP) writeHeapSnapshot(`${path}.${Date.now()}.heapsnapshot`);
    writeFileSync(`${path}.new`, JSON.stringify({ handles, heapUsed, external, arrayBuffers, loopP99Ms }));
    renameSync(`${path}.new`, path);
  });
}
