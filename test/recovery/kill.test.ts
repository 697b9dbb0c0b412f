import { test } from 'vitest';
import { killAgainAndAgain } from './kills.ts';

const KILLS = Number(process.env.AGENTOS_TEST_KILLS ?? 50);

test(
  `P1 T1 X9 ${KILLS} kills: nothing acknowledged is lost, no turn is stuck, every timer rings once, no effect happens twice`,
  { timeout: 600_000 },
  () => killAgainAndAgain(KILLS),
);
