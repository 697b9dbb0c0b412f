import { test } from 'vitest';
import { killAgainAndAgain } from './kills.ts';

const KILLS = Number(process.env.AGENTOS_TEST_KILLS ?? 1_000);

test(`P1 T1 X9 ${KILLS} kills: nothing acknowledged is lost, no turn is stuck, every timer rings once, no effect happens twice`, () =>
  killAgainAndAgain(KILLS, 2));
