import { describe, expect, test } from 'vitest';
import { convertQuantity, parseQuantity, readQuantity } from '../../../src/language/values/quantity.ts';
import { tokensOf } from '../../../src/language/values/tokens.ts';
import { unitNamed } from '../../../src/language/values/units.ts';

const said: readonly (readonly [string, number, string])[] = [
  ['two pounds', 2, 'pound'],
  ['250ml', 250, 'millilitre'],
  ['half a litre', 0.5, 'litre'],
  ['quarter-litre', 0.25, 'litre'],
  ['a tenth of a gallon', 0.1, 'gallon'],
  ['3/4 cup', 0.75, 'cup'],
  ['a kilo', 1, 'kilogram'],
  ['two and a half kilometres', 2.5, 'kilometre'],
  ['5 feet 2 inches', 62, 'inch'],
  ['2 km and 1 metre', 2001, 'metre'],
  ['188 miles an hour', 188, 'mile per hour'],
  ['a dozen boxes', 12, 'box'],
];

describe('a quantity', () => {
  test.each(said)('%s', (text, amount, name) => {
    const found = parseQuantity(text)?.value;
    expect([found?.amount, found?.unit.name]).toEqual([amount, name]);
  });

  test.each(['two', 'litres', 'minus two litres', '2 inches 5 feet', 'two eggs', ''])('%j is not one', (text) => {
    expect(parseQuantity(text)).toBeUndefined();
  });

  test('in front of what it measures', () => {
    expect(readQuantity(tokensOf('add two bags of flour'), 1)?.next).toBe(3);
  });

  test('in another unit', () => {
    const pound = unitNamed('lbs');
    const gram = unitNamed('grams');
    const litre = unitNamed('liters');
    if (!pound || !gram || !litre) throw new Error('these units are in the table');
    expect(convertQuantity({ amount: 2, unit: pound }, gram)?.amount).toBe(907.18474);
    expect(convertQuantity({ amount: 2, unit: pound }, litre)).toBeUndefined();
  });
});
