import { expect, test } from 'vitest';
import { ClockWatch } from '../../../src/daemon/observe/clock_watch.ts';

const START = Date.parse('2026-03-01T12:00:00Z');

/** Clocks that go together, until one is moved. */
class Clocks {
  #passed = 0;
  #slept = 0;
  #set = 0;
  readonly wall = () => START + this.#passed + this.#slept + this.#set;
  readonly steady = () => 5_000 + this.#passed;
  readonly uptime = () => 90_000 + this.#passed + this.#slept;

  pass(ms: number): void {
    this.#passed += ms;
  }
  sleep(ms: number): void {
    this.#slept += ms;
  }
  set(byMs: number): void {
    this.#set += byMs;
  }
}

function watched() {
  const clocks = new Clocks();
  return { clocks, watch: new ClockWatch(clocks) };
}

test('a clock that runs says nothing, nor one that is put right slowly', () => {
  const { clocks, watch } = watched();
  for (let n = 0; n < 1_000; n += 1) {
    clocks.pass(2_000);
    // 0.05 %, the most that the system does: a second and more in all.
    clocks.set(1);
    expect(watch.look()).toBeUndefined();
  }
  expect(watch.facts()).toEqual({});
});

test('a machine that slept has not had its clock set', () => {
  const { clocks, watch } = watched();
  clocks.sleep(8 * 3_600_000);
  clocks.pass(2_000);
  expect(watch.look()).toBeUndefined();
  clocks.sleep(3_600_000);
  clocks.set(60_000);
  expect(watch.look()).toBe(60_000);
});

test('a clock that is set is told once, by how much and when; set back, it is behind until it catches up', () => {
  const { clocks, watch } = watched();
  clocks.set(3_600_000);
  expect(watch.look()).toBe(3_600_000);
  expect(watch.look()).toBeUndefined();
  expect(watch.facts()).toEqual({ clock_set_by_ms: '3600000', clock_set_at: '2026-03-01T13:00:00.000Z' });
  clocks.set(-7_200_000);
  expect(watch.look()).toBe(-7_200_000);
  expect(watch.facts()).toMatchObject({ clock_set_by_ms: '-7200000', clock_behind_ms: '7200000' });
  clocks.pass(7_200_000);
  expect(watch.facts()).not.toHaveProperty('clock_behind_ms');
});

test('a clock that is before the newest that was written is behind', () => {
  const { watch } = watched();
  watch.written(START - 1_000);
  expect(watch.facts()).toEqual({});
  watch.written(START + 86_400_000);
  watch.written(START);
  expect(watch.facts()).toEqual({ clock_behind_ms: '86400000' });
});
