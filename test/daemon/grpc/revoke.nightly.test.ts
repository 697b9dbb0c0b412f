import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { z } from 'zod';
import type { Client } from '../../../src/interfaces/client/client.ts';
import type { Credential } from '../../../src/interfaces/client/credential.ts';
import { enroll } from '../../../src/interfaces/client/enroll.ts';
import { DaemonProcess } from '../../daemon_process.ts';
import { tellFigure } from '../../figures.ts';
import { bundle } from '../store/bundled.ts';

const ROUNDS = 100;
const STREAMS = 100;
/** Others who talk all the while, each as fast as it is answered. */
const TALKERS = 4;

const said = z.object({
  attached: z.int().exactOptional(),
  over: z.number().exactOptional(),
  turns: z.int().exactOptional(),
});

/** Of the machine, in milliseconds: the same in every process. */
const monotonicMs = (): number => Number(process.hrtime.bigint()) / 1e6;

function percentile(times: readonly number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN);
}

/** Clients in a process of their own, so that the daemon's time is the daemon's. */
function clientsBy(program: string) {
  const child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    tell: (task: object): void => void child.stdin.write(`${JSON.stringify(task)}\n`),
    finish: (): void => void child.stdin.end(),
    next: async () => {
      const { value, done } = await lines.next();
      if (done) throw new Error('The clients ended.');
      return said.parse(JSON.parse(value));
    },
    close: async (): Promise<void> => {
      if (child.exitCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}

/** As `agentos pair` and `agentos attach` do. */
async function letIn(owner: Client, name: string): Promise<Credential> {
  let enrolled: Promise<{ readonly credential: Credential }> | undefined;
  for await (const news of owner.pair({ name, role: 'resident', scopes: [] }, new AbortController().signal))
    if (news.message === 'code') enrolled = enroll({ address: news.code.addresses[0] ?? '', code: news.code.code });
  if (!enrolled) throw new Error('There was no code.');
  return (await enrolled).credential;
}

it(`S2 T27 ${STREAMS} streams of a client that is sent away are over within a second, while others talk, ${ROUNDS} times`, async () => {
  const program = fileURLToPath(await bundle(new URL('./remote_clients.ts', import.meta.url)));
  const daemon = await DaemonProcess.start();
  const [phones, talkers] = [clientsBy(program), clientsBy(program)];
  try {
    await daemon.halt();
    writeFileSync(join(daemon.state, 'agentos.toml'), '[listen]\naddresses = ["127.0.0.1:0"]\n');
    await daemon.start();
    const owner = await daemon.connect({ name: 'owner' });
    talkers.tell({ credential: await letIn(owner, 'talkers'), talkers: TALKERS });
    for (let n = 0; n < TALKERS; n += 1) expect(await talkers.next()).toEqual({ attached: 1 });
    const times: number[] = [];
    const startedAt = monotonicMs();
    for (let round = 0; round < ROUNDS; round += 1) {
      const name = `phone-${round}`;
      phones.tell({ credential: await letIn(owner, name), streams: STREAMS });
      expect(await phones.next()).toEqual({ attached: STREAMS });
      const before = monotonicMs();
      expect(await owner.revokeClient(name)).toBe(STREAMS);
      const { over = Number.NaN } = await phones.next();
      times.push(over - before);
    }
    const seconds = (monotonicMs() - startedAt) / 1_000;
    talkers.finish();
    const { turns = 0 } = await talkers.next();
    const slowest = Math.round(Math.max(...times));
    const measured = `from the word to the last stream's end p50 ${percentile(times, 0.5)} p99 ${percentile(times, 0.99)}, slowest ${slowest} ms, beside ${Math.round(turns / seconds)} turns a second`;
    tellFigure({ count: ROUNDS, of: 'clients with 100 streams sent away', measured });
    expect(turns).toBeGreaterThan(0);
    expect(slowest).toBeLessThan(1_000);
  } finally {
    await Promise.all([phones.close(), talkers.close()]);
    await daemon.stop();
  }
}, 600_000);
