import { expect, test } from 'vitest';
import { tellFigure } from '../figures.ts';
import { missing, titled } from './debian.ts';
import { chanceFails, type Faulty, liveThrough, nthFails, SOUND } from './io_faults.ts';

const noTools = missing({ strace: 'strace', 'fiu-utils': 'fiu-run' });
/** Places of the failing write or sync; a life of so many units has some 170 of them. */
const PLACES = Number(process.env.AGENTOS_TEST_PLACES ?? 250);
const MOST = 40;
/** Lives in one folder. */
const LIVES = 25;

test.skipIf(noTools !== undefined)(
  titled(
    `P4 T6 I/O error at each of ${PLACES} places, once and for good, and by chance: nothing acknowledged is lost`,
    noTools,
  ),
  async () => {
    const places = Array.from({ length: PLACES }, (_, n) => [nthFails(n + 1, false), nthFails(n + 1, true)]).flat();
    const byChance = Array.from({ length: Math.ceil(PLACES / 2) }, () => chanceFails(0.1, 0.05));
    const faults: Faulty[] = [...places, ...byChance];
    let acknowledged = 0;
    let stopped = 0;
    const lost: unknown[] = [];
    for (let n = 0; n < faults.length; n += LIVES) {
      const found = await liveThrough([SOUND, ...faults.slice(n, n + LIVES)], MOST);
      lost.push(...found.lost);
      for (const { exit } of found.lives) expect([0, 3]).toContain(exit);
      acknowledged += found.acknowledged;
      stopped += found.lives.filter(({ exit }) => exit === 3).length;
    }
    const measured = `${stopped} stopped the store, ${acknowledged} acknowledged`;
    tellFigure({ count: faults.length, of: 'I/O errors', lost: lost.length, measured });
    expect(lost).toEqual([]);
  },
);
