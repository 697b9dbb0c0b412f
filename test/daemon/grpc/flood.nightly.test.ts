import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { Client } from '../../../src/interfaces/client/client.ts';
import { DaemonProcess } from '../../daemon_process.ts';
import { tellFigure } from '../../figures.ts';
import { bundle } from '../store/bundled.ts';
import { manyStreams } from './streams_at_once.ts';

const SECONDS = Number(process.env.AGENTOS_TEST_SECONDS ?? 60);
/** How many times what it can carry out a daemon is told. */
const TIMES = 20;
/** The flood measures for so long what the daemon can carry out. */
const MEASURES_MS = 5_000;

interface Figures {
  readonly p50: number;
  readonly p99: number;
}

async function speak(daemon: DaemonProcess, client: Client, seconds: number): Promise<Figures> {
  const took: number[] = [];
  const until = performance.now() + seconds * 1_000;
  while (performance.now() < until) {
    const began = performance.now();
    expect((await daemon.ask(client, 'what time is it')).status).toBe('complete');
    took.push(performance.now() - began);
    await sleep(20);
  }
  took.sort((a, b) => a - b);
  return { p50: took[Math.floor(took.length / 2)] ?? 0, p99: took[Math.floor(took.length * 0.99)] ?? 0 };
}

const shown = ({ p50, p99 }: Figures) => `p50 ${p50.toFixed(1)} p99 ${p99.toFixed(1)} ms`;

test(`P11 T15 a flood by one client, ${TIMES} times what can be carried out, for ${SECONDS} s: others go on`, async () => {
  const daemon = await DaemonProcess.start();
  const program = fileURLToPath(await bundle(new URL('./flooder.ts', import.meta.url)));
  try {
    const calm = await daemon.connect({ name: 'calm', busyPatienceMs: 0 });
    const voice = await daemon.connect({ name: 'kitchen', kind: 'voice', busyPatienceMs: 0 });
    await speak(daemon, calm, 3);
    const before = Math.min(20, SECONDS);
    const [alone, aloneSpoken] = await Promise.all([speak(daemon, calm, before), speak(daemon, voice, before)]);
    const child = spawn(process.execPath, [program, daemon.socket, String(TIMES), String(SECONDS + 2)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let told = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (told += text));
    const gone = new Promise((resolve) => child.once('exit', resolve));
    await sleep(MEASURES_MS);
    const [typed, spoken] = await Promise.all([speak(daemon, calm, SECONDS), speak(daemon, voice, SECONDS)]);
    await gone;
    const { turnsPerSecond, said, accepted, refused, untold, cuts, p50, p99 } = JSON.parse(told);
    const measured =
      `alone typed ${shown(alone)}, spoken ${shown(aloneSpoken)}; beside ${said} utterances (${turnsPerSecond.toFixed(0)} turns/s x ${TIMES}) ` +
      `typed ${shown(typed)}, spoken ${shown(spoken)}; ${accepted} accepted, ${refused} refused in ${shown({ p50, p99 })}, ${cuts} times cut off`;
    tellFigure({ count: said, of: 'utterances of a flood', measured });
    expect(accepted).toBeGreaterThan(0);
    expect(refused).toBeGreaterThan(0);
    expect(untold, 'refusals without RetryInfo').toBe(0);
    expect(daemon.log).not.toMatch(/not foreseen|nobody caught/);
    expect(p99, 'until a refusal is told').toBeLessThanOrEqual(50);
    expect(typed.p99, 'typed beside the flood').toBeLessThanOrEqual(2 * alone.p99);
    expect(spoken.p99, 'spoken beside the flood').toBeLessThanOrEqual(2 * aloneSpoken.p99);
  } finally {
    await daemon.stop();
  }
});

test('P11 T15 1,000 streams at once: each is answered, or told when to come back', async () => {
  const { replied, refused, untold, rssMb } = await manyStreams(1_000);
  const [before, after] = rssMb.map((mb) => mb.toFixed(0));
  const measured = `${replied} answered, ${refused} refused; RSS ${before} MB before, ${after} MB with all of them`;
  tellFigure({ count: 1_000, of: 'streams at once', measured });
  expect([replied + refused, untold]).toEqual([1_000, 0]);
  expect(replied).toBeGreaterThanOrEqual(900);
});
