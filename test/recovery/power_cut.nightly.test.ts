import { expect, test } from 'vitest';
import type { AppenderOrder } from '../daemon/store/appender.ts';
import { tellFigure } from '../figures.ts';
import { missing, titled } from './debian.ts';
import { cutPower, traceStore } from './power_cuts.ts';

const IMAGES = Number(process.env.AGENTOS_TEST_IMAGES ?? 5_000);
/** Mostly the log comes home in quiet moments; once while there is work, and once the process ends while it is on its way. Once bursts are many. */
const TRACES: readonly Partial<AppenderOrder>[] = [
  ...[{}, {}, {}, {}],
  { inFlight: 24 },
  { most: 700, bytes: 12_000, inFlight: 4, pauseEvery: 0 },
  { endsComingHome: true },
];
const noStrace = missing({ strace: 'strace' });

test.skipIf(noStrace !== undefined)(
  titled(
    `P1 T3 power cut: ${IMAGES} disks rebuilt from what was synced, 0 lost; with synchronous=NORMAL most lose`,
    noStrace,
  ),
  async () => {
    const sum = { images: 0, unreadable: 0, withLoss: 0, acknowledged: 0 };
    for (const changes of TRACES) {
      const seed = Math.floor(Math.random() * 2 ** 32);
      const trace = await traceStore('FULL', changes);
      const found = await cutPower(trace, Math.ceil(IMAGES / TRACES.length), seed);
      if (found.withLoss + found.unreadable > 0) process.stdout.write(`with loss: seed ${seed}\n`);
      for (const name of ['images', 'unreadable', 'withLoss', 'acknowledged'] as const) sum[name] += found[name];
    }
    const twin = await cutPower(await traceStore('NORMAL'), Math.ceil(IMAGES / TRACES.length), 1);
    const { images, withLoss, acknowledged } = sum;
    const measured = `${acknowledged} acknowledged in them; with synchronous=NORMAL ${twin.withLoss} of ${twin.images} disks lose`;
    tellFigure({ count: images, of: 'power cuts', lost: withLoss + sum.unreadable, measured });
    expect(sum).toMatchObject({ unreadable: 0, withLoss: 0 });
    expect(twin.withLoss).toBeGreaterThan(0);
    process.stdout.write(
      `FULL: ${sum.images} images, ${sum.unreadable} unreadable, ${sum.withLoss} with loss, ${sum.acknowledged} acknowledged in them; ` +
        `NORMAL: ${twin.withLoss} of ${twin.images} with loss, worst ${twin.worst}\n`,
    );
  },
);
