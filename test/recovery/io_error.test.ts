import { describe, expect, test } from 'vitest';
import { missing, titled } from './debian.ts';
import { chanceFails, liveThrough, nthFails, nthWriteFailsSlowly, SOUND } from './io_faults.ts';

const noStrace = missing({ strace: 'strace' });
const noFiu = missing({ 'fiu-utils': 'fiu-run' });
const MOST = 40;

describe.skipIf(noStrace !== undefined)(titled('P4 T6 I/O error', noStrace), () => {
  test.each([
    ['once', false],
    ['for good', true],
  ])('the n-th write or sync fails %s: nothing acknowledged is lost, and the next life goes on', async (_, forGood) => {
    const faults = [8, 30, 60].map((n) => nthFails(n, forGood));
    const { lives, acknowledged, lost } = await liveThrough([SOUND, ...faults], MOST);
    expect(lost).toEqual([]);
    expect(acknowledged).toBeGreaterThan(MOST);
    expect(lives.map(({ exit }) => exit)).toContain(3);
    for (const { exit } of lives) expect([0, 3]).toContain(exit);
  });

  test('twin: what was acknowledged before it was synced is lost', async () => {
    const { lost } = await liveThrough([SOUND, ...[8, 16, 24, 32].map(nthWriteFailsSlowly)], MOST, 'applied');
    expect(lost.length).toBeGreaterThan(0);
  });
});

test.skipIf(noFiu !== undefined)(
  titled('P4 T6 I/O error: one sync in ten and one write in twenty fail, nothing acknowledged is lost', noFiu),
  async () => {
    const faults = Array.from({ length: 6 }, () => chanceFails(0.1, 0.05));
    const { lost, lives } = await liveThrough([SOUND, ...faults], MOST);
    expect(lost).toEqual([]);
    expect(lives.map(({ exit }) => exit)).toContain(3);
    for (const { exit } of lives) expect([0, 3]).toContain(exit);
  },
);
