import { test } from 'vitest';
import { killAgainAndAgain } from './kills.ts';

test('1,000 kills: nothing acknowledged is lost, no turn is stuck, every timer rings once', () =>
  killAgainAndAgain(1_000));
