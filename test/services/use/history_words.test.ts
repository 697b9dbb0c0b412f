import { describe, expect, test } from 'vitest';
import { periodOf } from '../../../src/services/use/history/period.ts';
import { sayWhen } from '../../../src/services/use/history/say_when.ts';
import { isAbout, wordsAbout } from '../../../src/services/use/history/topic.ts';

const zone = 'Europe/Berlin';
const at = (iso: string): number => Date.parse(iso);
function nowAt(iso: string) {
  const hour = Number(
    new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', hour12: false }).format(at(iso)),
  );
  return { epochMs: at(iso), zone, hour };
}
/** A Wednesday, a quarter past nine in the morning. */
const NOW = nowAt('2026-11-18T08:15:00Z');

describe('sayWhen', () => {
  test.each([
    ['2026-11-18T08:14:30Z', 'just now'],
    ['2026-11-18T07:04:00Z', 'at 8:04 this morning'],
    ['2026-11-18T07:00:00Z', "at 8 o'clock this morning"],
    ['2026-11-18T01:10:00Z', 'at 2:10 last night'],
    ['2026-11-17T23:00:00Z', 'at midnight today'],
    ['2026-11-17T18:10:00Z', 'at 7:10 yesterday evening'],
    ['2026-11-17T11:00:00Z', 'at noon yesterday'],
    ['2026-11-17T02:00:00Z', "at 3 o'clock in the night to Tuesday"],
    ['2026-11-16T14:30:00Z', 'at 3:30 on Monday afternoon'],
    ['2026-11-03T07:04:00Z', 'at 8:04 in the morning on Tuesday, November 3rd'],
    ['2025-11-03T11:00:00Z', 'at noon on Monday, November 3rd, 2025'],
  ])('%s is "%s"', (moment, said) => {
    expect(sayWhen(at(moment), NOW)).toBe(said);
  });

  test('the days are those of the clock on the wall, also when the clocks are changed', () => {
    // The night of October 25th, 2026 has 25 hours in Berlin.
    expect(sayWhen(at('2026-10-24T22:30:00Z'), nowAt('2026-10-25T22:30:00Z'))).toBe('at 12:30 last night');
    expect(sayWhen(at('2026-03-28T22:30:00Z'), nowAt('2026-03-29T21:30:00Z'))).toBe('at 11:30 yesterday evening');
  });
});

describe('periodOf', () => {
  test.each([
    [{ period: 'today' }, '2026-11-17T23:00:00Z', '2026-11-18T23:00:00Z', 'today'],
    [{ period: 'yesterday' }, '2026-11-16T23:00:00Z', '2026-11-17T23:00:00Z', 'yesterday'],
    [{ period: 'this morning' }, '2026-11-18T03:00:00Z', '2026-11-18T11:00:00Z', 'this morning'],
    [{ period: 'yesterday evening' }, '2026-11-17T16:00:00Z', '2026-11-18T03:00:00Z', 'yesterday evening'],
    [{ period: 'last night' }, '2026-11-17T19:00:00Z', '2026-11-18T05:00:00Z', 'last night'],
    [{ period: 'monday' }, '2026-11-15T23:00:00Z', '2026-11-16T23:00:00Z', 'on Monday'],
    [{ period: 'wednesday' }, '2026-11-10T23:00:00Z', '2026-11-11T23:00:00Z', 'on Wednesday'],
    [{ period: 'this week' }, '2026-11-15T23:00:00Z', '2026-11-22T23:00:00Z', 'this week'],
    [{ period: 'last week' }, '2026-11-08T23:00:00Z', '2026-11-15T23:00:00Z', 'last week'],
    [{ period: 'last hour' }, '2026-11-18T07:15:00Z', '2026-11-18T08:15:00Z', 'in the last hour'],
    [{ count: 20, unit: 'minutes' }, '2026-11-18T07:55:00Z', '2026-11-18T08:15:00Z', 'in the last 20 minutes'],
    [{ count: 1, unit: 'days' }, '2026-11-17T08:15:00Z', '2026-11-18T08:15:00Z', 'in the last day'],
    [{ ago: 1, unit: 'hours' }, '2026-11-18T06:45:00Z', '2026-11-18T07:45:00Z', 'about an hour ago'],
    [{ ago: 2, unit: 'days' }, '2026-11-15T23:00:00Z', '2026-11-16T23:00:00Z', 'about 2 days ago'],
  ])('%j', (slots, since, until, said) => {
    expect(periodOf(slots, NOW)).toEqual({ since: at(since), until: at(until), said });
  });

  test('none is said', () => {
    expect(periodOf({}, NOW)).toBeUndefined();
    expect(periodOf({ period: 'the bronze age' }, NOW)).toBeUndefined();
  });

  test('after midnight "this evening" is the one that is just over', () => {
    expect(periodOf({ period: 'this evening' }, nowAt('2026-11-18T00:30:00Z'))).toMatchObject({
      since: at('2026-11-17T16:00:00Z'),
    });
  });

  test('days on which the clocks are changed have 23 and 25 hours', () => {
    const hoursOf = (iso: string): number => {
      const { since = 0, until = 0 } = periodOf({ period: 'yesterday' }, nowAt(iso)) ?? {};
      return (until - since) / 3_600_000;
    };
    expect([hoursOf('2026-03-30T10:00:00Z'), hoursOf('2026-10-26T10:00:00Z')]).toEqual([23, 25]);
    expect(periodOf({ period: 'yesterday morning' }, nowAt('2026-10-26T10:00:00Z'))).toMatchObject({
      since: at('2026-10-25T03:00:00Z'),
      until: at('2026-10-25T11:00:00Z'),
    });
  });
});

test('a topic is found by the words that are used for it', () => {
  expect(wordsAbout('the heating')).toEqual(expect.arrayContaining(['heat', 'thermostat', 'degrees']));
  expect(wordsAbout('my lights')).toEqual(expect.arrayContaining(['light', 'lamp']));
  expect(wordsAbout('the weather')).toEqual(expect.arrayContaining(['weather', 'rain']));
  expect(wordsAbout('the spare key')).toEqual(['spare', 'key']);
  expect(wordsAbout('Überraschung')).toEqual(['überraschung']);
});

test('a topic of several words is about all of them', () => {
  expect(isAbout('the kitchen light', 'turn on the kitchen lamps')).toBe(true);
  expect(isAbout('the kitchen light', 'undo that The kitchen light is off again.')).toBe(true);
  expect(isAbout('the kitchen light', 'set the bedroom light to blue')).toBe(false);
  expect(isAbout('the heating', 'set the radiator to 21')).toBe(true);
});
