import { afterEach, expect, test, vi } from 'vitest';
import { Turn } from '../../../src/daemon/runtime/turns/turn.ts';
import { cancelAtRandom } from './cancelling.ts';

afterEach(() => vi.restoreAllMocks());

test('P13 T32 X12 turns stopped at random moments: no effect begins after the acknowledgement, each has one END', async () => {
  const { stopped, effects, late, without, places } = await cancelAtRandom(120, 32);
  expect(stopped).toBeGreaterThan(40);
  expect(effects).toBeGreaterThan(40);
  expect(places.size, [...places.keys()].join(', ')).toBeGreaterThan(4);
  expect(late).toBe(0);
  expect(without).toBe(0);
});

test('the twin: where a cancel is acknowledged and the turn is not stopped, effects begin after it', async () => {
  vi.spyOn(Turn.prototype, 'stop').mockImplementation(function (this: Turn, reason) {
    // It comes to its end all the same, so that the test does.
    setTimeout(() => this.cancellation.cancel(reason), 300);
  });
  expect((await cancelAtRandom(60, 32)).late).toBeGreaterThan(5);
});
