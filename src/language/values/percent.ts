import { round } from './cardinal.ts';
import { readFraction } from './fraction.ts';
import { readNumber } from './number.ts';
import { type Reading, readWhole } from './tokens.ts';

/** Parts of a hundred: `50%`, `fifty percent`, `12.5 per cent`, and `half`, `a third`, `three quarters` of the whole. */
export function readPercent(tokens: readonly string[], at: number): Reading<number> | undefined {
  const number = readNumber(tokens, at);
  if (number !== undefined) {
    const word = tokens[number.next] ?? '';
    if (/^(?:%|percents?|percentage|pct)$/u.test(word)) return { value: number.value, next: number.next + 1 };
    if (word === 'per' && tokens[number.next + 1] === 'cent') return { value: number.value, next: number.next + 2 };
    // `half a percent`, `a quarter of one percent`
    const of = word === 'of' ? number.next + 1 : number.next;
    if (number.value < 1 && /^(?:an?|one)$/u.test(tokens[of] ?? '') && /^percent$/u.test(tokens[of + 1] ?? ''))
      return { value: number.value, next: of + 2 };
  }
  const share = readFraction(tokens, at);
  if (share === undefined || share.value > 1 || number?.next !== share.next) return undefined;
  return { value: round(share.value * 100), next: share.next };
}

export function parsePercent(text: string): { readonly value: number } | undefined {
  const value = readWhole(readPercent, text);
  return value === undefined ? undefined : { value };
}
