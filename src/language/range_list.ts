import type { Range } from './sentence_block.ts';
import { readNumber } from './values/number.ts';
import { readPercent } from './values/percent.ts';

export interface RangeReading {
  readonly value: number;
  readonly next: number;
}

/** Numbers of a range that start at `words[at]`, in digits or words, the longest first. A percentage may bring its word along. */
export function readRange(range: Range, words: readonly string[], at: number): RangeReading[] {
  const found = readings(range, words, at);
  return found.flatMap(({ value, next }) => {
    if (!inRange(range, value)) return [];
    const scaled = range.multiplier === undefined ? value : Math.round(value * range.multiplier * 1e6) / 1e6;
    return [{ value: scaled, next }];
  });
}

function readings(range: Range, words: readonly string[], at: number): RangeReading[] {
  const found: RangeReading[] = [];
  const percent = range.type === 'percentage' ? readPercent(words, at) : undefined;
  if (percent !== undefined) found.push(percent);
  const longest = readNumber(words, at);
  if (longest === undefined) return found;
  if (percent?.next !== longest.next) found.push(longest);
  // "one and a half": a sentence may have its own words for the rest, so shorter numbers count too.
  for (let end = longest.next - 1; end > at; end--) {
    const shorter = readNumber(words.slice(0, end), at);
    if (shorter?.next === end) found.push(shorter);
  }
  return found;
}

function inRange(range: Range, value: number): boolean {
  if (value < range.from || value > range.to) return false;
  const parts = range.fractions === 'halves' ? 2 : range.fractions === 'tenths' ? 10 : 1;
  const whole = Math.floor(value + 1e-9);
  const rest = Math.abs((value - whole) * parts);
  if (Math.abs(rest - Math.round(rest)) > 1e-6) return false;
  const steps = (whole - range.from) / range.step;
  return Math.abs(steps - Math.round(steps)) < 1e-6;
}
