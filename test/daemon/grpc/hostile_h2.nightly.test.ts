import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { DaemonProcess } from '../../daemon_process.ts';
import { tellFigure } from '../../figures.ts';
import { seeded } from '../../seeded.ts';
import { bomb, byteByByte, haveVectors, largeHeaders, rapidReset, sendBytes, strange, vectors } from './hostile_h2.ts';
import { methodOf } from './raw.ts';

const SCALE = Number(process.env.AGENTOS_TEST_H2_SCALE ?? 1);

const rssMb = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1_024;

test('T16 X12 hostile HTTP/2 at length: the daemon lives, and does not grow', async () => {
  const daemon = await DaemonProcess.start();
  try {
    const client = await daemon.connect();
    for (let n = 0; n < 200; n += 1) await daemon.ask(client, 'what time is it');
    const before = rssMb(daemon.pid);
    const random = seeded(16);
    if (haveVectors) {
      const all = [...vectors()];
      for (let n = 0; n < 10_000 * SCALE; n += 50) {
        const ruins = Array.from({ length: 50 }, () => {
          const bytes = Buffer.from(all[Math.floor(random() * all.length)]?.bytes ?? Buffer.alloc(0));
          for (let change = 0; change < 4; change += 1)
            bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
          return sendBytes(daemon.socket, bytes);
        });
        await Promise.all(ruins);
      }
    }
    for (const { bytes } of strange(20_000 * SCALE)) await sendBytes(daemon.socket, bytes);
    await rapidReset(daemon.socket, 100_000 * SCALE);
    const { requestSerialize } = methodOf('agentos.v1.Catalog', 'Services');
    for (let n = 0; n < 400 * SCALE; n += 1)
      expect(await byteByByte(daemon.socket, requestSerialize({ prefix: 'p'.repeat(250) }))).toBe(0);
    for (let n = 0; n < 20; n += 1) expect(await bomb(daemon.socket, 100)).toBe(8);
    for (let n = 0; n < 50; n += 1) await largeHeaders(daemon.socket, 64 * 1024);
    expect((await daemon.ask(client, 'what time is it')).status).toBe('complete');
    const grown = rssMb(daemon.pid) - before;
    const measured = `RSS ${before.toFixed(0)} MB before, ${grown.toFixed(0)} MB more after`;
    tellFigure({ count: 100_000 * SCALE, of: 'streams taken back at once, and other hostile HTTP/2', measured });
    expect(grown).toBeLessThanOrEqual(64);
    expect(daemon.log).not.toMatch(/not foreseen|Error:/);
  } finally {
    await daemon.stop();
  }
});
