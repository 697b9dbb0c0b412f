import { atMost, type Benchmark } from '../benchmark.ts';
import { ms } from '../figures_text.ts';
import { interleave, middle, startSide } from '../remote.ts';

const DEVICES = 500;

/** B11, B12: sentences in a house with 500 devices, alone and through the whole daemon. Their goals are times of one machine. */
export const understanding: Benchmark = {
  ids: ['B11', 'B12'],
  async run({ rounds }) {
    const alone = startSide('sentences', { devices: DEVICES });
    const through = startSide('daemon_turns', { devices: DEVICES, turns: 200 });
    const sides = [alone, through];
    for (const side of sides) await side.check();
    const [read, whole] = await interleave(sides, rounds);
    for (const side of sides) await side.close();
    return [
      {
        id: 'B11',
        what: 'understanding one sentence, 500 device names: CPU, p99',
        ...atMost(2, 1, 'ms'),
        measured: middle(read, 'cpu99'),
        told: `p50 ${ms(middle(read, 'cpu50'))}, p95 ${ms(middle(read, 'cpu95'))} (reach: 1 ms); on the wall p99 ${ms(middle(read, 'wall99'))}; compiled in ${ms(middle(read, 'compileMs'))}`,
      },
      {
        id: 'B12',
        what: 'text in → END out through gRPC, offline intent, 500 devices: p95',
        ...atMost(25, 8, 'ms'),
        measured: middle(whole, 'p95'),
        told: `p50 ${ms(middle(whole, 'p50'))}, p99 ${ms(middle(whole, 'p99'))}; ${ms(middle(whole, 'cpuPer'))} of the daemon's CPU a turn`,
      },
    ];
  },
};
