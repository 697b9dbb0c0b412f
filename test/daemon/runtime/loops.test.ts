import { expect, test } from 'vitest';
import { DEFAULT_LIMITS } from '../../../src/daemon/runtime/limits.ts';
import { wanderThrough } from './topologies.ts';

test('P12 T31 agents that call and forward to one another at random: every turn comes to one END within the limits', async () => {
  const { ended, complete, mostHops, openThreads } = await wanderThrough(200, 1);
  expect(ended).toBe(200);
  expect(openThreads).toBe(0);
  // Some come to an answer, some are stopped at a limit: both kinds are there.
  expect(complete).toBeGreaterThan(20);
  expect(complete).toBeLessThan(195);
  // Each of a crowd that meets the limit is refused, and that is recorded.
  expect(mostHops).toBeGreaterThan(DEFAULT_LIMITS.hops / 2);
  expect(mostHops).toBeLessThanOrEqual(DEFAULT_LIMITS.hops + 40);
});

test('the twin: without the limits, loops go on far beyond', async () => {
  const { mostHops } = await wanderThrough(20, 1, { hops: 500, toolCalls: 500, depth: 12 });
  expect(mostHops).toBeGreaterThan(DEFAULT_LIMITS.hops * 4);
});
