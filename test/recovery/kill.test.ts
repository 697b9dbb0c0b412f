import { test } from 'vitest';
import { killAgainAndAgain } from './kills.ts';

const KILLS = Number(process.env.AGENTOS_TEST_KILLS ?? 50);

test(
  `${KILLS} kills: nothing acknowledged is lost, no turn is stuck, every timer rings once`,
  { timeout: 600_000 },
  () => killAgainAndAgain(KILLS),
);
