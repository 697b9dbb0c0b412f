import { atLeast, type Benchmark, type Row } from '../benchmark.ts';
import { us } from '../figures_text.ts';
import { agree, interleave, middle, ratio, startControl, startSide } from '../remote.ts';
import type { Figures } from '../side.ts';

/** B17: a turn in which a stub model chooses two tools and answers, against LangGraph.js with its saver and the OpenAI Agents SDK. */
export const models: Benchmark = {
  ids: ['B17'],
  async run({ rounds }) {
    const ours = [1, 32].map((width) => startSide('model_turns', { width, turns: width === 1 ? 500 : 2_000 }));
    const graphs = ['sync', 'async'].flatMap((durability) =>
      [1, 32].map((width) => startControl('langgraph_model', { durability, width, turns: 100 })),
    );
    const agents = [1, 32].map((width) => startControl('openai_agents', { width, turns: 300 }));
    const sides = [...ours, ...graphs, ...agents];
    await agree(sides);
    const figures = await interleave(sides, rounds);
    for (const side of sides) await side.close();
    const [alone, many] = figures;
    return [
      ...rowsOf('LangGraph.js + SQLite', figures.slice(2, 6), alone, many, atLeast(20, 40)),
      ...rowsOf('the OpenAI Agents SDK in memory', figures.slice(6), alone, many, atLeast(10, 20)),
    ];
  },
};

/** Against the best of theirs, whichever mode and width that is. */
function rowsOf(
  whom: string,
  theirs: readonly Figures[][],
  alone: Figures[] | undefined,
  many: Figures[] | undefined,
  goal: ReturnType<typeof atLeast>,
): Row[] {
  const best = theirs.reduce((a, b) => (middle(a, 'perSecond') >= middle(b, 'perSecond') ? a : b));
  const speed = (figures: readonly Figures[] | undefined): string =>
    `${Math.round(middle(figures, 'perSecond'))} turns/s, ${us(middle(figures, 'cpuPer'))} CPU a turn`;
  return [
    { what: `turns/s with a stub model and two tools against ${whom}, 1 in flight`, figures: alone },
    { what: 'the same at 32 in flight', figures: many },
  ].map(({ what, figures }) => ({
    ...{ id: 'B17', what, ...goal, measured: ratio(figures, best, 'perSecond') },
    told: `${speed(figures)}; theirs ${speed(best)}`,
  }));
}
