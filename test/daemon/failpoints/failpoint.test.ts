import { expect, test, vi } from 'vitest';
import { Failpoint, POINTS } from '../../../src/daemon/failpoints/failpoint.ts';
import { over } from '../../../src/daemon/failpoints/over.ts';
import { PLAIN } from '../../../src/daemon/failpoints/seams.ts';
import { daemonEnvironment } from '../../../src/settings/paths.ts';

test('T2 where no test asks for a kill, nothing stands between the daemon’s parts', () => {
  expect(daemonEnvironment({})).not.toHaveProperty('killAt');
  expect(daemonEnvironment({ AGENTOS_KILL_AT: '' })).not.toHaveProperty('killAt');
  expect(daemonEnvironment({ AGENTOS_KILL_AT: 'end.before' }).killAt).toBe('end.before');
  for (const seam of Object.values(PLAIN)) {
    const part = {};
    expect(Reflect.apply(seam, undefined, [part])).toBe(part);
  }
});

test('T2 a moment that there is not is refused, with those that there are', () => {
  for (const wanted of ['', 'end', 'end.before#0', 'before.end', 'end.before#x']) {
    expect(() => new Failpoint(wanted), wanted).toThrow(/is no moment; there are turn\.before, /);
  }
  for (const point of POINTS) expect(() => new Failpoint(point)).not.toThrow();
});

test('T2 the process is killed at that moment of that subject, the n-th time, and at no other', () => {
  const kill = vi.spyOn(process, 'kill').mockImplementation(() => {
    throw new Error('killed');
  });
  try {
    const failpoint = new Failpoint('start.durable@need.x#2');
    failpoint.reach('start.applied', 'need.x');
    failpoint.reach('start.durable', 'need.y');
    failpoint.reach('start.durable', 'need.x');
    expect(kill).not.toHaveBeenCalled();
    expect(() => failpoint.reach('start.durable', 'need.x')).toThrow('killed');
    expect(kill).toHaveBeenCalledWith(process.pid, 'SIGKILL');
  } finally {
    kill.mockRestore();
  }
});

test('what is replaced is replaced; all else works on what the object keeps to itself', () => {
  class Counter {
    #count = 0;
    get count(): number {
      return this.#count;
    }
    add(): void {
      this.#count += 1;
    }
    name(): string {
      return 'plain';
    }
  }
  const counter = new Counter();
  const seen = over<Counter>(counter, { name: () => 'seen' });
  seen.add();
  expect([seen.count, counter.count, seen.name(), counter.name()]).toEqual([1, 1, 'seen', 'plain']);
});
