import { expect, test } from 'vitest';
import { ClockTravel, noSettableClock, utc } from './clock_travel.ts';
import { titled } from './debian.ts';

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
const YEAR = 365 * 24 * HOUR;

test.skipIf(noSettableClock !== undefined)(
  titled(
    'P6 T9 a real daemon whose clock is set by an hour and a year, ahead and back: timers take their time, alarms follow the clock',
    noSettableClock,
  ),
  { timeout: 120_000 },
  async () => {
    const travel = await ClockTravel.start();
    const { clock } = travel;
    try {
      const started = Date.now();
      expect(await travel.say('set a timer for 20 seconds')).toBe('Timer set for 20 seconds.');
      await travel.alarmIn('heron', HOUR / 2);
      await travel.alarmIn('stork', 2 * HOUR);
      const [from, time] = utc(clock.now() + HOUR / 2).split('T');
      await travel.alarm('raven', { type: 'recurring', every: 'day', from, time, zone: 'UTC' });

      await travel.jump(HOUR);
      expect(travel.of('heron')).toEqual([expect.stringMatching(/It was due (29|30) minutes.* ago\./u)]);
      expect(travel.of('raven')).toHaveLength(1);
      await travel.jump(-HOUR);
      await travel.alarmIn('crane', 4 * SECOND);
      await travel.jump(-HOUR);
      await travel.pass(2 * SECOND);
      expect(travel.of('crane')).toEqual([]);
      await travel.jump(HOUR);
      expect(travel.of('crane')).toHaveLength(1);

      await travel.jump(YEAR);
      expect(travel.of('stork')).toEqual([expect.stringMatching(/It was due 364 days and 2[12] hours ago\./u)]);
      expect(travel.of('raven')).toEqual([
        expect.anything(),
        expect.stringContaining('It was missed 363 times before.'),
      ]);
      await travel.jump(-YEAR);
      await travel.pass(Math.max(0, started + 21 * SECOND - Date.now()));
      expect(travel.of('timer')).toEqual(['Your 20 second timer is done.']);
      expect(travel.told).toHaveLength(6);
    } finally {
      await travel.stop();
    }
  },
);
