import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { systemClock } from '../../../src/daemon/doors/clock.ts';

const SECOND = 1_000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** How soon a clock that was set is noticed. */
const NOTICED = 2 * SECOND + 1;

/** A machine: time passes for the timers; the clock on the wall can be set, and sleep stops the steady one. */
let set = 0;
let slept = 0;
const open = () => {
  const start = performance.now();
  const steady = (): number => performance.now() - start;
  return systemClock('UTC', {
    wall: () => Date.UTC(2026, 10, 23) + steady() + set + slept,
    steady,
    uptime: () => 5_000_000 + steady() + slept,
    boot: 'this run',
  });
};

beforeEach(() => {
  set = 0;
  slept = 0;
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('P6 T9 the clock of the machine', () => {
  test.each([0, 0.5, 2])('a moment in %i days comes then, once, and not before', (days) => {
    const clock = open();
    let told = 0;
    clock.at(clock.now() + days * DAY + 10, () => (told += 1));
    vi.advanceTimersByTime(days * DAY + 9);
    expect(told).toBe(0);
    vi.advanceTimersByTime(1);
    expect(told).toBe(1);
    vi.advanceTimersByTime(HOUR);
    expect(told).toBe(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  test.each([25, 30, 400, 4_000])(
    'a moment in %i days does not come at once, and comes when the clock shows it',
    (days) => {
      const clock = open();
      let told = 0;
      clock.at(clock.now() + days * DAY, () => (told += 1));
      vi.advanceTimersByTime(HOUR);
      expect(told).toBe(0);
      set = days * DAY - HOUR - 5 * SECOND;
      vi.advanceTimersByTime(5 * SECOND - 1);
      expect(told).toBe(0);
      vi.advanceTimersByTime(1);
      expect(told).toBe(1);
    },
  );

  test('a moment that has passed comes at once', () => {
    let told = 0;
    open().at(0, () => (told += 1));
    vi.advanceTimersByTime(0);
    expect(told).toBe(1);
  });

  test.each([HOUR, 365 * DAY])('set ahead by %i ms, past the moment, it comes within seconds', (byMs) => {
    const clock = open();
    let told = 0;
    clock.at(clock.now() + HOUR, () => (told += 1));
    vi.advanceTimersByTime(10 * SECOND);
    set = byMs;
    vi.advanceTimersByTime(NOTICED);
    expect(told).toBe(1);
  });

  test.each([HOUR, 2 * DAY])('set back by %i ms it waits as much longer', (byMs) => {
    const clock = open();
    let told = 0;
    clock.at(clock.now() + HOUR, () => (told += 1));
    set = -byMs;
    vi.advanceTimersByTime(HOUR + byMs - 1);
    expect(told).toBe(0);
    vi.advanceTimersByTime(1);
    expect(told).toBe(1);
  });

  test('that it was set is heard, within seconds and once; that it is put right slowly is not', () => {
    const clock = open();
    let heard = 0;
    const release = clock.onSet(() => (heard += 1));
    vi.advanceTimersByTime(HOUR);
    for (let step = 0; step < 100; step += 1) {
      set += 1;
      vi.advanceTimersByTime(2 * SECOND);
    }
    expect(heard).toBe(0);
    for (const byMs of [HOUR, -2 * HOUR, SECOND]) {
      heard = 0;
      set += byMs;
      vi.advanceTimersByTime(NOTICED);
      expect(heard).toBe(1);
      vi.advanceTimersByTime(HOUR);
      expect(heard).toBe(1);
    }
    release();
    set += HOUR;
    vi.advanceTimersByTime(HOUR);
    expect(heard).toBe(1);
  });

  test('the time since the machine started counts its sleep, and what is done to the clock does not touch it', () => {
    const clock = open();
    clock.onSet(() => undefined);
    const before = clock.elapsed();
    set = 5 * HOUR;
    vi.advanceTimersByTime(10 * SECOND);
    expect(clock.elapsed() - before).toBe(10 * SECOND);
    slept = 3 * HOUR;
    vi.advanceTimersByTime(NOTICED);
    expect(clock.elapsed() - before).toBe(3 * HOUR + 10 * SECOND + NOTICED);
    expect(clock.monotonic()).toBe(10 * SECOND + NOTICED);
    expect(clock.boot).toBe('this run');
  });

  test('a process that starts later counts on from where the machine is', () => {
    const first = open();
    vi.advanceTimersByTime(HOUR);
    const later = systemClock('UTC', { steady: () => 0, uptime: () => 5_000_000 + HOUR, boot: 'this run' });
    expect(later.elapsed()).toBe(first.elapsed());
  });

  test('nothing runs while nobody waits', () => {
    const clock = open();
    const releases = [clock.at(clock.now() + DAY, () => undefined), clock.onSet(() => undefined)];
    expect(vi.getTimerCount()).toBe(2);
    for (const release of releases) release();
    expect(vi.getTimerCount()).toBe(0);
  });

  test('twin: a plain timer for 30 days fires at once, and does not know that the clock was set', () => {
    vi.useRealTimers();
    return new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error('it waited')), 5_000);
      setTimeout(() => {
        clearTimeout(late);
        resolve();
      }, 30 * DAY);
    });
  });
});
