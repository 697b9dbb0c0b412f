import { expect, test } from 'vitest';
import { disconnectAgainAndAgain, shown } from './resumes.ts';

const SHORT = { clients: 4, disconnects: 40, kills: 2, freezes: 1, stopped: 0.1, silent: 0, stopMs: 500, pauseMs: 120 };

test('P16 T13 X4 X8 X12 40 disconnects of 4 clients at random frames: each is handed every mail once', async () => {
  const outcome = await disconnectAgainAndAgain(SHORT);
  process.stdout.write(shown(outcome));
  expect(outcome).toMatchObject({ missed: 0, repeated: 0 });
  expect(outcome.mails).toBeGreaterThan(100);
}, 120_000);

test('P16 T13 twin: clients that do not say how far they were are handed mail again', async () => {
  const outcome = await disconnectAgainAndAgain({
    ...SHORT,
    clients: 2,
    disconnects: 20,
    kills: 0,
    freezes: 0,
    manner: 'forgetful',
  });
  process.stdout.write(shown(outcome));
  expect(outcome.repeated + outcome.missed).toBeGreaterThan(0);
}, 120_000);
