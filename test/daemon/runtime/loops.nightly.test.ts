import { expect, test } from 'vitest';
import { wanderThrough } from './topologies.ts';

const GRAPHS = Number(process.env.AGENTOS_TEST_GRAPHS ?? 10_000);

test(`P12 T31 ${GRAPHS} random graphs of agents: always one END`, async () => {
  const { ended, complete, mostHops, openThreads } = await wanderThrough(GRAPHS, 1_000_000);
  process.stdout.write(
    `${ended} of ${GRAPHS} ended, ${complete} with an answer, at most ${mostHops} calls in a turn\n`,
  );
  expect(ended).toBe(GRAPHS);
  expect(openThreads).toBe(0);
});
