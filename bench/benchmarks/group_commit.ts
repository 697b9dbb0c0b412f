import { atLeast, atMost, type Benchmark } from '../benchmark.ts';
import { count, ms } from '../figures_text.ts';
import { agree, interleave, middle, ratio, startSide } from '../remote.ts';

const TURNS = { one: 250, many: 3_000 };

/** B1, B2, B14: the durable log under FULL, at 1 and at 32 in flight. */
export const groupCommit: Benchmark = {
  ids: ['B1', 'B2', 'B14'],
  async run({ rounds }) {
    const many = startSide('turns', { synchronous: 'FULL', width: 32, turns: TURNS.many });
    const one = startSide('turns', { synchronous: 'FULL', width: 1, turns: TURNS.one });
    const { eventsPerCommit } = await many.round();
    const raw = startSide('raw_sqlite', { synchronous: 'FULL', eventsPerCommit, turns: TURNS.many });
    const sides = [many, one, raw];
    await agree(sides);
    const [manyFigures, oneFigures, rawFigures] = await interleave(sides, rounds);
    for (const side of sides) await side.close();
    // A turn is four events; the control counts events.
    const perEvent = (manyFigures ?? []).map((figures) => ({ ...figures, perSecond: (figures['perSecond'] ?? 0) * 4 }));
    return [
      {
        id: 'B1',
        what: 'durable events/s at 32 in flight over raw better-sqlite3, FULL',
        ...atLeast(0.4, 0.6),
        measured: ratio(perEvent, rawFigures, 'perSecond'),
        told: `${count(middle(perEvent, 'perSecond'))} events/s against ${count(middle(rawFigures, 'perSecond'))}, ${count(eventsPerCommit ?? 0)} events to a commit`,
      },
      {
        id: 'B2',
        what: 'turns/s at 32 in flight over turns/s at 1, FULL',
        ...atLeast(4, 8),
        measured: ratio(manyFigures, oneFigures, 'perSecond'),
        told: `${count(middle(manyFigures, 'perSecond'))} turns/s against ${count(middle(oneFigures, 'perSecond'))}`,
      },
      {
        id: 'B14',
        what: 'event-loop stall p99 during FULL commits at 32 in flight',
        ...atMost(20, 8, 'ms'),
        measured: middle(manyFigures, 'stallMs'),
        told: `worst ${ms(middle(manyFigures, 'worstMs'))}`,
      },
    ];
  },
};
