import { describe, expect, test } from 'vitest';
import { parseClockTime, readClockTime } from '../../../src/language/values/clock_time.ts';
import { tokensOf } from '../../../src/language/values/tokens.ts';

/** `6:30?` may be either half of the day. */
const said: readonly (readonly [string, string])[] = [
  ['seven', '7:00?'],
  ["seven o'clock", '7:00?'],
  ['7:30', '7:30?'],
  ['seven thirty', '7:30?'],
  ['seven oh five', '7:05?'],
  ['7 45', '7:45?'],
  ['half past six', '6:30?'],
  ['half six', '6:30?'],
  ['quarter to eight', '7:45?'],
  ['a quarter past eight', '8:15?'],
  ['ten to nine', '8:50?'],
  ['20 minutes past 7', '7:20?'],
  ['quarter to one', '0:45?'],
  ['twelve', '0:00?'],
  ['noon', '12:00'],
  ['midnight', '0:00'],
  ['quarter past midnight', '0:15'],
  ['five to midnight', '23:55'],
  ['7:30 pm', '19:30'],
  ['7:30 p.m.', '19:30'],
  ['7am', '7:00'],
  ['12 am', '0:00'],
  ['12:30 pm', '12:30'],
  ['quarter to one pm', '12:45'],
  ['eight in the evening', '20:00'],
  ['half past six in the morning', '6:30'],
  ['ten at night', '22:00'],
  ['twelve at night', '0:00'],
  ['19:30', '19:30'],
  ['07:00', '7:00'],
  ['0:15', '0:15'],
  ['nineteen hundred hours', '19:00'],
  ['fourteen thirty', '14:30'],
];

function written(text: string): string | undefined {
  const time = parseClockTime(text)?.value;
  return time && `${time.hour}:${String(time.minute).padStart(2, '0')}${time.ambiguous ? '?' : ''}`;
}

describe('a time of day', () => {
  test.each(said)('%s', (text, expected) => {
    expect(written(text)).toBe(expected);
  });

  test('with seconds', () => {
    expect(parseClockTime('19:05:20')?.value).toEqual({ hour: 19, minute: 5, second: 20, ambiguous: false });
  });

  test.each(['25:00', '7:60', 'half', 'quarter to', 'seven five', 'thirty', 'seven pm sharp', 'half to six', ''])(
    '%j is not one',
    (text) => {
      expect(parseClockTime(text)).toBeUndefined();
    },
  );

  test('in a sentence', () => {
    expect(readClockTime(tokensOf('wake me at quarter to eight tomorrow'), 3)?.next).toBe(6);
    expect(readClockTime(['7', 'p', 'm', 'please'], 0)).toEqual({
      value: { hour: 19, minute: 0, ambiguous: false },
      next: 3,
    });
  });
});
