import { describe, expect, test } from 'vitest';
import { stretchMeant } from '../../../src/language/stretch_meant.ts';
import { parseStretch } from '../../../src/language/values/stretch.ts';

/** Wednesday. */
const now = { year: 2026, month: 11, day: 25, hour: 10, minute: 30, second: 0 };
const meant = (text: string) => {
  const stretch = parseStretch(text)?.value;
  return stretch === undefined ? undefined : stretchMeant(stretch, now);
};

describe('a stretch of time', () => {
  test.each([
    ['today', '11-25T00:00', '11-26T00:00', 'today'],
    ['tomorrow', '11-26T00:00', '11-27T00:00', 'tomorrow'],
    ['yesterday', '11-24T00:00', '11-25T00:00', 'yesterday'],
    ['on friday', '11-27T00:00', '11-28T00:00', 'on Friday'],
    ['friday afternoon', '11-27T12:00', '11-27T18:00', 'on Friday afternoon'],
    ['on friday in the morning', '11-27T04:00', '11-27T12:00', 'on Friday morning'],
    ['this evening', '11-25T17:00', '11-26T00:00', 'this evening'],
    ['tonight', '11-25T18:00', '11-26T04:00', 'tonight'],
    ['tomorrow morning', '11-26T04:00', '11-26T12:00', 'tomorrow morning'],
    ['this week', '11-23T00:00', '11-30T00:00', 'this week'],
    ['next week', '11-30T00:00', '12-07T00:00', 'next week'],
    ['this weekend', '11-28T00:00', '11-30T00:00', 'this weekend'],
    ['on the weekend', '11-28T00:00', '11-30T00:00', 'this weekend'],
    ['next weekend', '12-05T00:00', '12-07T00:00', 'next weekend'],
    ['this month', '11-01T00:00', '12-01T00:00', 'this month'],
    ['in december', '12-01T00:00', '01-01T00:00', 'in December'],
    ['in the next 3 days', '11-25T10:30', '11-29T00:00', 'in the next 3 days'],
    ['over the next two weeks', '11-25T10:30', '12-10T00:00', 'in the next 2 weeks'],
    ['the rest of the day', '11-25T10:30', '11-26T00:00', 'for the rest of the day'],
    ['on december 24th', '12-24T00:00', '12-25T00:00', 'on Thursday, December 24th'],
    [
      'between 2 and 4',
      '11-25T14:00',
      '11-25T16:00',
      "today from 2 o'clock in the afternoon to 4 o'clock in the afternoon",
    ],
    [
      'tomorrow between 9 and 11',
      '11-26T09:00',
      '11-26T11:00',
      "tomorrow from 9 o'clock in the morning to 11 o'clock in the morning",
    ],
    [
      'from 2 to 4 pm on friday',
      '11-27T14:00',
      '11-27T16:00',
      "on Friday from 2 o'clock in the afternoon to 4 o'clock in the afternoon",
    ],
    ['on friday at 3', '11-27T15:00', '11-27T16:00', "on Friday at 3 o'clock in the afternoon"],
    ['right now', '11-25T10:30', '11-25T11:30', 'now'],
  ])('"%s"', (text, from, to, said) => {
    const found = meant(text);
    expect([found?.from.slice(5, 16), found?.to.slice(5, 16), found?.said]).toEqual([from, to, said]);
  });

  test.each(['', 'the kitchen', 'week', 'may', 'the month', 'between us', 'next door', 'march'])(
    '"%s" is none',
    (text) => {
      expect(parseStretch(text)).toBeUndefined();
    },
  );

  test('that comes again is no one stretch', () => {
    expect(meant('every monday')).toBeUndefined();
    expect(meant('on february 30th')).toBeUndefined();
  });
});
