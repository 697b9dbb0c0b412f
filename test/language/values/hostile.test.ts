import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { parseValue, VALUE_TYPES } from '../../../src/language/parse_value.ts';
import { sayDuration } from '../../../src/language/say_duration.ts';
import { numberToWords, ordinalToWords } from '../../../src/language/values/spoken_number.ts';

const NOW = Temporal.PlainDateTime.from('2026-11-25T10:20:00').toZonedDateTime('Europe/Berlin');
const huge = '9'.repeat(400);

/** Said over and over, each leads on to another time: without bounds the ways to read them double with each. */
const chains = [
  ...['friday after ', 'the first two weeks of ', 'the end of ', 'the first half of ', 'week of ', 'in three days '],
  ...['last ', 'to ', 'one ', 'and ', 'half past ', 'from monday to ', 'for an hour from ', 'every ', '1'],
];

describe('what nobody says', () => {
  // One that is not bounded does not come back within the life of a test.
  test.each(chains)('over and over: %s', (phrase) => {
    for (const count of [7, 40, 2_000])
      for (const type of VALUE_TYPES) expect(() => parseValue(type, phrase.repeat(count), NOW)).not.toThrow();
  });

  test.each([
    ['number', huge],
    ['number', '1e400'],
    ['number', '10^400'],
    ['duration', `${huge} years`],
    ['quantity', `${huge} kg`],
    ['instant', `in ${'9'.repeat(30)} years`],
    ['instant', '32nd of february'],
    ['instant', "25 o'clock"],
    ['interval', `the next ${'9'.repeat(30)} hours and 1 minute`],
    ['recurrence', `every ${'9'.repeat(30)} hours`],
    ['instant', '\u202Eworromot'],
    ['number', '\u0661\u0662'],
  ] as const)('%s: %s is refused', (type, text) =>
    expect(parseValue(type, text, NOW)).toMatchObject({ refused: expect.any(String) }),
  );

  test('whatever is said, nothing is thrown', () => {
    const words = 'the in at to past half next last friday may 3 30 3pm of first week day and a - every for now'.split(
      ' ',
    );
    const texts = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.array(fc.constantFrom(...words), { maxLength: 8 }).map((said) => said.join(' ')),
    );
    fc.assert(
      fc.property(fc.constantFrom(...VALUE_TYPES), texts, (type, text) => {
        const parsed = parseValue(type, text, NOW);
        return 'refused' in parsed || parsed.value !== undefined;
      }),
      { numRuns: 300 },
    );
  });
});

describe('what we say is read as what it was', () => {
  test('numbers and places in a row', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), (value) => {
        expect(parseValue('number', numberToWords(value), NOW)).toEqual({ value });
      }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), (value) => {
        expect(parseValue('ordinal', ordinalToWords(value), NOW)).toEqual({ value });
      }),
    );
  });

  test('lengths of time', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 * 86_400 }), (seconds) => {
        expect(parseValue('duration', sayDuration(seconds * 1_000), NOW)).toMatchObject({ value: seconds });
      }),
    );
  });
});
