import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { systemClock } from '../../../src/daemon/doors/clock.ts';

const DAY_MS = 86_400_000;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

// setTimeout itself fires after 1 ms for what does not fit into 31 bits: 24.8 days.
test.each([0, 1, 24, 25, 30, 400])('what is due in %i days is told then, once, and not before', (days) => {
  const clock = systemClock('UTC');
  let told = 0;
  clock.after(days * DAY_MS + 10, () => (told += 1));
  vi.advanceTimersByTime(days * DAY_MS + 9);
  expect(told).toBe(0);
  vi.advanceTimersByTime(1);
  expect(told).toBe(1);
  vi.advanceTimersByTime(30 * DAY_MS);
  expect(told).toBe(1);
});

test('released at any time, it is told no more', () => {
  const clock = systemClock('UTC');
  let told = 0;
  const releases = [1, 30, 60].map((days) => clock.after(days * DAY_MS, () => (told += 1)));
  vi.advanceTimersByTime(20 * DAY_MS);
  expect(told).toBe(1);
  for (const release of releases) release();
  vi.advanceTimersByTime(100 * DAY_MS);
  expect(told).toBe(1);
  expect(vi.getTimerCount()).toBe(0);
});

test('a jump of the wall clock moves nothing', () => {
  const clock = systemClock('UTC');
  let told = 0;
  clock.after(60_000, () => (told += 1));
  vi.setSystemTime(Date.now() + 365 * DAY_MS);
  vi.advanceTimersByTime(59_999);
  expect(told).toBe(0);
  vi.advanceTimersByTime(1);
  expect(told).toBe(1);
});
