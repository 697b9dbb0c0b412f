import { expect, test } from 'vitest';
import { tellFigure } from '../../figures.ts';
import { cancelAtRandom } from './cancelling.ts';

const CANCELS = Number(process.env.AGENTOS_TEST_CANCELS ?? 1_000);
/** Promised is 300 ms; a busy machine is not what is judged here. */
const GENEROUS_MS = 300;

test(`P13 T32 ${CANCELS} turns stopped at random moments`, async () => {
  const { stopped, effects, late, without, slowestAckMs, places } = await cancelAtRandom(CANCELS, Date.now());
  const where = [...places].map(([place, times]) => `${place} ${times}`).join(', ');
  const measured = `${stopped} were in time, ${effects} effects, ${late} of them after the acknowledgement, which took at most ${slowestAckMs.toFixed(1)} ms`;
  process.stdout.write(`${where}\n`);
  tellFigure({ count: CANCELS, of: 'turns stopped', measured });
  expect(stopped).toBeGreaterThan(CANCELS / 3);
  expect(late).toBe(0);
  expect(without).toBe(0);
  expect(slowestAckMs).toBeLessThan(GENEROUS_MS);
});
