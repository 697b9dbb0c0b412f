import { describe, expect, test } from 'vitest';
import { sayMoment, sayRepetition } from '../../src/language/say_when.ts';
import { parseWhen } from '../../src/language/values/when.ts';
import { type Habit, meantBy, type Now } from '../../src/language/when_meant.ts';
import { whenFits, whenOf } from '../../src/language/when_slot.ts';

/** Monday. */
const now: Now = { year: 2026, month: 11, day: 23, hour: 8, minute: 15, second: 0 };
const ALARM: Habit = { hours: 'early' };
const REMINDER: Habit = { hours: 'awake', usual: { day: 9, morning: 9, afternoon: 15, evening: 18, night: 20 } };

const meant = (text: string, habit: Habit, at = now) => meantBy(parseWhen(text)?.value ?? {}, at, habit);

describe('when something is meant', () => {
  test.each([
    // An hour without half of the day is the next one.
    ['at 7', '2026-11-23T19:00:00'],
    ['at 9', '2026-11-23T09:00:00'],
    ['at 8', '2026-11-23T20:00:00'],
    ['at 7 am', '2026-11-24T07:00:00'],
    ['at 7 in the evening', '2026-11-23T19:00:00'],
    ['at midnight', '2026-11-24T00:00:00'],
    ['tomorrow at 7', '2026-11-24T07:00:00'],
    ['tomorrow at 12', '2026-11-24T12:00:00'],
    ['tomorrow at 5', '2026-11-24T05:00:00'],
    ['tomorrow evening at 7', '2026-11-24T19:00:00'],
    ['tonight at 12', '2026-11-23T23:59:59', 'past'],
    ['today at 7', '2026-11-23T19:00:00'],
    ['on monday at 9', '2026-11-23T09:00:00'],
    ['on monday at 7 am', '2026-11-30T07:00:00'],
    ['next monday at 9', '2026-11-30T09:00:00'],
    ['on friday at 7', '2026-11-27T07:00:00'],
    ['on the 1st at 7', '2026-12-01T07:00:00'],
    ['on the 31st at 7', '2026-12-31T07:00:00'],
    ['on march 3rd at 7', '2027-03-03T07:00:00'],
    ['on february 29th at 7', '2028-02-29T07:00:00'],
    ['in 30 days at 7', '2026-12-23T07:00:00'],
    ['next month at 7', '2026-12-23T07:00:00'],
  ])('an alarm %s', (text, at, doubt?: string) => {
    if (doubt === undefined) expect(meant(text, ALARM)).toEqual({ type: 'once', at });
    else expect(meant(text, ALARM)).toBe(doubt);
  });

  test.each([
    ['at 5', '2026-11-23T17:00:00'],
    ['tomorrow at 5', '2026-11-24T17:00:00'],
    ['tomorrow', '2026-11-24T09:00:00'],
    ['tomorrow morning', '2026-11-24T09:00:00'],
    ['this evening', '2026-11-23T18:00:00'],
    ['tonight', '2026-11-23T20:00:00'],
    ['in 30 days', '2026-12-23T08:15:00'],
    ['in 2 days and 3 hours', '2026-11-25T11:15:00'],
    ['on friday', '2026-11-27T09:00:00'],
    ['on monday', '2026-11-23T09:00:00'],
    ['on february 29th', '2028-02-29T09:00:00'],
  ])('a reminder %s', (text, at) => expect(meant(text, REMINDER)).toEqual({ type: 'once', at }));

  test.each([
    ['in 8 hours', { type: 'elapsed', durationMs: 28_800_000 }],
    ['every 2 hours', { type: 'interval', everyMs: 7_200_000 }],
    [
      'every weekday at half past six',
      { every: 'week', weekdays: [1, 2, 3, 4, 5], interval: 1, from: '2026-11-24', time: '06:30:00' },
    ],
    ['every day at 9', { every: 'day', from: '2026-11-23', time: '09:00:00' }],
    ['every other day at 8', { every: 'day', interval: 2, from: '2026-11-24', time: '08:00:00' }],
    ['every other tuesday at 8', { every: 'week', interval: 2, weekdays: [2], from: '2026-11-24' }],
    ['on the 31st of every month at 9', { every: 'month', monthDay: 31, from: '2026-11-30' }],
    ['every year on february 29th at 9', { every: 'year', month: 2, monthDay: 29, from: '2027-02-28' }],
    ['the last friday of every month at 4 pm', { every: 'month', nth: -1, nthWeekday: 5, from: '2026-11-27' }],
  ])('again and again: %s', (text, rule) => expect(meant(text, ALARM)).toMatchObject(rule));

  test.each([
    ['', ALARM, 'time'],
    ['tomorrow', ALARM, 'time'],
    ['every day', ALARM, 'time'],
    ['today', REMINDER, 'time'],
    ['today at 7 am', ALARM, 'past'],
    ['this morning', { ...REMINDER, usual: { day: 8, morning: 8, afternoon: 15, evening: 18, night: 20 } }, 'past'],
    ['on november 23rd 2025 at 7', ALARM, 'past'],
    ['on february 30th at 7', ALARM, 'none'],
    ['every year on june 31st at 7', ALARM, 'none'],
  ] as const)('"%s" leaves a doubt', (text, habit, doubt) => expect(meant(text, habit)).toBe(doubt));
});

