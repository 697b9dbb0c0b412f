import { describe, expect, test } from 'vitest';
import { parseColour, readColour } from '../../../src/language/values/colour.ts';
import { colourAliases, colourNames } from '../../../src/language/values/colour_names.ts';
import { convertDegrees, parseTemperature } from '../../../src/language/values/temperature.ts';
import { tokensOf } from '../../../src/language/values/tokens.ts';

describe('a colour', () => {
  test.each([
    ['red', 'red', [255, 0, 0]],
    ['Light Blue', 'light blue', [173, 216, 230]],
    ['lightblue', 'light blue', [173, 216, 230]],
    ['dark grey', 'dark gray', [169, 169, 169]],
    ['navy blue', 'navy', [0, 0, 128]],
    ['medium sea green', 'medium sea green', [60, 179, 113]],
  ])('%s', (text, name, rgb) => {
    expect(parseColour(text)?.value).toEqual({ kind: 'rgb', name, rgb });
  });

  test.each([
    ['warm white', 2700],
    ['candle light', 1900],
    ['cold white', 6500],
    ['2700 kelvin', 2700],
    ['4000K', 4000],
  ])('%s is a white', (text, kelvin) => {
    expect(parseColour(text)?.value).toMatchObject({ kind: 'white', kelvin });
  });

  test.each(['', 'warm', 'reddish', 'light', '270 kelvin', '2700'])('%j is not one', (text) => {
    expect(parseColour(text)).toBeUndefined();
  });

  test('the longest name wins', () => {
    expect(readColour(tokensOf('to dark sea green in the hall'), 1)?.next).toBe(4);
  });

  test('the table holds the 140 CSS names that differ by more than spelling, and aliases lead into it', () => {
    expect(colourNames.size).toBe(141);
    for (const rgb of colourNames.values()) expect(rgb).toBeGreaterThanOrEqual(0);
    for (const name of colourAliases.values()) expect(colourNames.has(name)).toBe(true);
  });
});

describe('a temperature', () => {
  test.each([
    ['21', { degrees: 21 }],
    ['21 degrees', { degrees: 21 }],
    ['twenty one point five degrees', { degrees: 21.5 }],
    ['20.5 °', { degrees: 20.5 }],
    ['minus 5 degrees celsius', { degrees: -5, unit: 'celsius' }],
    ['98.6°F', { degrees: 98.6, unit: 'fahrenheit' }],
    ['seventy fahrenheit', { degrees: 70, unit: 'fahrenheit' }],
    ['two degrees below zero', { degrees: -2 }],
  ])('%s', (text, value) => {
    expect(parseTemperature(text)).toEqual({ value });
  });

  test.each(['degrees', 'warm', '21 degrees outside', '5 percent'])('%s is not one', (text) => {
    expect(parseTemperature(text)).toBeUndefined();
  });

  test('on another scale', () => {
    expect(convertDegrees(100, 'celsius', 'fahrenheit')).toBe(212);
    expect(convertDegrees(32, 'fahrenheit', 'celsius')).toBe(0);
    expect(convertDegrees(0, 'kelvin', 'celsius')).toBeCloseTo(-273.15);
  });
});
