import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { parseValue, type ValueType } from '../../src/language/parse_value.ts';

const berlin = (local: string) => Temporal.PlainDateTime.from(local).toZonedDateTime('Europe/Berlin');
/** A Wednesday. */
const WEDNESDAY = berlin('2026-11-25T10:20:00');

function read(type: ValueType, text: string, now = WEDNESDAY) {
  const parsed = parseValue(type, text, now);
  return 'refused' in parsed ? undefined : parsed;
}

const plain: readonly (readonly [ValueType, string, unknown])[] = [
  ['number', 'a hundred and five', 105],
  ['number', 'twenty one point five', 21.5],
  ['number', 'minus three', -3],
  ['number', 'two and a half', 2.5],
  ['number', 'three quarters', 0.75],
  ['number', 'half a dozen', 6],
  ['number', 'a few', 3],
  ['number', 'five to ten', { from: 5, to: 10 }],
  ['ordinal', 'twenty first', 21],
  ['ordinal', '3rd', 3],
  ['duration', 'an hour and a half', 5400],
  ['duration', 'three quarters of an hour', 2700],
  ['duration', 'two minutes and ten seconds', 130],
  ['duration', 'a fortnight', 14 * 86_400],
  ['duration', 'about half an hour', 1800],
  ['duration', 'a whole week', 7 * 86_400],
  ['duration', 'a couple of hours or so', 7200],
  ['percent', 'thirty five percent', 35],
  ['percent', 'half', 50],
  ['percent', 'twenty to thirty percent', { from: 20, to: 30 }],
  ['percent', 'between 5 and 10%', { from: 5, to: 10 }],
  ['temperature', 'twenty one and a half degrees', { degrees: 21.5 }],
  ['temperature', 'minus 5 degrees celsius', { degrees: -5, unit: 'celsius' }],
  ['temperature', 'between 18 and 21 degrees', { from: { degrees: 18 }, to: { degrees: 21 } }],
  ['colour', 'dark red', { kind: 'rgb', name: 'dark red', rgb: [139, 0, 0] }],
  ['colour', 'warm white', { kind: 'white', name: 'warm white', kelvin: 2700 }],
  ['colour', 'a bit darker', { kind: 'change', of: 'brightness', percent: -10 }],
  ['colour', 'much warmer', { kind: 'change', of: 'warmth', percent: 50 }],
  ['quantity', 'two and a half cups', { amount: 2.5, unit: 'cup' }],
  ['quantity', '250ml', { amount: 250, unit: 'millilitre' }],
  ['quantity', 'two to three litres', { from: { amount: 2, unit: 'litre' }, to: { amount: 3, unit: 'litre' } }],
];

/** Phrase, what it comes to, and its grain. */
const instants: readonly (readonly [string, string, string])[] = [
  ['now', '2026-11-25T10:20:00', 'second'],
  ['tomorrow', '2026-11-26T00:00:00', 'day'],
  ['the day after tomorrow at noon', '2026-11-27T12:00:00', 'hour'],
  ['quarter to eight tomorrow evening', '2026-11-26T19:45:00', 'minute'],
  ['half past six', '2026-11-25T18:30:00', 'minute'],
  ['at eleven', '2026-11-25T11:00:00', 'hour'],
  ['at ten', '2026-11-25T22:00:00', 'hour'],
  ['ten to eight', '2026-11-25T19:50:00', 'minute'],
  ['tomorrow at three', '2026-11-26T15:00:00', 'hour'],
  ['friday at 7', '2026-11-27T07:00:00', 'hour'],
  ['tonight at 12', '2026-11-26T00:00:00', 'hour'],
  ['this friday', '2026-11-27T00:00:00', 'day'],
  ['next friday', '2026-12-04T00:00:00', 'day'],
  ['friday week', '2026-12-04T00:00:00', 'day'],
  ['a week on friday', '2026-12-04T00:00:00', 'day'],
  ['last friday', '2026-11-20T00:00:00', 'day'],
  ['wednesday', '2026-11-25T00:00:00', 'day'],
  ['in an hour and a half', '2026-11-25T11:50:00', 'second'],
  ['two weeks from today', '2026-12-09T00:00:00', 'day'],
  ['three days ago', '2026-11-22T10:00:00', 'hour'],
  ['two weeks after christmas', '2027-01-08T00:00:00', 'day'],
  ['an hour before midnight', '2026-11-25T23:00:00', 'minute'],
  ['the 15th', '2026-12-15T00:00:00', 'day'],
  ['march 3rd at half past two in the afternoon', '2027-03-03T14:30:00', 'minute'],
  ['the third of march twenty twenty eight', '2028-03-03T00:00:00', 'day'],
  ['february 29th', '2028-02-29T00:00:00', 'day'],
  ['the first monday of next month', '2026-12-07T00:00:00', 'day'],
  ['the last sunday in march', '2027-03-28T00:00:00', 'day'],
  ['friday november 13th', '2026-11-13T00:00:00', 'day'],
  ['the day before christmas', '2026-12-24T00:00:00', 'day'],
  ['the week after next', '2026-12-07T00:00:00', 'week'],
  ["in ten minutes' time", '2026-11-25T10:30:00', 'second'],
  ['easter', '2027-03-28T00:00:00', 'day'],
  ['thanksgiving', '2026-11-26T00:00:00', 'day'],
  ['christmas eve at five', '2026-12-24T17:00:00', 'hour'],
  ['next month', '2026-12-01T00:00:00', 'month'],
  ['october 2028', '2028-10-01T00:00:00', 'month'],
  ['wednesday of next week', '2026-12-02T00:00:00', 'day'],
];

