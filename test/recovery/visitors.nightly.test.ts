import { test } from 'vitest';
import { visitAgainAndAgain } from './visitors.ts';

const VISITS = Number(process.env.AGENTOS_TEST_VISITS ?? 1_000);

test(`P1 T8 X7 ${VISITS} visits beside a daemon at work: nothing lost, no file deleted under it`, () =>
  visitAgainAndAgain(VISITS));
