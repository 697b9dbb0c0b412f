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

test('the twin: killed between the deed and its answer, a letter that is declared as one that may be sent again is sent twice', {
  timeout: 300_000,
}, async () => {
  const killed = await killAtEach(['run.after@need.post.careless'], 'send the hasty letter');
  expect(killed).toMatchObject({ kills: 1, lost: 0, stuck: 0 });
  expect(killed.doubled).toBeGreaterThan(0);
});
