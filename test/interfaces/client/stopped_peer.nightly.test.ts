import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { DaemonProcess } from '../../daemon_process.ts';
import { tellFigure } from '../../figures.ts';

const CLI = join(import.meta.dirname, '../../../dist/interfaces/cli/main.js');
/** What is promised. A ping every 8 s that is answered within 5 s leaves room for a busy machine. */
const FOUND_MS = 15_000;

/** Milliseconds until something is so; undefined where it takes too long. */
async function until(is: () => Promise<boolean> | boolean): Promise<number | undefined> {
  const began = performance.now();
  while (performance.now() - began < FOUND_MS) {
    if (await is()) return performance.now() - began;
    await sleep(100);
  }
  return undefined;
}

test('P16 T13 X8 a client that is stopped is found by the daemon, a daemon that is stopped by its clients, and both come back', async () => {
  const daemon = await DaemonProcess.start();
  const states: string[] = [];
  const client = await daemon.connect({ name: 'watcher', onState: (state) => states.push(state) });
  const chat = spawn(process.execPath, [CLI, 'chat', '--socket', daemon.socket], {
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  try {
    const attached = async () => (await client.status()).clients.length;
    expect(await until(async () => (await attached()) === 2)).toBeDefined();
    chat.kill('SIGSTOP');
    const foundClient = await until(async () => (await attached()) === 1);
    expect(foundClient).toBeDefined();
    chat.kill('SIGCONT');
    expect(await until(async () => (await attached()) === 2)).toBeDefined();
    process.kill(daemon.pid, 'SIGSTOP');
    const foundDaemon = await until(() => states.includes('lost'));
    process.kill(daemon.pid, 'SIGCONT');
    expect(foundDaemon).toBeDefined();
    expect(await until(() => states.at(-1) === 'connected')).toBeDefined();
    expect((await daemon.ask(client, 'what time is it')).status).toBe('complete');
    const measured = `a client was found after ${(foundClient ?? 0).toFixed(0)} ms, a daemon after ${(foundDaemon ?? 0).toFixed(0)} ms`;
    tellFigure({ count: 2, of: 'peers that are stopped', measured });
  } finally {
    process.kill(daemon.pid, 'SIGCONT');
    chat.kill('SIGKILL');
    await daemon.stop();
  }
});
