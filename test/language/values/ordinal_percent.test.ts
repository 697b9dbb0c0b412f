import { expect, test } from 'vitest';
import { parseOrdinal, readOrdinal } from '../../../src/language/values/ordinal.ts';
import { parsePercent, readPercent } from '../../../src/language/values/percent.ts';

test.each([
  ['first', 1],
  ['second', 2],
  ['twelfth', 12],
  ['twentieth', 20],
  ['twenty-first', 21],
  ['thirtyfirst', 31],
  ['forty second', 42],
  ['one hundred and fifth', 105],
  ['one hundred twenty third', 123],
  ['two hundredth', 200],
  ['3rd', 3],
  ['31st', 31],
])('%s is a place', (text, value) => {
  expect(parseOrdinal(text)).toEqual({ value });
});

test.each(['one', 'ten first', 'twenty tenth', '0th', 'firstly', 'second floor'])('%s is no place', (text) => {
  expect(parseOrdinal(text)).toBeUndefined();
});

test('a place written in two tokens', () => {
  expect(readOrdinal(['the', '2', 'nd', 'floor'], 1)).toEqual({ value: 2, next: 3 });
});

test.each([
  ['50%', 50],
  ['50 %', 50],
  ['fifty percent', 50],
  ['twelve point five per cent', 12.5],
  ['a hundred percent', 100],
  ['-5%', -5],
  ['half', 50],
  ['three quarters', 75],
])('%s is a share of a hundred', (text, value) => {
  expect(parsePercent(text)).toEqual({ value });
});

test.each(['50', 'fifty', 'percent', 'five halves', '50% of 80'])('%s is no percentage', (text) => {
  expect(parsePercent(text)).toBeUndefined();
});

test('a percentage in a sentence', () => {
  expect(readPercent(['to', 'fifty', 'percent', 'in', 'here'], 1)).toEqual({ value: 50, next: 3 });
});