const intervals: readonly (readonly [string, string, string])[] = [
  ['today', '2026-11-25T00:00:00', '2026-11-26T00:00:00'],
  ['this weekend', '2026-11-28T00:00:00', '2026-11-30T00:00:00'],
  ['tomorrow afternoon', '2026-11-26T12:00:00', '2026-11-26T18:00:00'],
  ['from two to four tomorrow', '2026-11-26T14:00:00', '2026-11-26T16:00:00'],
  ['three to five pm', '2026-11-25T15:00:00', '2026-11-25T17:00:00'],
  ['eleven to one pm tomorrow', '2026-11-26T11:00:00', '2026-11-26T13:00:00'],
  ['between 9:30 and 11:00 on thursday', '2026-11-26T09:30:00', '2026-11-26T11:00:00'],
  ['9 to 5', '2026-11-26T09:00:00', '2026-11-26T17:00:00'],
  ['wednesday from 10 to 4', '2026-11-25T10:00:00', '2026-11-25T16:00:00'],
  ['from 10 pm to 6 am', '2026-11-25T22:00:00', '2026-11-26T06:00:00'],
  ['from the 3rd to the 5th of december', '2026-12-03T00:00:00', '2026-12-06T00:00:00'],
  ['july 13 to 15', '2027-07-13T00:00:00', '2027-07-16T00:00:00'],
  ['december 30 to january 2', '2026-12-30T00:00:00', '2027-01-03T00:00:00'],
  ['monday to friday', '2026-11-30T00:00:00', '2026-12-05T00:00:00'],
  ['the next three days', '2026-11-26T00:00:00', '2026-11-29T00:00:00'],
  ['the rest of the week', '2026-11-25T00:00:00', '2026-11-30T00:00:00'],
  ['from four pm for thirty minutes', '2026-11-25T16:00:00', '2026-11-25T16:30:00'],
  ['a week starting tomorrow', '2026-11-26T00:00:00', '2026-12-03T00:00:00'],
  ['the end of next week', '2026-12-04T00:00:00', '2026-12-07T00:00:00'],
  ['before friday', '..', '2026-11-27T00:00:00'],
  ['after 6 pm', '2026-11-25T18:00:00', '..'],
];

