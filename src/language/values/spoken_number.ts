import { scaleOrdinals, tenOrdinals, tens, unitOrdinals, units } from './number_words.ts';

function invert(words: ReadonlyMap<string, number>): ReadonlyMap<number, string> {
  return new Map([...words].map(([word, value]) => [value, word]));
}

const unitWords = invert(units);
const tenWords = invert(tens);
const bigWords: readonly (readonly [number, string])[] = [
  [1e12, 'trillion'],
  [1e9, 'billion'],
  [1e6, 'million'],
  [1e3, 'thousand'],
];

function belowThousand(value: number): string {
  const hundreds = Math.floor(value / 100);
  const rest = value % 100;
  const small =
    unitWords.get(rest) ??
    [tenWords.get(rest - (rest % 10)), rest % 10 ? unitWords.get(rest % 10) : ''].join(' ').trim();
  if (hundreds === 0) return small;
  const head = `${unitWords.get(hundreds)} hundred`;
  return rest === 0 ? head : `${head} and ${small}`;
}

function integerToWords(value: number): string {
  if (value < 1000) return belowThousand(value);
  const words: string[] = [];
  let rest = value;
  for (const [size, name] of bigWords) {
    if (rest < size) continue;
    words.push(`${integerToWords(Math.floor(rest / size))} ${name}`);
    rest %= size;
  }
  if (rest > 0) words.push(rest < 100 ? `and ${belowThousand(rest)}` : belowThousand(rest));
  return words.join(' ');
}

/**
 * A number in words as read aloud: `minus two hundred and five point two five`. Decimals are said digit by digit. What cannot be
 * said exactly (beyond 2^53, not finite, written with an exponent) comes back in digits.
 */
export function numberToWords(value: number): string {
  const written = String(Math.abs(value));
  const [whole, decimals] = written.split('.');
  if (!/^\d+(?:\.\d+)?$/u.test(written) || Math.abs(value) > Number.MAX_SAFE_INTEGER) return String(value);
  const spoken = [integerToWords(Number(whole))];
  if (decimals !== undefined)
    spoken.push('point', ...[...decimals].map((digit) => unitWords.get(Number(digit)) ?? digit));
  return (value < 0 ? ['minus', ...spoken] : spoken).join(' ');
}

const ordinalOf: ReadonlyMap<string, string> = new Map([
  ...[...invert(unitOrdinals)].map(([value, word]): [string, string] => [unitWords.get(value) ?? '', word]),
  ...[...invert(tenOrdinals)].map(([value, word]): [string, string] => [tenWords.get(value) ?? '', word]),
  ...[...scaleOrdinals.keys()].map((word): [string, string] => [word.slice(0, -2), word]),
]);

/** A place in a row in words, from 1: `twenty first`. Anything but a positive whole number comes back in digits. */
export function ordinalToWords(value: number): string {
  if (!Number.isSafeInteger(value) || value < 1) return String(value);
  const words = numberToWords(value).split(' ');
  const last = words.pop() ?? '';
  return [...words, ordinalOf.get(last) ?? last].join(' ');
}
