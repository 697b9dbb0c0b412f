import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DaemonProcess } from '../daemon_process.ts';

const TURNS = Number(process.env.AGENTOS_TEST_TURNS ?? 20_000);
const COMMANDS = [
  'turn on the kitchen light',
  'turn off the kitchen light',
  'is the kitchen light on',
  'what time is it',
  'what is 3 times 4',
  'add milk to the shopping list',
  'remove milk from the shopping list',
  'nonsense that nobody understands',
];

let daemon: DaemonProcess;
beforeAll(async () => {
  // V8 lets its heap grow as long as nobody minds; with a small one, what grows is what is kept.
  daemon = await DaemonProcess.start({ env: { NODE_OPTIONS: '--max-old-space-size=80' } });
});
afterAll(() => daemon.stop());

/** Resident memory in MB, open files, threads of the operating system. */
function usage(): { mb: number; files: number; threads: number } {
  const status = readFileSync(`/proc/${daemon.pid}/status`, 'utf8');
  const number = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1]);
  return {
    mb: number('VmRSS') / 1_024,
    files: readdirSync(`/proc/${daemon.pid}/fd`).length,
    threads: number('Threads'),
  };
}

test(`X5 T34 ${TURNS} turns: memory grows by at most 1 MB in 1,000 after the first half, and nothing stays open`, async () => {
  let client = await daemon.connect({ name: 'soak' });
  let warm = usage();
  let said = 0;
  let last = usage();
  while (said < TURNS) {
    const batch = Math.min(50, TURNS - said);
    const replies = await Promise.all(
      Array.from({ length: batch }, (_, n) => daemon.ask(client, COMMANDS[(said + n) % COMMANDS.length] ?? '')),
    );
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set(['complete']));
    client.heard(Math.max(...replies.map(({ mailOffset }) => mailOffset)));
    said += batch;
    // Clients come and go.
    if (said % 1_000 === 0) {
      await client.close();
      client = await daemon.connect({ name: 'soak' });
      if (said <= TURNS / 2) warm = usage();
      last = usage();
    }
  }
  const slope = (last.mb - warm.mb) / (TURNS / 2 / 1_000);
  expect(slope, 'MB in 1,000 turns').toBeLessThanOrEqual(1);
  expect(last.files).toBeLessThanOrEqual(warm.files + 2);
  expect(last.threads).toBeLessThanOrEqual(warm.threads + 2);
  expect(await client.threads({ open: true })).toEqual([]);
});
