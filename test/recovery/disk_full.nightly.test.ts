import { expect, test } from 'vitest';
import { tellFigure } from '../figures.ts';
import { fillUnder } from './disk_fulls.ts';
import { noSmallDisk } from './small_disk.ts';

const LEVELS = Number(process.env.AGENTOS_TEST_LEVELS ?? 100);
const AT_ONCE = 10;

test.skipIf(noSmallDisk !== undefined)(
  `P3 T5 disk full at ${LEVELS} fill levels: nothing acknowledged is lost, what is due is written, it goes on within 10 s`,
  async () => {
    let acknowledged = 0;
    let slowest = 0;
    let lost = 0;
    let stuck = 0;
    for (let level = 0; level < LEVELS; level += AT_ONCE) {
      const some = Array.from({ length: Math.min(AT_ONCE, LEVELS - level) }, (_, n) => (level + n) * 4_999);
      for (const full of await Promise.all(some.map((leaveBytes) => fillUnder(leaveBytes)))) {
        lost += full.lost;
        stuck += full.dueWasWritten ? 0 : 1;
        acknowledged += full.acknowledged;
        slowest = Math.max(slowest, full.recoveredMs);
      }
    }
    const measured = `${acknowledged} acknowledged, what was due was written, went on after at most ${slowest} ms`;
    tellFigure({ count: LEVELS, of: 'full disks', lost, stuck, measured });
    expect({ lost, stuck }).toEqual({ lost: 0, stuck: 0 });
    expect(slowest).toBeLessThan(10_000);
  },
);
