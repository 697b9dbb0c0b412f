import { expect, test } from 'vitest';
import { Missed, Pulse } from '../../../src/daemon/store/pulse.ts';

test('a thread is missed from its first beat on, and no longer once it beats again', () => {
  const pulse = new Pulse();
  // As the other thread has it.
  const missed = new Missed(new Pulse(pulse.shared), 'main');
  expect([missed.look(), missed.look(), missed.look()]).toEqual([0, 0, 0]);
  pulse.beat('main');
  expect([missed.look(), missed.look(), missed.look()]).toEqual([0, 1, 2]);
  pulse.beat('store');
  expect(missed.look()).toBe(3);
  pulse.beat('main');
  pulse.beat('main');
  expect([missed.look(), missed.look()]).toEqual([0, 1]);
  expect(pulse.beats('main')).toBe(3);
});
