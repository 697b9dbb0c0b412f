import { expect, test } from 'vitest';
import { tellFigure } from '../../figures.ts';
import { wanderThrough } from './topologies.ts';

const GRAPHS = Number(process.env.AGENTOS_TEST_GRAPHS ?? 10_000);

test(`P12 T31 ${GRAPHS} random graphs of agents: always one END`, async () => {
  const { ended, complete, mostHops, openThreads } = await wanderThrough(GRAPHS, 1_000_000);
  const measured = `${ended} ended, ${complete} with an answer, at most ${mostHops} calls in a turn`;
  tellFigure({ count: GRAPHS, of: 'graphs of agents', stuck: GRAPHS - ended, measured });
  expect(ended).toBe(GRAPHS);
  expect(openThreads).toBe(0);
});
