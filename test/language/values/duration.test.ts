import { describe, expect, test } from 'vitest';
import { type Duration, parseDuration, readDuration, secondsOf } from '../../../src/language/values/duration.ts';
import { tokensOf } from '../../../src/language/values/tokens.ts';

const said: readonly (readonly [string, Duration])[] = [
  ['90 seconds', { seconds: 90 }],
  ['one sec', { seconds: 1 }],
  ['five minutes', { minutes: 5 }],
  ['a minute', { minutes: 1 }],
  ['an hour and a half', { hours: 1, minutes: 30 }],
  ['one and a half hours', { hours: 1, minutes: 30 }],
  ['one hour and a quarter', { hours: 1, minutes: 15 }],
  ['2 and a half minutes', { minutes: 2, seconds: 30 }],
  ['one and three quarter hours', { hours: 1, minutes: 45 }],
  ['one minute and 45 seconds', { minutes: 1, seconds: 45 }],
  ['1 hour, 5 minutes and 30 seconds', { hours: 1, minutes: 5, seconds: 30 }],
  ['half an hour', { minutes: 30 }],
  ['half a minute', { seconds: 30 }],
  ['quarter of an hour', { minutes: 15 }],
  ['three quarters of an hour', { minutes: 45 }],
  ['a quarter hour', { minutes: 15 }],
  ['1.5 hrs', { hours: 1, minutes: 30 }],
  ['2h 30m', { hours: 2, minutes: 30 }],
  ['an hour thirty', { hours: 1, minutes: 30 }],
  ['two hours and ten', { hours: 2, minutes: 10 }],
  ['a couple of hours', { hours: 2 }],
  ['two more minutes', { minutes: 2 }],
  ['two days', { days: 2 }],
  ['a week and a half', { weeks: 1, days: 3, hours: 12 }],
  ['a fortnight', { weeks: 2 }],
  ['2 years and 3 months', { years: 2, months: 3 }],
  ['half a year', { months: 6 }],
  ['a month and a half', { months: 1, days: 15 }],
  ['a few minutes', { minutes: 3 }],
  ['0 seconds', { seconds: 0 }],
];

const refused = [
  'minutes',
  'in days',
  'five',
  '5 minutes 5 hours',
  '5 minutes 5 minutes',
  'minus five minutes',
  'one hour ninety',
  'five minutes ago',
  '',
];

describe('a duration', () => {
  test.each(said)('%s', (text, value) => {
    expect(parseDuration(text)).toEqual({ value });
  });

  test.each(refused)('%j is not one', (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });

  test('a bare number belongs to it only where nothing else claims the number', () => {
    expect(readDuration(tokensOf('one hour thirty for pizza'), 0)?.next).toBe(3);
    expect(readDuration(tokensOf('one hour 20 percent'), 0)?.next).toBe(2);
    expect(readDuration(tokensOf('an hour and the lights'), 0)?.next).toBe(2);
  });

  test('in seconds, where its length is fixed', () => {
    expect(secondsOf({ hours: 1, minutes: 30 })).toBe(5400);
    expect(secondsOf({ weeks: 1, days: 1 })).toBe(691_200);
    expect(secondsOf({ months: 1 })).toBeUndefined();
  });
});
