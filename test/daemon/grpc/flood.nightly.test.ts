import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Client } from '../../../src/interfaces/client/client.ts';
import { DaemonProcess } from '../../daemon_process.ts';

const SECONDS = Number(process.env.AGENTOS_TEST_SECONDS ?? 60);
const CLIENT = join(import.meta.dirname, '../../../dist/interfaces/client/client.js');
/** Places that one client may have at work at most, twenty times over, all the time. */
const UNDER_WAY = 20 * 32;

/** A client in a process of its own that says as much as it can and never does as it is told. */
const FLOOD = `
import { connect } from ${JSON.stringify(CLIENT)};
const client = await connect({ socket: process.argv[1], name: 'flood', kind: 'cli', busyPatienceMs: 0 });
const took = []; let accepted = 0; let untold = 0; let over = false;
async function again() {
  while (!over) {
    const began = performance.now();
    const turn = client.utter({ text: 'what time is it' });
    try {
      await turn.accepted; accepted += 1;
      for await (const update of turn.updates) if (update.type === 'end') client.heard(update.mailOffset);
    } catch (error) {
      took.push(performance.now() - began);
      if (error.code !== 'RESOURCE_EXHAUSTED' || !(error.retryDelayMs > 0)) untold += 1;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
}
const all = Array.from({ length: ${UNDER_WAY} }, again);
setTimeout(() => {
  over = true;
  took.sort((a, b) => a - b);
  const at = (share) => took[Math.floor(took.length * share)] ?? 0;
  console.log(JSON.stringify({ accepted, refused: took.length, untold, p50: at(0.5), p99: at(0.99) }));
  process.exit(0);
}, Number(process.argv[2]) * 1000);
`;

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

test(`P11 T15 a flood by one client, 20 times what may be at work, for ${SECONDS} s: others go on`, async () => {
  const daemon = await DaemonProcess.start();
  try {
    const calm = await daemon.connect({ name: 'calm', busyPatienceMs: 0 });
    const voice = await daemon.connect({ name: 'kitchen', kind: 'voice', busyPatienceMs: 0 });
    await speak(daemon, calm, 3);
    const alone = await speak(daemon, calm, Math.min(20, SECONDS));
    const child = spawn(process.execPath, ['--input-type=module', '-e', FLOOD, daemon.socket, String(SECONDS + 2)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let told = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (told += text));
    const gone = new Promise((resolve) => child.once('exit', resolve));
    await sleep(2_000);
    const [typed, spoken] = await Promise.all([speak(daemon, calm, SECONDS), speak(daemon, voice, SECONDS)]);
    await gone;
    const { accepted, refused, untold, p50, p99 } = JSON.parse(told);
    process.stdout.write(
      `alone ${shown(alone)}; beside the flood typed ${shown(typed)}, spoken ${shown(spoken)}; ` +
        `of the flood ${accepted} accepted, ${refused} refused, told after ${shown({ p50, p99 })}\n`,
    );
    expect(accepted).toBeGreaterThan(0);
    expect(refused).toBeGreaterThan(0);
    expect(untold, 'refusals without a delay').toBe(0);
    const patience = Math.max(2 * alone.p99, alone.p99 + 50);
    expect(typed.p99, 'typed beside the flood').toBeLessThanOrEqual(patience);
    expect(spoken.p99, 'spoken beside the flood').toBeLessThanOrEqual(patience);
  } finally {
    await daemon.stop();
  }
});
