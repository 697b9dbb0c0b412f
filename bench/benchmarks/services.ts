import { atMost, type Benchmark } from '../benchmark.ts';
import { us } from '../figures_text.ts';
import { agree, interleave, middle, ratio, startSide } from '../remote.ts';

/** B8: the real daemon with 100 and 1,000 more services than it ships, and with 100 agents that are a prompt. */
export const services: Benchmark = {
  ids: ['B8'],
  async run({ rounds }) {
    const turns = 200;
    const sides = [
      ...[0, 100, 1_000].map((count) => startSide('daemon_turns', { services: count, turns })),
      startSide('daemon_turns', { prompted: 100, turns }),
    ];
    await agree(sides);
    const [few, more, many, prompted] = await interleave(sides, rounds);
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
      {
        id: 'B8',
        what: 'with 100 agents that are a prompt',
        ...atMost(1.1, 1.03),
        measured: ratio(prompted, few, 'cpuPer'),
        told: told(prompted),
      },
      {
        id: 'B8',
        what: 'resident memory of these 100',
        ...atMost(30, 10, 'MiB'),
        measured: middle(prompted, 'resident') - middle(few, 'resident'),
        told: `${middle(prompted, 'resident').toFixed(0)} against ${middle(few, 'resident').toFixed(0)} MiB`,
      },
    ];
  },
};
