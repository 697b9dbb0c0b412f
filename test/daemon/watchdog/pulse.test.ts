import { expect, test } from 'vitest';
import { Missed, Pulse } from '../../../src/daemon/watchdog/pulse.ts';

test('the main thread is missed from its first beat on, and no longer once it beats again', () => {
  const pulse = new Pulse();
  // As the watchdog has it.
  const missed = new Missed(new Pulse(pulse.shared));
  expect([missed.look(), missed.look(), missed.look()]).toEqual([0, 0, 0]);
  pulse.beat();
  expect([missed.look(), missed.look(), missed.look()]).toEqual([0, 1, 2]);
  pulse.beat();
  pulse.beat();
  expect([missed.look(), missed.look()]).toEqual([0, 1]);
  expect(pulse.beats).toBe(3);
});
