import { expect, test } from 'vitest';
import { tellFigure } from '../../figures.ts';
import { FOUND_MS } from './resume_subject.ts';
import { disconnectAgainAndAgain, shown } from './resumes.ts';

const DISCONNECTS = Number(process.env.AGENTOS_TEST_DISCONNECTS ?? 1_000);

test(`P16 T13 X4 X8 X12 ${DISCONNECTS} disconnects of 20 clients at random frames, of the daemon as well: each is handed every mail once`, async () => {
  const outcome = await disconnectAgainAndAgain({
    ...{
      clients: 20,
      disconnects: DISCONNECTS,
      kills: Math.ceil(DISCONNECTS / 100),
      freezes: Math.ceil(DISCONNECTS / 400),
    },
    ...{ stopped: 0.12, silent: 0.08, stopMs: 20_000, pauseMs: 600 },
  });
  const measured = shown(outcome).trim();
  process.stdout.write(`${measured}\n`);
  tellFigure({
    count: outcome.disconnects,
    of: 'disconnects',
    lost: outcome.missed,
    doubled: outcome.repeated,
    measured,
  });
  expect(outcome).toMatchObject({ missed: 0, repeated: 0 });
  expect(outcome.disconnects).toBeGreaterThanOrEqual(DISCONNECTS);
  for (const { count, longestMs } of Object.values(outcome.found)) {
    expect(count).toBeGreaterThan(0);
    expect(longestMs).toBeLessThanOrEqual(FOUND_MS);
  }
});
