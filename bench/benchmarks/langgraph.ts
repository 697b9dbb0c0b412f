import { atLeast, type Benchmark } from '../benchmark.ts';
import { us } from '../figures_text.ts';
import { agree, interleave, middle, ratio, startControl, startSide } from '../remote.ts';

/** B3: the turn "utterance → router → tool → router → reply", every step durable, against LangGraph.js and its SQLite saver. */
export const langgraph: Benchmark = {
  ids: ['B3'],
  async run({ rounds }) {
    const alone = startSide('turns', { synchronous: 'NORMAL', width: 1, turns: 1_000 });
    const many = startSide('turns', { synchronous: 'NORMAL', width: 32, turns: 4_000 });
    const modes = ['sync', 'async'];
    const controls = modes.flatMap((durability) =>
      [1, 32].map((width) => startControl('langgraph', { durability, width, turns: 150 })),
    );
    const sides = [alone, many, ...controls];
    await agree(sides);
    const [one, thirtyTwo, ...theirs] = await interleave(sides, rounds);
    for (const side of sides) await side.close();
    // Their best of both modes and both widths, by the CPU that it takes.
    const best = theirs.reduce((a, b) => (middle(a, 'cpuPer') <= middle(b, 'cpuPer') ? a : b));
    const mode = `${modes[Math.floor(theirs.indexOf(best) / 2)]}`;
    const cpu = `CPU a turn: ${us(middle(one, 'cpuPer'))} at 1 in flight, ${us(middle(thirtyTwo, 'cpuPer'))} at 32; LangGraph ${us(middle(best, 'cpuPer'))} (${mode})`;
    const speed = `turns/s: ${Math.round(middle(one, 'perSecond'))} at 1, ${Math.round(middle(thirtyTwo, 'perSecond'))} at 32; LangGraph ${Math.round(middle(theirs[0], 'perSecond'))}–${Math.round(Math.max(...theirs.map((one) => middle(one, 'perSecond'))))}`;
    return [
      {
        id: 'B3',
        what: 'a durable turn against LangGraph.js + SQLite, CPU a turn, 1 in flight',
        ...atLeast(20, 40),
        measured: ratio(best, one, 'cpuPer'),
        told: cpu,
      },
      {
        id: 'B3',
        what: 'the same at 32 in flight',
        ...atLeast(20, 40),
        measured: ratio(best, thirtyTwo, 'cpuPer'),
        told: speed,
      },
    ];
  },
};
