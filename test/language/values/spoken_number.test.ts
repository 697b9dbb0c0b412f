import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseNumber } from '../../../src/language/values/number.ts';
import { parseOrdinal } from '../../../src/language/values/ordinal.ts';
import { numberToWords, ordinalToWords } from '../../../src/language/values/spoken_number.ts';

test.each([
  [0, 'zero'],
  [21, 'twenty one'],
  [105, 'one hundred and five'],
  [1005, 'one thousand and five'],
  [1234, 'one thousand two hundred and thirty four'],
  [2_000_000, 'two million'],
  [21.5, 'twenty one point five'],
  [-3, 'minus three'],
  [0.05, 'zero point zero five'],
])('%d is said %j', (value, words) => {
  expect(numberToWords(value)).toBe(words);
});

test.each([
  [1, 'first'],
  [12, 'twelfth'],
  [30, 'thirtieth'],
  [42, 'forty second'],
  [100, 'one hundredth'],
  [105, 'one hundred and fifth'],
])('place %d is said %j', (value, words) => {
  expect(ordinalToWords(value)).toBe(words);
});

test('what is said is read back as the same number', () => {
  fc.assert(
    fc.property(fc.integer({ min: -999_999_999_999, max: 999_999_999_999 }), (value) => {
      expect(parseNumber(numberToWords(value))?.value).toBe(value);
    }),
  );
  fc.assert(
    fc.property(fc.integer({ min: -99_999, max: 99_999 }), fc.integer({ min: 1, max: 999 }), (whole, thousandths) => {
      const value = Number(`${whole}.${String(thousandths).padStart(3, '0')}`);
      expect(parseNumber(numberToWords(value))?.value).toBe(value);
    }),
  );
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9999 }), (value) => {
      expect(parseOrdinal(ordinalToWords(value))?.value).toBe(value);
    }),
  );
});

test('what cannot be said exactly stays in digits', () => {
  expect(numberToWords(1e21)).toBe('1e+21');
  expect(numberToWords(Number.NaN)).toBe('NaN');
  expect(ordinalToWords(0)).toBe('0');
});
