import { expect, test } from 'vitest';
import { ringOverRestarts } from './schedule_restarts.ts';

test('P17 T10 X1 X2 X3 32 timers, alarms and what comes again, over 3 restarts: each rings once, what is late says how late', {
  timeout: 120_000,
}, async () => {
  const figures = await ringOverRestarts({
    ...{ timers: 32, restarts: 3, upSeconds: 3, farthestSeconds: 7, everyMinute: false },
    // A short one between two that go past due times.
    downSeconds: (restart) => (restart === 1 ? 0.2 : 3.5),
  });
  process.stdout.write(`${JSON.stringify(figures)}\n`);
  expect(figures.rungOnce).toBeGreaterThanOrEqual(32);
  expect(figures.toldLate).toBeGreaterThan(0);
  expect(figures.caughtUp).toBeGreaterThan(0);
  expect(figures.skipped).toBeGreaterThan(0);
});
