import { expect, test } from 'vitest';
import { POINTS } from '../../src/daemon/failpoints/failpoint.ts';
import { tellFigure } from '../figures.ts';
import { wanted } from './failpoint_list.ts';
import { killAtEach } from './failpoints.ts';
import { BACKUP, killAtEachStep, RESTORE, RETENTION, UPGRADE } from './killed_steps.ts';

const ROUNDS = Number(process.env.AGENTOS_TEST_ROUNDS ?? 3);

test(`P1 P2 P8 P17 T2 killed at each named point, ${ROUNDS} times: nothing is lost, nothing comes twice, no turn is stuck`, async () => {
  const points = wanted(POINTS);
  // Also at another's moment: a call of the home, which a person said yes to, and what it keeps of it.
  const more = ['start', 'run', 'outcome'].flatMap((kind) => points.filter((point) => point.startsWith(`${kind}.`)));
  const all = [...points, ...more.map((point) => point.replace(/@.*/, '@need.device.set')), 'record.applied@device'];
  const killed = await killAtEach(Array.from({ length: ROUNDS }, () => all).flat());
  const { kills, turns, ...bad } = killed;
  tellFigure({ count: kills, of: 'kills at named points', ...bad, measured: `${turns} turns` });
  expect(killed).toMatchObject({ kills: all.length * ROUNDS, lost: 0, doubled: 0, stuck: 0 });
});

test.each([
  ['P18 T2 T11', 'an upgrade', UPGRADE, /^exec .*ALTER TABLE|^exec CREATE|pragma user_version/],
  ['P19 T2', 'a backup', BACKUP, /^rename to .*agentos-/],
  ['P19 T2', 'putting one back', RESTORE, /^rename to .*agentos\.db/],
  ['P1 T2', 'forgetting what is old', RETENTION, /^run DELETE FROM events/],
])(
  `%s killed at each step of %s, ${ROUNDS} times, the real program leaves the old or the new, whole`,
  async (_ids, what, care, telling) => {
    let kills = 0;
    let lost = 0;
    let stuck = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const stepped = await killAtEachStep(care);
      expect(
        stepped.steps.some((step) => telling.test(step)),
        stepped.steps.join('\n'),
      ).toBe(true);
      kills += stepped.kills;
      lost += stepped.lost;
      stuck += stepped.stuck;
    }
    tellFigure({ count: kills, of: `kills at the steps of ${what}`, lost, stuck });
    expect({ lost, stuck }).toEqual({ lost: 0, stuck: 0 });
  },
);
