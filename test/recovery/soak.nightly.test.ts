import { expect, test } from 'vitest';
import { tellFigure } from '../figures.ts';
import { inWords, judge, soak } from './soaking.ts';

const SECONDS = Number(process.env.AGENTOS_TEST_SECONDS ?? 600);
const TURNS_AT_LEAST = Number(process.env.AGENTOS_TEST_TURNS ?? 20_000);

test(`X5 T34 soak for ${SECONDS} s and ${TURNS_AT_LEAST} turns: memory grows by at most 1 MB in 1,000 turns, and nothing else does`, async () => {
  const soaked = await soak(SECONDS, TURNS_AT_LEAST);
  const { turns, timers, rings, stuck } = soaked;
  const measured = inWords(soaked);
  process.stdout.write(`${turns} turns, ${measured}\n`);
  tellFigure({
    count: turns,
    of: 'turns',
    lost: Math.max(0, timers - rings),
    doubled: Math.max(0, rings - timers),
    stuck,
    measured,
  });
  expect(soaked.slope, 'MB in 1,000 turns').toBeLessThanOrEqual(1);
  judge(soaked);
});
