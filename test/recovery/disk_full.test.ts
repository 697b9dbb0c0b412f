import { describe, expect, test } from 'vitest';
import { fillUnder } from './disk_fulls.ts';
import { noSmallDisk } from './small_disk.ts';

const LEVELS = [0, 40_000, 300_000];

describe.skipIf(noSmallDisk !== undefined)(
  `P3 T5 X7 disk full${noSmallDisk === undefined ? '' : ` (left out: ${noSmallDisk})`}`,
  () => {
    test.concurrent.each(LEVELS)(
      'with %i bytes left nothing acknowledged is lost, what is due is written, and it goes on when there is room',
      async (level) => {
        const { dueWasWritten, acknowledged, lost } = await fillUnder(level);
        expect(dueWasWritten).toBe(true);
        expect(acknowledged).toBeGreaterThan(20);
        expect(lost).toBe(0);
      },
    );

    test.concurrent('twin: without the reserve what is due has to wait for room; still nothing is lost', async () => {
      const { dueWasWritten, lost } = await fillUnder(0, 0);
      expect(dueWasWritten).toBe(false);
      expect(lost).toBe(0);
    });
  },
);
