import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseFraction } from '../../../src/language/values/fraction.ts';
import { parseNumber, readNumber } from '../../../src/language/values/number.ts';
import { isNumberWord } from '../../../src/language/values/number_words.ts';
import { readPercent } from '../../../src/language/values/percent.ts';
import { tokensOf } from '../../../src/language/values/tokens.ts';

const said: readonly (readonly [string, number])[] = [
  ['zero', 0],
  ['nought', 0],
  ['seven', 7],
  ['nineteen', 19],
  ['twenty-one', 21],
  ['ninety nine', 99],
  ['a hundred', 100],
  ['a hundred and five', 105],
  ['three hundred forty two', 342],
  ['nineteen hundred', 1900],
  ['two thousand and six', 2006],
  ['four hundred and two thousand', 402_000],
  ['one million two hundred thousand and one', 1_200_001],
  ['half a million', 500_000],
  ['two point five million', 2_500_000],
  ['3 thousand', 3000],
  ['12,567', 12_567],
  ['1,000,000.5', 1_000_000.5],
  ['twenty one point five', 21.5],
  ['nought point nought three', 0.03],
  ['point seven five', 0.75],
  ['six point twenty five', 6.25],
  ['.5', 0.5],
  ['minus five', -5],
  ['negative 3.5', -3.5],
  ['-12', -12],
  ['−4', -4],
  ['minus zero', 0],
  ['two and a half', 2.5],
  ['one and three quarters', 1.75],
  ['2 1/4', 2.25],
  ['1½', 1.5],
  ['3/4', 0.75],
  ['-4/5', -0.8],
  ['one over twenty', 0.05],
  ['a dozen', 12],
  ['half a dozen', 6],
  ['two dozen', 24],
  ['a couple of', 2],
];

const refused = [
  '',
  'a',
  'two fifty',
  'one two three',
  'five and six',
  '1,3',
  '3/0',
  'one million and a half',
  'and five',
  'point',
  'minus',
  'ten lights',
  '5-6',
];

describe('a number', () => {
  test.each(said)('%s', (text, value) => {
    expect(parseNumber(text)?.value).toBeCloseTo(value, 12);
  });

  test.each(refused)('%j is not one', (text) => {
    expect(parseNumber(text)).toBeUndefined();
  });

  test('in a sentence ends where the number ends', () => {
    const tokens = tokensOf('set it to twenty one and a half degrees');
    expect(readNumber(tokens, 3)).toEqual({ value: 21.5, next: 8 });
    expect(readNumber(tokensOf('one thousand three million'), 0)).toEqual({ value: 1000, next: 2 });
  });

  test('reads the words of the sentence engine, which takes signs apart', () => {
    expect(readNumber(['minus', '5'], 0)?.value).toBe(-5);
    expect(readNumber(['2', '1', '/', '4', 'cups'], 0)).toEqual({ value: 2.25, next: 4 });
  });
});

describe('a fraction', () => {
  test.each([
    ['half', 1 / 2],
    ['a half', 1 / 2],
    ['a third', 1 / 3],
    ['one quarter', 1 / 4],
    ['three quarters', 3 / 4],
    ['two thirds', 2 / 3],
    ['seven tenths', 0.7],
    ['three twenty fifths', 0.12],
    ['thirty two fifths', 6.4],
    ['⅝', 0.625],
  ])('%s', (text, value) => {
    expect(parseFraction(text)?.value).toBeCloseTo(value, 12);
  });

  test.each(['the third', 'third', 'two third', 'two seconds', 'a seconds', 'one', '1/0'])('%s is not one', (text) => {
    expect(parseFraction(text)).toBeUndefined();
  });
});

describe('the words of numbers', () => {
  const vocabulary = [
    'zero oh nil one two five ten twelve twenty ninety hundred hundreds thousand millions crore point and a an of over',
    'half halves quarter quarters third thirds fifth hundredth twentieths minus negative - / 3 21.5 -4 3/4 .5 1e3',
    'dozen dozens couple percent percents % pct percentage per cent lamp the to degrees for',
  ].flatMap((words) => words.split(' '));

  test('hold every word of a number or percentage that is read', () => {
    let read = 0;
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...vocabulary), { minLength: 1, maxLength: 7 }), (words) => {
        const next = Math.max(readNumber(words, 0)?.next ?? 0, readPercent(words, 0)?.next ?? 0);
        read += next;
        expect(words.slice(0, next).filter((word) => !isNumberWord(word))).toEqual([]);
      }),
      { numRuns: 5_000, seed: 9 },
    );
    expect(read).toBeGreaterThan(2_000);
  });

  test('do not hold others', () => {
    expect(['lamp', 'kitchen', 'the', 'to', 'on', 'lights'].filter(isNumberWord)).toEqual([]);
  });
});