describe('told back', () => {
  test.each([
    ['2026-11-23T19:00:00', "today at 7 o'clock in the evening"],
    ['2026-11-24T06:30:00', 'tomorrow at 6:30 in the morning'],
    ['2026-11-27T12:00:00', 'on Friday at noon'],
    ['2026-12-23T08:15:00', 'on Wednesday, December 23rd at 8:15 in the morning'],
    ['2028-02-29T09:00:00', "on Tuesday, February 29th, 2028 at 9 o'clock in the morning"],
    ['2026-11-22T09:00:00', "yesterday at 9 o'clock in the morning"],
  ])('%s', (local, said) => expect(sayMoment(local, now)).toBe(said));

  test.each([
    ['every weekday at half past six', 'every weekday at 6:30 in the morning'],
    ['every day at 9', "every day at 9 o'clock in the morning"],
    ['every other tuesday at 8 am', "every second Tuesday at 8 o'clock in the morning"],
    ['every 3 days at noon', 'every 3 days at noon'],
    ['every 3 weeks on friday at noon', 'every 3 weeks on Friday at noon'],
    ['mondays and thursdays at noon', 'every Monday and Thursday at noon'],
    ['on the 1st of every month at noon', 'every month on the 1st at noon'],
    ['the last friday of every month at noon', 'on the last Friday of every month at noon'],
    ['every year on march 3rd at noon', 'every year on March 3rd at noon'],
    ['every hour', 'every hour'],
    ['every 90 minutes', 'every 1 hour and 30 minutes'],
  ])('%s', (text, said) => {
    const rule = meant(text, ALARM);
    if (typeof rule === 'string' || rule.type === 'once' || rule.type === 'elapsed')
      throw new Error(`${text} does not come again`);
    expect(sayRepetition(rule)).toBe(said);
  });
});

describe('what fits', () => {
  test.each([
    ['at 7', '2026-11-24T07:00:00', true],
    ['at 7', '2026-11-24T19:00:00', true],
    ['at 7 am', '2026-11-24T19:00:00', false],
    ['tomorrow', '2026-11-24T07:00:00', true],
    ['tomorrow', '2026-11-25T07:00:00', false],
    ['tomorrow at 7', '2026-11-24T07:00:00', true],
    ['today', '2026-11-23T07:00:00', true],
    ['on friday', '2026-11-27T07:00:00', true],
    ['in the evening', '2026-11-24T19:00:00', true],
    ['in the morning', '2026-11-24T19:00:00', false],
  ])('%s: %s %s', (text, local, fits) => expect(whenFits(parseWhen(text)?.value ?? {}, local, now)).toBe(fits));

  test('slots fill each other in, and what is no time is none', () => {
    const [time, day] = [{ hour: 7, minute: 0, ambiguous: true }, { inDays: 1 }];
    expect(whenOf(time, day)).toEqual({ ...time, ...day });
    expect(whenOf(undefined, 'seven', { hour: 'x' })).toBeUndefined();
  });
});
