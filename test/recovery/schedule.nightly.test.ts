import { expect, test } from 'vitest';
import { ringOverRestarts } from './schedule_restarts.ts';

const TIMERS = Number(process.env.AGENTOS_TEST_TIMERS ?? 500);
const RESTARTS = Number(process.env.AGENTOS_TEST_RESTARTS ?? 20);

/** Now and then it is away for longer than the minute of grace that a timer has, and past several times of what comes every minute. */
const LONG: ReadonlyMap<number, number> = new Map([
  [4, 75],
  [11, 140],
]);

test(`P17 T10 X1 X2 X3 ${TIMERS} timers, alarms and what comes again, over ${RESTARTS} restarts: each rings once, what is late says how late`, async () => {
  const figures = await ringOverRestarts({
    ...{ timers: TIMERS, restarts: RESTARTS, upSeconds: 14, farthestSeconds: 60, everyMinute: true },
    downSeconds: (restart) => LONG.get(restart) ?? [5, 0.2, 9, 3][restart % 4] ?? 5,
  });
  process.stdout.write(`${JSON.stringify(figures)}\n`);
  expect(figures.rungOnce).toBeGreaterThanOrEqual(TIMERS);
  expect(figures.toldLate).toBeGreaterThan(0);
  expect(figures.caughtUp).toBeGreaterThan(0);
  expect(figures.skipped).toBeGreaterThan(0);
  expect(figures.onTime.count).toBeGreaterThan(TIMERS / 4);
  expect(figures.onTime.p99).toBeLessThanOrEqual(3_000);
});
