import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tellFigure } from '../figures.ts';
import { ClockTravel, momentsShowing, noSettableClock, utc } from './clock_travel.ts';

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
const DAY = 24 * HOUR;

/** Where and when the clocks change; in spring a time that is left out and when it rings, in autumn one that comes twice. */
const CHANGES = [
  { zone: 'Europe/Berlin', change: 'spring', day: '2027-03-28', time: '02:30:00', rings: '03:30:00' },
  { zone: 'Europe/Berlin', change: 'autumn', day: '2027-10-31', time: '02:30:00', rings: '02:30:00' },
  { zone: 'America/New_York', change: 'spring', day: '2027-03-14', time: '02:30:00', rings: '03:30:00' },
  { zone: 'America/New_York', change: 'autumn', day: '2027-11-07', time: '01:30:00', rings: '01:30:00' },
  { zone: 'Australia/Lord_Howe', change: 'spring', day: '2027-10-03', time: '02:15:00', rings: '02:45:00' },
  { zone: 'Australia/Lord_Howe', change: 'autumn', day: '2027-04-04', time: '01:45:00', rings: '01:45:00' },
] as const;

describe.skipIf(noSettableClock !== undefined)(
  `P6 T9 a real daemon that is sent through the years${noSettableClock === undefined ? '' : ` (left out: ${noSettableClock})`}`,
  () => {
    let travel: ClockTravel;
    let names = 0;
    beforeAll(async () => {
      travel = await ClockTravel.start();
    });
    afterAll(() => travel.stop());

    /** A word that nothing else is called. */
    const name = (): string =>
      `bird${String.fromCharCode(97 + (names % 26))}${String.fromCharCode(97 + Math.floor(names++ / 26))}`;
    const onTime = (label: string): void => {
      expect(travel.of(label)).toHaveLength(1);
      expect(travel.of(label)[0]).not.toContain('ago');
    };

    test.each(CHANGES)('$zone in $change: rings once, at $rings, and in the morning at its time', async (one) => {
      const { zone, day, time, rings, change } = one;
      const moments = momentsShowing(`${day}T${rings}`, zone);
      expect(momentsShowing(`${day}T${time}`, zone)).toHaveLength(change === 'spring' ? 0 : 2);
      const [first = 0, again] = moments;
      travel.clock.set(first - 14 * HOUR);
      await travel.pass(3 * SECOND);
      const [once, daily, morning] = [name(), name(), name()];
      await travel.alarm(once, { type: 'once', at: `${day}T${time}`, zone });
      const days = { type: 'recurring', every: 'day', from: day, until: day, zone };
      await travel.alarm(daily, { ...days, time });
      await travel.alarm(morning, { ...days, time: '07:00:00' });
      await travel.comeTo(first);
      onTime(once);
      onTime(daily);
      if (again !== undefined) await travel.comeTo(again);
      await travel.comeTo(momentsShowing(`${day}T07:00:00`, zone)[0] ?? 0);
      for (const label of [once, daily, morning]) onTime(label);
    });

    test('in 30 days it reminds then, and not at once; what takes 30 days is not moved by the clock', async () => {
      const [reminder, lasting] = [name(), name()];
      const at = travel.clock.now();
      expect(await travel.say(`remind me in 30 days to feed the ${reminder}`)).toContain('I will remind you on');
      await travel.alarm(lasting, { type: 'elapsed', durationMs: 30 * DAY });
      await travel.pass(3 * SECOND);
      expect(travel.of(reminder)).toEqual([]);
      await travel.comeTo(at - (at % SECOND) + 30 * DAY + SECOND);
      onTime(reminder);
      expect(travel.of(lasting)).toEqual([]);
      const [left = 0] = (await travel.schedules())
        .filter(({ label }) => label === lasting)
        .map((one) => one.remainingMs);
      expect(left).toBeGreaterThan(30 * DAY - HOUR);
      expect(left).toBeLessThan(30 * DAY);
    });

    test('the leap day: what is for it rings on it, what is for each comes on the last of February', async () => {
      travel.clock.set(Date.UTC(2028, 1, 20));
      await travel.pass(3 * SECOND);
      const [once, yearly] = [name(), name()];
      await travel.alarm(once, { type: 'once', at: '2028-02-29T09:00:00', zone: 'UTC' });
      const days = { type: 'recurring', every: 'year', month: 2, monthDay: 29, from: '2028-01-01', zone: 'UTC' };
      await travel.alarm(yearly, { ...days, time: '08:00:00' });
      await travel.comeTo(Date.UTC(2028, 1, 28, 8));
      expect(travel.of(yearly)).toEqual([]);
      await travel.comeTo(Date.UTC(2028, 1, 29, 8));
      onTime(yearly);
      await travel.comeTo(Date.UTC(2028, 1, 29, 9));
      onTime(once);
      await travel.comeTo(Date.UTC(2029, 1, 28, 8));
      expect(travel.of(yearly)).toHaveLength(2);
      tellFigure({
        ...{ count: travel.told.length, of: 'rings with the clock set while the daemon runs' },
        measured: 'daylight saving both ways in three zones, 30 days ahead, leap day',
      });
      expect(travel.told.filter((text) => text.includes('ago'))).toEqual([]);
      expect(utc(travel.clock.now())).toMatch(/^2029-02-28T08:00/u);
    });
  },
);
