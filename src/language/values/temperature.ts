import { readNumber } from './number.ts';
import { type Reading, readWhole } from './tokens.ts';

/** Degrees as said; without a unit where none was said (the home's own unit is meant). */
export interface Temperature {
  readonly degrees: number;
  readonly unit?: 'celsius' | 'fahrenheit' | 'kelvin';
}

const unitNames: ReadonlyMap<string, NonNullable<Temperature['unit']>> = new Map([
  ['celsius', 'celsius'],
  ['celcius', 'celsius'],
  ['centigrade', 'celsius'],
  ['c', 'celsius'],
  ['fahrenheit', 'fahrenheit'],
  ['farenheit', 'fahrenheit'],
  ['f', 'fahrenheit'],
  ['kelvin', 'kelvin'],
  ['kelvins', 'kelvin'],
  ['k', 'kelvin'],
]);

const degreeWords = new Set(['degrees', 'degree', 'deg', '°']);

/** `21 degrees`, `20.5°`, `seventy fahrenheit`, `minus 5 degrees celsius`, `two degrees below zero`, `21`. */
export function readTemperature(tokens: readonly string[], at: number): Reading<Temperature> | undefined {
  const number = readNumber(tokens, at);
  if (number === undefined) return undefined;
  let next = number.next;
  const marked = degreeWords.has(tokens[next] ?? '');
  if (marked) next += 1;
  const unit = unitNames.get(tokens[next] ?? '');
  if (unit !== undefined) next += 1;
  let degrees = number.value;
  if (tokens[next] === 'below' && /^(?:zero|freezing|0)$/u.test(tokens[next + 1] ?? '') && degrees > 0) {
    // Below freezing counts from 0 only in Celsius.
    if (tokens[next + 1] !== 'freezing' || unit === 'celsius') {
      degrees = -degrees;
      next += 2;
    }
  }
  return { value: unit === undefined ? { degrees } : { degrees, unit }, next };
}

export function parseTemperature(text: string): { readonly value: Temperature } | undefined {
  const value = readWhole(readTemperature, text);
  return value === undefined ? undefined : { value };
}

/** The same warmth on another scale. */
export function convertDegrees(
  degrees: number,
  from: 'celsius' | 'fahrenheit' | 'kelvin',
  to: 'celsius' | 'fahrenheit' | 'kelvin',
): number {
  if (from === to) return degrees;
  const celsius = from === 'celsius' ? degrees : from === 'kelvin' ? degrees - 273.15 : ((degrees - 32) * 5) / 9;
  return to === 'celsius' ? celsius : to === 'kelvin' ? celsius + 273.15 : (celsius * 9) / 5 + 32;
}
