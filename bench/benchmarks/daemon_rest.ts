import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { atMost, type Benchmark } from '../benchmark.ts';
import { cpuMsOf, residentMib, say, startDaemon } from '../daemon.ts';
import { ms } from '../figures_text.ts';
import { median } from '../side.ts';

const IDLE_MS = 30_000;
/** The daemon's own start is over; what it puts off until it is idle is done. */
const SETTLE_MS = 8_000;

/** B9: what the daemon takes when nothing happens. B10: how long it takes until it answers. */
export const daemonRest: Benchmark = {
  ids: ['B9', 'B10'],
  async run({ rounds }) {
    const first: { served: number; bare: number; ready: number }[] = [];
    for (let round = 0; round <= Math.max(5, rounds); round += 1) {
      const bare = await timed(async () => {
        const node = spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' });
        await once(node, 'exit');
      });
      let ready = 0;
      let stop = async (): Promise<void> => undefined;
      const served = await timed(async () => {
        const daemon = await startDaemon();
        ready = daemon.readyMs;
        stop = daemon.stop;
        const said = await say(daemon.client, 'what time is it');
        if (!/^It is /.test(said)) throw new Error(`the daemon answered "${said}"`);
      });
      await stop();
      if (round > 0) first.push({ served, bare, ready });
    }

    const idle = await measureIdle();
    return [
      {
        id: 'B9',
        what: 'idle memory of the daemon with all services over bare Node',
        ...atMost(2.2, 1.8),
        measured: idle.resident / idle.bareResident,
        told: `${idle.resident.toFixed(0)} MiB against ${idle.bareResident.toFixed(0)} MiB`,
      },
      {
        id: 'B9',
        what: 'idle CPU',
        ...atMost(0.5, 0.5, '%'),
        measured: (idle.cpuMs / IDLE_MS) * 100,
        told: `${ms(idle.cpuMs)} in ${IDLE_MS / 1_000} s`,
      },
      {
        id: 'B10',
        what: 'spawn to first served turn over node -e 0',
        ...atMost(4, 3),
        measured: median(first.map(({ served, bare }) => served / bare)),
        told: `${ms(median(first.map(({ served }) => served)))} against ${ms(median(first.map(({ bare }) => bare)))}; ready after ${ms(median(first.map(({ ready }) => ready)))}`,
      },
    ];
  },
};

async function timed(run: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await run();
  return performance.now() - started;
}

async function measureIdle(): Promise<{ resident: number; bareResident: number; cpuMs: number }> {
  const daemon = await startDaemon();
  const bare = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e9)'], { stdio: 'ignore' });
  await say(daemon.client, 'turn on the kitchen light');
  await sleep(SETTLE_MS);
  const before = cpuMsOf(daemon.pid);
  await sleep(IDLE_MS);
  const cpuMs = cpuMsOf(daemon.pid) - before;
  const figures = { resident: residentMib(daemon.pid), bareResident: residentMib(bare.pid ?? 0), cpuMs };
  bare.kill();
  await daemon.stop();
  return figures;
}
