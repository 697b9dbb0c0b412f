import { scales, tens, units, zeros } from './number_words.ts';
import type { Reading } from './tokens.ts';

/** A number of 0 to 99 in words. */
export function readBelowHundred(tokens: readonly string[], at: number): Reading<number> | undefined {
  const word = tokens[at] ?? '';
  const ten = tens.get(word);
  if (ten !== undefined) {
    const unit = units.get(tokens[at + 1] ?? '') ?? 0;
    return unit >= 1 && unit <= 9 ? { value: ten + unit, next: at + 2 } : { value: ten, next: at + 1 };
  }
  const value = zeros.has(word) ? 0 : units.get(word);
  return value === undefined ? undefined : { value, next: at + 1 };
}

/** A number written in digits, without sign: `21`, `21.5`, `1e10`. */
export function readDigits(tokens: readonly string[], at: number): Reading<number> | undefined {
  const token = tokens[at] ?? '';
  return /^(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/u.test(token) ? { value: Number(token), next: at + 1 } : undefined;
}

/** One group before a scale word: `two hundred and five`, `a hundred`, `3 hundred`, `nineteen hundred`, `212`. */
function readGroup(tokens: readonly string[], at: number): Reading<number> | undefined {
  const word = tokens[at] ?? '';
  const follower = tokens[at + 1] ?? '';
  let group: Reading<number> | undefined;
  if ((word === 'a' || word === 'an') && (follower === 'hundred' || scales.has(follower)))
    group = { value: 1, next: at + 1 };
  else if (word === 'hundred') group = { value: 1, next: at };
  else group = readBelowHundred(tokens, at) ?? readDigits(tokens, at);
  if (group === undefined || !/^hundreds?$/u.test(tokens[group.next] ?? '') || group.value >= 100) return group;
  const hundreds = { value: round(group.value * 100), next: group.next + 1 };
  const tail = readTail(tokens, hundreds.next, 100);
  return tail === undefined ? hundreds : { value: hundreds.value + tail.value, next: tail.next };
}

/** What may follow a hundred or a scale: `[and] five`, unless it is the start of a larger thing. */
function readTail(tokens: readonly string[], at: number, below: number): Reading<number> | undefined {
  const start = tokens[at] === 'and' ? at + 1 : at;
  const tail = readBelowHundred(tokens, start) ?? readDigits(tokens, start);
  if (tail === undefined || tail.value <= 0 || tail.value >= below || !Number.isInteger(tail.value)) return undefined;
  return /^hundreds?$/u.test(tokens[tail.next] ?? '') ? undefined : tail;
}

/**
 * A number without sign, in words or digits or both: `a hundred and five`, `two thousand`, `3 million`, `21.5`. Scales must fall
 * (`two thousand three million` is two numbers). Longest match from `tokens[at]`.
 */
export function readCardinal(tokens: readonly string[], at: number): Reading<number> | undefined {
  let total = 0;
  let next = at;
  let limit = Number.POSITIVE_INFINITY;
  for (;;) {
    const started = next > at;
    const group = readGroup(tokens, started && tokens[next] === 'and' ? next + 1 : next);
    if (group === undefined) break;
    if (started && group.value <= 0) break;
    const scale = scales.get(tokens[group.next] ?? '');
    if (scale === undefined) {
      if (group.value >= limit || (started && !Number.isInteger(group.value))) break;
      total += group.value;
      next = group.next;
      break;
    }
    if (scale >= limit || group.value * scale >= limit) break;
    total += group.value * scale;
    next = group.next + 1;
    limit = scale;
  }
  return next === at ? undefined : { value: round(total), next };
}

/** Removes what binary arithmetic adds behind the fifteenth digit (2.12 × 100). */
export function round(value: number): number {
  return Number.isSafeInteger(value) && Math.abs(value) < 1e15 ? value + 0 : Number(value.toPrecision(15));
}
