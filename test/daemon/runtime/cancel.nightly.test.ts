import { expect, test } from 'vitest';
import { cancelAtRandom } from './cancelling.ts';

const CANCELS = Number(process.env.AGENTOS_TEST_CANCELS ?? 1_000);
/** Promised is 300 ms; a busy machine is not what is judged here. */
const GENEROUS_MS = 300;

test(`P13 T32 ${CANCELS} turns stopped at random moments`, async () => {
  const { stopped, effects, late, without, slowestAckMs, places } = await cancelAtRandom(CANCELS, Date.now());
  const where = [...places].map(([place, times]) => `${place} ${times}`).join(', ');
  process.stdout.write(
    `${stopped} of ${CANCELS} stopped, ${effects} effects, ${late} after the acknowledgement, slowest acknowledgement ${slowestAckMs.toFixed(1)} ms; ${where}\n`,
  );
  expect(stopped).toBeGreaterThan(CANCELS / 3);
  expect(late).toBe(0);
  expect(without).toBe(0);
  expect(slowestAckMs).toBeLessThan(GENEROUS_MS);
});