const recurrences: readonly (readonly [string, string, string | undefined])[] = [
  ['every day at 7 pm', 'FREQ=DAILY', '19:00:00'],
  ['every other weekday at half past six in the morning', 'FREQ=DAILY;INTERVAL=2;BYDAY=MO,TU,WE,TH,FR', '06:30:00'],
  ['on mondays and thursdays at noon', 'FREQ=WEEKLY;BYDAY=MO,TH', '12:00:00'],
  ['every other tuesday at 8 am', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU', '08:00:00'],
  ['friday mornings', 'FREQ=WEEKLY;BYDAY=FR', undefined],
  ['the last friday of every month at 5 pm', 'FREQ=MONTHLY;BYDAY=-1FR', '17:00:00'],
  ['once a week', 'FREQ=WEEKLY', undefined],
  ['every 15 minutes', 'FREQ=MINUTELY;INTERVAL=15', undefined],
  ['every march 3rd at noon', 'FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=3', '12:00:00'],
];

const refused: readonly (readonly [ValueType, string, string])[] = [
  ['number', 'five apples', 'apples'],
  ['duration', 'two hours please turn', 'please turn'],
  ['instant', 'tomorrow at five banana', 'banana'],
  ['instant', 'february 30th', ''],
  ['instant', 'from two to four', ''],
  ['instant', 'this morning at 12', 'at 12'],
  ['instant', 'nothing of the kind', 'nothing of the kind'],
  ['instant', 'eight', 'eight'],
  ['recurrence', 'tomorrow at noon', ''],
  ['colour', 'a bit of everything', 'a bit of everything'],
];

describe('what people say', () => {
  test.each(plain)('%s: %s', (type, text, value) => {
    expect(read(type, text)?.value).toEqual(value);
  });

  test.each(instants)('instant: %s', (text, local, grain) => {
    expect(read('instant', text)).toMatchObject({
      value: `${local}+0${local > '2027-03-28T02' && local < '2027-10-31' ? 2 : local >= '2028-10-01' && local < '2028-10-29' ? 2 : 1}:00`,
      grain,
    });
  });

  test.each(intervals)('interval: %s', (text, from, to) => {
    const ends = String(read('interval', text)?.value)
      .split('/')
      .map((end) => end.slice(0, 19));
    expect(ends).toEqual([from, to]);
  });

  test.each(recurrences)('recurrence: %s', (text, value, time) => {
    const found = read('recurrence', text);
    expect([found?.value, found?.time]).toEqual([value, time]);
  });

  test.each(refused)('%s: "%s" is refused', (type, text, left) => {
    const parsed = parseValue(type, text, WEDNESDAY);
    expect(parsed).toMatchObject({ refused: expect.any(String) });
    expect('left' in parsed && parsed.left.join(' ')).toBe(left);
  });

  test('without half of the day the other one is kept', () => {
    expect(read('instant', 'half past six')).toMatchObject({ or: '2026-11-26T06:30:00+01:00' });
    expect(read('instant', 'half past six in the evening')).not.toHaveProperty('or');
    expect(read('recurrence', 'every day at half past six')).toMatchObject({ time: '18:30:00', or: '06:30:00' });
  });
});

describe('where clocks change', () => {
  const spring = berlin('2026-03-29T01:30:00');
  test('hours pass as they do', () => {
    expect(read('instant', 'in one hour', spring)?.value).toBe('2026-03-29T03:30:00+02:00');
    expect(read('instant', 'in two hours', spring)?.value).toBe('2026-03-29T04:30:00+02:00');
    const autumn = berlin('2026-10-25T01:30:00');
    expect(read('instant', 'in one hour', autumn)?.value).toBe('2026-10-25T02:30:00+02:00');
    expect(read('instant', 'in two hours', autumn)?.value).toBe('2026-10-25T02:30:00+01:00');
  });

  test('days keep the time of the clock', () => {
    const before = berlin('2026-03-28T12:00:00');
    expect(read('instant', 'in one day', before)?.value).toBe('2026-03-29T12:00:00+02:00');
    expect(read('instant', 'tomorrow at half past two in the morning', before)?.value).toBe(
      '2026-03-29T03:30:00+02:00',
    );
    expect(read('interval', 'tomorrow', before)?.value).toBe('2026-03-29T00:00:00+01:00/2026-03-30T00:00:00+02:00');
  });

  test('an hour that comes twice is the first, unless it is counted from within the second', () => {
    const second = Temporal.ZonedDateTime.from('2026-10-25T02:10:00+01:00[Europe/Berlin]');
    expect(read('instant', 'in ten minutes', second)?.value).toBe('2026-10-25T02:20:00+01:00');
  });

  test('another zone, and the edges of years', () => {
    const eve = Temporal.PlainDateTime.from('2027-12-31T23:50:00').toZonedDateTime('America/New_York');
    expect(read('instant', 'in twenty minutes', eve)?.value).toBe('2028-01-01T00:10:00-05:00');
    expect(read('instant', 'tomorrow', eve)?.value).toBe('2028-01-01T00:00:00-05:00');
    expect(read('instant', 'in two months', eve)?.value).toBe('2028-02-29T00:00:00-05:00');
    expect(read('instant', 'at midnight', eve)?.value).toBe('2028-01-01T00:00:00-05:00');
    const india = Temporal.PlainDateTime.from('2026-11-25T10:20:00').toZonedDateTime('Asia/Kolkata');
    expect(read('instant', 'at noon', india)?.value).toBe('2026-11-25T12:00:00+05:30');
  });
});
