import { describe, expect, test } from 'vitest';
import { missing, titled } from './debian.ts';
import { cutPower, traceStore } from './power_cuts.ts';

const IMAGES = 100;
const SEED = 3;
const noStrace = missing({ strace: 'strace' });

describe.skipIf(noStrace !== undefined)(titled('P1 T3 X9 power cut', noStrace), () => {
  test(`${IMAGES} disks rebuilt from what was synced: every one opens, nothing acknowledged is lost`, async () => {
    const trace = await traceStore('FULL');
    expect(trace.ops.filter(({ op }) => op === 'ack').length).toBeGreaterThan(200);
    const found = await cutPower(trace, IMAGES, SEED);
    expect(found).toMatchObject({ unreadable: 0, withLoss: 0, worst: 0 });
    expect(found.acknowledged).toBeGreaterThan(IMAGES);
  });

  test('twin: with synchronous=NORMAL what was acknowledged is lost', async () => {
    const found = await cutPower(await traceStore('NORMAL'), 40, SEED);
    expect(found.withLoss).toBeGreaterThan(0);
  });
});
