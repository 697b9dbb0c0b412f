import { atMost, type Benchmark } from '../benchmark.ts';
import { us } from '../figures_text.ts';
import { agree, interleave, middle, ratio, startSide } from '../remote.ts';

/** B6: turns in a long thread over turns in short ones. */
export const longThread: Benchmark = {
  ids: ['B6'],
  async run({ rounds }) {
    const long = startSide('long_thread', { turnsBefore: 10_000, threads: 1 });
    const short = startSide('long_thread', { turnsBefore: 10, threads: 1_000 });
    const sides = [long, short];
    await agree(sides);
    const [longs, shorts] = await interleave(sides, rounds);
    for (const side of sides) await side.close();
    return [
      {
        id: 'B6',
        what: 'CPU a turn in a 10,000-turn thread over 10-turn threads',
        ...atMost(1.25, 1.1),
        measured: ratio(longs, shorts, 'cpuPer'),
        told: `${us(middle(longs, 'cpuPer'))} against ${us(middle(shorts, 'cpuPer'))}`,
      },
      {
        id: 'B6',
        what: 'bytes a turn likewise',
        ...atMost(1.1, 1.02),
        measured: ratio(longs, shorts, 'bytesPer'),
        told: `${Math.round(middle(longs, 'bytesPer'))} against ${Math.round(middle(shorts, 'bytesPer'))} bytes`,
      },
    ];
  },
};
