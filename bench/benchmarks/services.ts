import { atMost, type Benchmark } from '../benchmark.ts';
import { us } from '../figures_text.ts';
import { agree, interleave, middle, ratio, startSide } from '../remote.ts';

/** B8: the real daemon with 100 and 1,000 more services than it ships. */
export const services: Benchmark = {
  ids: ['B8'],
  async run({ rounds }) {
    const turns = 200;
    const sides = [0, 100, 1_000].map((count) => startSide('daemon_turns', { services: count, turns }));
    await agree(sides);
    const [few, more, many] = await interleave(sides, rounds);
    for (const side of sides) await side.close();
    const told = (figures: typeof few): string =>
      `${us(middle(figures, 'cpuPer'))} against ${us(middle(few, 'cpuPer'))}`;
    return [
      {
        id: 'B8',
        what: "the daemon's CPU a turn with 100 more services",
        ...atMost(1.1, 1.03),
        measured: ratio(more, few, 'cpuPer'),
        told: told(more),
      },
      {
        id: 'B8',
        what: 'with 1,000 more services',
        ...atMost(1.1, 1.03),
        measured: ratio(many, few, 'cpuPer'),
        told: told(many),
      },
    ];
  },
};
