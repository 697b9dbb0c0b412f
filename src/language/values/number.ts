import { readBelowHundred, readCardinal, readDigits, round } from './cardinal.ts';
import { readFraction, readSlashed } from './fraction.ts';
import { isNumberWord, scales, units, zeros } from './number_words.ts';
import { type Reading, readWhole } from './tokens.ts';

/** Digits after the point: `zero three`, `seven five`, `twenty five`, `77`. Given back as written, so that zeros count. */
function readDecimals(tokens: readonly string[], at: number): Reading<string> | undefined {
  let written = '';
  let next = at;
  for (;;) {
    const word = tokens[next] ?? '';
    const digit = word === 'oh' || zeros.has(word) ? 0 : units.get(word);
    if (/^\d+$/u.test(word)) written += word;
    else if (digit !== undefined && digit < 10) written += String(digit);
    else break;
    next += 1;
  }
  if (written !== '') return { value: written, next };
  const pair = readBelowHundred(tokens, at);
  return pair === undefined ? undefined : { value: String(pair.value), next: pair.next };
}

function readPointed(tokens: readonly string[], at: number): Reading<number> | undefined {
  const nought = tokens[at] === 'oh' ? at + 1 : at;
  const whole = tokens[nought] === 'point' ? { value: 0, next: nought } : readCardinal(tokens, at);
  if (whole === undefined || tokens[whole.next] !== 'point' || !Number.isInteger(whole.value)) return undefined;
  const decimals = readDecimals(tokens, whole.next + 1);
  if (decimals === undefined) return undefined;
  const value = Number(`${whole.value}.${decimals.value}`);
  const scale = scales.get(tokens[decimals.next] ?? '');
  return scale === undefined
    ? { value, next: decimals.next }
    : { value: round(value * scale), next: decimals.next + 1 };
}

/** `half a million`, `half million`, `three quarters of a million`. */
function readScaledFraction(tokens: readonly string[], at: number): Reading<number> | undefined {
  const fraction = readFraction(tokens, at);
  if (fraction === undefined) return undefined;
  let next = fraction.next;
  if (tokens[next] === 'of') next += 1;
  if (tokens[next] === 'a') next += 1;
  const scale = scales.get(tokens[next] ?? '');
  return scale === undefined ? fraction : { value: round(fraction.value * scale), next: next + 1 };
}

/** A whole number with a fraction behind it: `two and a half`, `2 1/4`, `one and three quarters`. */
function readMixed(tokens: readonly string[], at: number): Reading<number> | undefined {
  const whole = readCardinal(tokens, at);
  if (whole === undefined || !Number.isInteger(whole.value)) return undefined;
  // "one million and a half" may mean 1,000,000.5 or 1,500,000: not read.
  if (scales.has(tokens[whole.next - 1] ?? '')) return undefined;
  const joined = tokens[whole.next] === 'and';
  const written = readDigits(tokens, whole.next - 1) !== undefined;
  const part = joined ? readFraction(tokens, whole.next + 1) : written ? readSlashed(tokens, whole.next) : undefined;
  if (part === undefined || part.value >= 1) return undefined;
  // `two and a half thousand`
  const scale = scales.get(tokens[part.next] ?? '');
  const value = whole.value + part.value;
  return scale === undefined
    ? { value: round(value), next: part.next }
    : { value: round(value * scale), next: part.next + 1 };
}

/** `a dozen`, `two dozen`, `half a dozen`, `a couple of`. */
function readCounted(tokens: readonly string[], at: number): Reading<number> | undefined {
  const start = tokens[at] === 'a' ? at + 1 : at;
  if (start > at && tokens[start] === 'couple') {
    return { value: 2, next: tokens[start + 1] === 'of' ? start + 2 : start + 1 };
  }
  // Three, as most take it.
  if (tokens[start] === 'few') return { value: 3, next: tokens[start + 1] === 'of' ? start + 2 : start + 1 };
  if (tokens[start] === 'dozen') return { value: 12, next: start + 1 };
  const count =
    tokens[at] === 'half' ? { value: 0.5, next: tokens[at + 1] === 'a' ? at + 2 : at + 1 } : readCardinal(tokens, at);
  if (count === undefined || !/^dozens?$/u.test(tokens[count.next] ?? '')) return undefined;
  return { value: count.value * 12, next: count.next + 1 };
}

function longest<T>(...readings: readonly (Reading<T> | undefined)[]): Reading<T> | undefined {
  let best: Reading<T> | undefined;
  for (const reading of readings)
    if (reading !== undefined && (best === undefined || reading.next > best.next)) best = reading;
  return best;
}

/**
 * A number as people say or write it: `a hundred and five`, `twenty one point five`, `minus 3`, `two and a half`, `3/4`, `a dozen`, `a few`.
 * Digits in a row (`two fifty`) and a lone `a` are not read.
 */
export function readNumber(tokens: readonly string[], at: number): Reading<number> | undefined {
  const first = tokens[at] ?? '';
  // It is looked for at every word.
  if (!isNumberWord(first)) return undefined;
  const spoken = first === 'minus' || first === 'negative' || first === '-';
  const negative = spoken || /^-[\d.]/u.test(first);
  const list = negative && !spoken ? tokens.with(at, first.slice(1)) : tokens;
  const start = spoken ? at + 1 : at;
  const found = longest(
    readCardinal(list, start),
    readPointed(list, start),
    readScaledFraction(list, start),
    readMixed(list, start),
    readCounted(list, start),
  );
  if (found === undefined || !negative) return found;
  return { value: found.value === 0 ? 0 : -found.value, next: found.next };
}

export function parseNumber(text: string): { readonly value: number } | undefined {
  const value = readWhole(readNumber, text);
  return value === undefined ? undefined : { value };
}
