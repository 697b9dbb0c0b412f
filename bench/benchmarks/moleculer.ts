import { atLeast, type Benchmark } from '../benchmark.ts';
import { count, us } from '../figures_text.ts';
import { agree, interleave, middle, ratio, startControl, startSide } from '../remote.ts';

/** B4: the same turn against Moleculer with its four inserts written by hand. */
export const moleculer: Benchmark = {
  ids: ['B4'],
  async run({ rounds }) {
    const turns = 6_000;
    const ours = startSide('turns', { synchronous: 'NORMAL', width: 32, turns });
    const theirs = startControl('moleculer', { width: 32, turns });
    const sides = [ours, theirs];
    await agree(sides);
    const [our, their] = await interleave(sides, rounds);
    for (const side of sides) await side.close();
    return [
      {
        id: 'B4',
        what: 'a durable turn against Moleculer with four inserts, turns/s at 32 in flight',
        ...atLeast(0.4, 0.8),
        measured: ratio(our, their, 'perSecond'),
        told: `${count(middle(our, 'perSecond'))} turns/s against ${count(middle(their, 'perSecond'))}; CPU a turn ${us(middle(our, 'cpuPer'))} against ${us(middle(their, 'cpuPer'))}`,
      },
    ];
  },
};
