import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { DaemonProcess } from '../daemon_process.ts';
import { noSmallDisk, smallDisk } from './small_disk.ts';

const DISK_BYTES = 64 * 1024 * 1024;

describe.skipIf(noSmallDisk !== undefined)('P3 T5 X7 disk full: the daemon', () => {
  test('reads on, rings what is due, takes nothing new until there is room, and starts on a full disk', async () => {
    const disk = smallDisk(DISK_BYTES);
    const state = join(disk.folder, 'state');
    mkdirSync(state);
    const daemon = await DaemonProcess.start({ state });
    try {
      const client = await daemon.connect({ name: 'full' });
      const notices = client.notices()[Symbol.asyncIterator]();
      const before = await daemon.ask(client, 'start a timer for 6 seconds');
      expect(before.status).toBe('complete');
      // Its reserve is made soon after the start.
      await until(() => disk.room() < DISK_BYTES - 16 * 1024 * 1024);
      disk.fill(0);
      const refused = await askUntilRefused(daemon, client);
      expect(refused).toMatchObject({ code: 'RESOURCE_EXHAUSTED', retryable: true });
      expect(refused).toMatchObject({ message: expect.stringContaining('disk is full') });
      expect(refused).toMatchObject({ retryDelayMs: expect.any(Number) });
      expect((await client.threads({})).length).toBeGreaterThan(0);
      const rang = await notices.next();
      expect(rang.value?.text).toContain('timer');

      // An upgrade or a restart finds the disk as full as it was.
      await daemon.kill9();
      await daemon.start();
      const again = await daemon.connect({ name: 'again' });
      expect((await again.threads({})).length).toBeGreaterThan(0);

      disk.free();
      await until(async () => {
        const said = await daemon.ask(again, 'what is 3 times 4').catch(() => undefined);
        return said?.text.includes('12') ?? false;
      });
    } finally {
      await daemon.stop();
      disk.remove();
    }
  });
});

/** What somebody is told who asks for something new. */
async function askUntilRefused(daemon: DaemonProcess, client: Awaited<ReturnType<DaemonProcess['connect']>>) {
  for (;;) {
    const refused = await daemon.ask(client, 'add milk to the shopping list').then(
      () => undefined,
      (error: unknown) => error,
    );
    if (refused !== undefined) return refused;
  }
}

async function until(met: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await met())) await sleep(100);
}
