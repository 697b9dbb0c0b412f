import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Client } from '../../../src/interfaces/client/client.ts';
import { DaemonProcess } from '../../daemon_process.ts';
import { tellFigure } from '../../figures.ts';
import { StandingReader } from './standing_reader.ts';

const MINUTES = Number(process.env.AGENTOS_TEST_MINUTES ?? 3);
const READERS = 50;

const rssMb = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1_024;

async function p99(daemon: DaemonProcess, client: Client, until: number): Promise<number> {
  const took: number[] = [];
  while (performance.now() < until) {
    const began = performance.now();
    const { mailOffset } = await daemon.ask(client, 'what time is it');
    took.push(performance.now() - began);
    client.heard(mailOffset);
    await sleep(10);
  }
  took.sort((a, b) => a - b);
  return took[Math.floor(took.length * 0.99)] ?? 0;
}

test(`P11 T14 X5 ${READERS} readers that stand still, and one that does not, for ${MINUTES} min`, async () => {
  const daemon = await DaemonProcess.start();
  try {
    const healthy = await daemon.connect({ name: 'healthy' });
    // As long as an utterance may be; all of them together are megabytes for each reader.
    const text = `what is ${'very '.repeat(1_990)}much`;
    const { thread } = await daemon.ask(healthy, text);
    for (let n = 0; n < 300; n += 1) await daemon.ask(healthy, text, { thread });
    const idle = await p99(daemon, healthy, performance.now() + 20_000);
    const before = rssMb(daemon.pid);
    const readers = Array.from({ length: READERS }, () => new StandingReader(daemon.socket, thread));
    let most = 0;
    const watching = setInterval(() => (most = Math.max(most, rssMb(daemon.pid))), 200);
    const slow = await p99(daemon, healthy, performance.now() + MINUTES * 60_000);
    clearInterval(watching);
    for (const reader of readers) reader.leave();
    const cut = readers.reduce((sum, reader) => sum + reader.cut, 0);
    const spared = readers.reduce((sum, reader) => sum + reader.spared, 0);
    const measured = `RSS ${before.toFixed(0)} MB, at most ${most.toFixed(0)} MB; p99 ${idle.toFixed(1)} ms alone, ${slow.toFixed(1)} ms beside; ${cut} times cut off, ${spared} times not`;
    tellFigure({ count: READERS, of: 'readers that stand still', measured });
    expect(spared, 'stood for 40 s and were not cut off').toBe(0);
    expect(cut).toBeGreaterThanOrEqual(READERS * Math.floor(MINUTES));
    expect(most - before).toBeLessThanOrEqual(64);
    expect(slow).toBeLessThanOrEqual(2 * idle);
  } finally {
    await daemon.stop();
  }
});
