import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DaemonProcess } from '../daemon_process.ts';
import { missing, titled } from './debian.ts';

const noStrace = missing({ strace: 'strace' });
const TURNS = 20;

/** How often the daemon's threads, watched from outside, sync its log while something is done; undefined where that may not be watched. */
async function syncsDuring(daemon: DaemonProcess, work: () => Promise<void>): Promise<number | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'agentos-syncs-'));
  const out = join(folder, 'trace');
  try {
    const args = ['-f', '-y', '-e', 'trace=fsync,fdatasync', '-o', out, '-p', String(daemon.pid)];
    const strace = spawn('strace', args, { stdio: ['ignore', 'ignore', 'pipe'] });
    const gone = once(strace, 'exit');
    const [said] = await once(strace.stderr, 'data');
    if (!String(said).includes('attached')) return undefined;
    await work();
    strace.kill('SIGINT');
    await gone;
    return readFileSync(out, 'utf8').match(/f(data)?sync\([^)]*agentos\.db-wal>/g)?.length ?? 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test.skipIf(noStrace !== undefined)(
  titled('P1 the daemon syncs its log for each turn that it acknowledges', noStrace),
  async ({ skip }) => {
    const daemon = await DaemonProcess.start();
    try {
      const client = await daemon.connect();
      await daemon.ask(client, 'what time is it');
      const syncs = await syncsDuring(daemon, async () => {
        for (let n = 0; n < TURNS; n += 1) await client.utter({ text: 'what time is it' }).accepted;
      });
      if (syncs === undefined) skip('strace may not attach to the daemon here');
      expect(syncs).toBeGreaterThanOrEqual(TURNS);
    } finally {
      await daemon.stop();
    }
  },
);
