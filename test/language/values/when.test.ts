import { describe, expect, test } from 'vitest';
import { wordsOf } from '../../../src/language/text.ts';
import { parseWhen, readWhen, type When } from '../../../src/language/values/when.ts';

const at = (hour: number, minute = 0): When => ({ hour, minute, ambiguous: false });
const either = (hour: number, minute = 0): When => ({ hour, minute, ambiguous: true });
const WORKDAYS = [1, 2, 3, 4, 5];

const said: readonly (readonly [string, When])[] = [
  ['at 7', either(7)],
  ['for 7 am', at(7)],
  ['7:30', either(7, 30)],
  ['at quarter to eight', either(7, 45)],
  ['at noon', at(12)],
  ['for seven thirty', either(7, 30)],
  ["at 7 o'clock sharp", either(7)],
  ['tomorrow', { inDays: 1 }],
  ['tomorrow morning at 7', { inDays: 1, part: 'morning', ...either(7) }],
  ['at 7 tomorrow morning', { inDays: 1, part: 'morning', ...either(7) }],
  ['tonight at 8', { inDays: 0, part: 'night', ...either(8) }],
  ['this evening', { inDays: 0, part: 'evening' }],
  ['in the morning', { part: 'morning' }],
  ['the day after tomorrow', { inDays: 2 }],
  ['in 30 days', { inDays: 30, fromNow: true }],
  ['in 30 days at 9', { inDays: 30, fromNow: true, ...either(9) }],
  ['a week from now', { inWeeks: 1, fromNow: true }],
  ['in 8 hours', { inSeconds: 28_800, fromNow: true }],
  ['next week', { inWeeks: 1 }],
  ['on monday at noon', { weekday: 1, ...at(12) }],
  ['next friday at 5 pm', { weekday: 5, afterToday: true, ...at(17) }],
  ['at 6:30 am on saturday', { weekday: 6, ...at(6, 30) }],
  ['on the 3rd of march at noon', { month: 3, monthDay: 3, ...at(12) }],
  ['march 3rd 2027 at 9', { year: 2027, month: 3, monthDay: 3, ...either(9) }],
  ['on the 31st', { monthDay: 31 }],
  ['on february 29th', { month: 2, monthDay: 29 }],
  ['2027-02-28 at 8', { year: 2027, month: 2, monthDay: 28, ...either(8) }],
  ['on friday the 13th', { weekday: 5, monthDay: 13 }],
  ['christmas eve at 6 pm', { month: 12, monthDay: 24, ...at(18) }],
  ['every day at 8 in the morning', { every: 'day', ...at(8) }],
  ['daily at noon', { every: 'day', ...at(12) }],
  ['every morning at 7', { every: 'day', part: 'morning', ...either(7) }],
  ['every weekday at half past six', { every: 'week', weekdays: WORKDAYS, ...either(6, 30) }],
  ['at half past six every weekday', { every: 'week', weekdays: WORKDAYS, ...either(6, 30) }],
  ['monday through friday at 7', { every: 'week', weekdays: WORKDAYS, ...either(7) }],
  ['on weekends', { every: 'week', weekdays: [6, 7] }],
  ['every monday, wednesday and friday at 7', { every: 'week', weekdays: [1, 3, 5], ...either(7) }],
  ['weekly on mondays at 9', { every: 'week', weekdays: [1], ...either(9) }],
  ['every other tuesday at 8', { every: 'week', interval: 2, weekdays: [2], ...either(8) }],
  ['every two weeks on friday', { every: 'week', interval: 2, weekdays: [5] }],
  ['on the 1st of every month', { every: 'month', monthDay: 1 }],
  ['every month on the 1st', { every: 'month', monthDay: 1 }],
  ['the first monday of every month at 10', { every: 'month', nth: 1, nthWeekday: 1, ...either(10) }],
  ['on the last friday of the month', { every: 'month', nth: -1, nthWeekday: 5 }],
  ['on the last day of the month', { every: 'month', monthDay: 31 }],
  ['every year on march 3rd', { every: 'year', month: 3, monthDay: 3 }],
  ['every march 3rd', { every: 'year', month: 3, monthDay: 3 }],
  ['every 2 hours', { every: 'hour', interval: 2 }],
  ['every 30 minutes', { every: 'minute', interval: 30 }],
];

describe('when something is to be', () => {
  test.each(said)('%s', (text, when) => {
    expect(parseWhen(text)?.value).toEqual(when);
    // As the sentence engine hands it over.
    const words = wordsOf(text);
    expect(readWhen(words, 0)).toEqual({ value: when, next: words.length });
  });

  test('is read as far as it goes', () => {
    const words = wordsOf('at 5 to call the bank');
    expect(readWhen(words, 0)).toEqual({ value: either(5), next: 2 });
  });

  test.each([
    'six',
    'seven thirty of them',
    'to buy 6',
    'sun',
    'may i',
    'the 7 dwarfs',
    'second',
    'every cat',
    'in the kitchen',
    '',
  ])('"%s" says nothing of it', (text) => expect(readWhen(wordsOf(text), 0)).toBeUndefined());

  test.each(['today tomorrow', 'every day on friday', 'tomorrow every week', 'on monday on tuesday', 'at 7 at 8'])(
    '"%s" is not one thing',
    (text) => expect(parseWhen(text)).toBeUndefined(),
  );
});
