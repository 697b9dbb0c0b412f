import { test } from 'vitest';
import { inWords, judge, soak } from './soaking.ts';

const SECONDS = Number(process.env.AGENTOS_TEST_SECONDS ?? 60);
/** Fewer would not fill what is filled once: caches, pools of threads, the young generation. */
const TURNS_AT_LEAST = 600;

test(`X5 T34 soak for ${SECONDS} s: files, threads, handles and the log stay as they are, memory does not run away`, {
  timeout: 600_000,
}, async () => {
  const soaked = await soak(SECONDS, TURNS_AT_LEAST);
  process.stdout.write(`${soaked.turns} turns, ${inWords(soaked)}\n`);
  judge(soaked);
});
