import { atMost, type Benchmark } from '../benchmark.ts';
import { us } from '../figures_text.ts';
import { agree, interleave, middle, ratio, startSide } from '../remote.ts';

/** B7: a store with 100,000 threads over an empty one. */
export const fullStore: Benchmark = {
  ids: ['B7'],
  async run({ rounds }) {
    const full = startSide('full_store', { threads: 100_000 });
    const empty = startSide('full_store', { threads: 0 });
    const sides = [full, empty];
    await agree(sides);
    const [fulls, empties] = await interleave(sides, rounds);
    for (const side of sides) await side.close();
    return [
      {
        id: 'B7',
        what: 'CPU a turn with 100,000 stored threads over an empty store',
        ...atMost(2, 1.4),
        measured: ratio(fulls, empties, 'cpuPer'),
        told: `${us(middle(fulls, 'cpuPer'))} against ${us(middle(empties, 'cpuPer'))}`,
      },
      {
        id: 'B7',
        what: 'start-up likewise (opening the store, looking for open turns)',
        ...atMost(1.5, 1.1),
        measured: ratio(fulls, empties, 'startCpu'),
        told: `${us(middle(fulls, 'startCpu'))} against ${us(middle(empties, 'startCpu'))} of CPU`,
      },
    ];
  },
};
