import { expect, test } from 'vitest';
import { POINTS } from '../../src/daemon/failpoints/failpoint.ts';
import { wanted } from './failpoint_list.ts';
import { killAtEach } from './failpoints.ts';

test('P1 P2 P8 P17 T2 killed at each named point once: nothing acknowledged is lost, no effect comes twice, no turn is stuck', {
  timeout: 300_000,
}, async () => {
  const points = wanted(POINTS);
  const killed = await killAtEach(points);
  process.stdout.write(`${JSON.stringify(killed)}\n`);
  expect(killed).toMatchObject({ kills: points.length, lost: 0, doubled: 0, stuck: 0 });
  expect(killed.turns).toBeGreaterThan(points.length);
});
