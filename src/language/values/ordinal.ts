import { readCardinal } from './cardinal.ts';
import { scaleOrdinals, tenOrdinals, tens, unitOrdinals } from './number_words.ts';
import { type Reading, readWhole } from './tokens.ts';

/** `thirtyfirst`, written as one word. */
function readJoined(word: string): number | undefined {
  if (!word.includes('ty')) return undefined;
  for (const [ten, value] of tens) {
    const unit = word.startsWith(ten) ? unitOrdinals.get(word.slice(ten.length)) : undefined;
    if (unit !== undefined && unit < 10) return value + unit;
  }
  return undefined;
}

function readOrdinalWord(word: string): number | undefined {
  if (/^\d+(?:st|nd|rd|th)$/u.test(word)) return Number(word.slice(0, -2));
  return unitOrdinals.get(word) ?? tenOrdinals.get(word) ?? scaleOrdinals.get(word) ?? readJoined(word);
}

/** A place in a row, from 1: `first`, `twenty-first`, `one hundred and fifth`, `31st` (also as `31`, `st`), `two hundredth`. */
export function readOrdinal(tokens: readonly string[], at: number): Reading<number> | undefined {
  const split = /^\d+$/u.test(tokens[at] ?? '') && /^(?:st|nd|rd|th)$/u.test(tokens[at + 1] ?? '');
  if (split) return Number(tokens[at]) > 0 ? { value: Number(tokens[at]), next: at + 2 } : undefined;
  const alone = readOrdinalWord(tokens[at] ?? '');
  if (alone !== undefined) return alone > 0 ? { value: alone, next: at + 1 } : undefined;
  const before = readCardinal(tokens, at);
  if (before === undefined || !Number.isInteger(before.value) || before.value === 0) return undefined;
  const multiplier = scaleOrdinals.get(tokens[before.next] ?? '');
  if (multiplier !== undefined) {
    // "six thousand four hundredth": the multiplier takes the last group only.
    const group = before.value % (multiplier === 100 ? 1000 : multiplier * 1000);
    return group === 0 ? undefined : { value: before.value - group + group * multiplier, next: before.next + 1 };
  }
  const start = tokens[before.next] === 'and' ? before.next + 1 : before.next;
  const word = tokens[start] ?? '';
  if (/^\d/u.test(word)) return undefined;
  const last = readOrdinalWord(word);
  if (last === undefined) return undefined;
  const room = before.value % 100 === 0 ? 100 : before.value % 10 === 0 && before.value % 100 >= 20 ? 10 : 0;
  return last < room ? { value: before.value + last, next: start + 1 } : undefined;
}

export function parseOrdinal(text: string): { readonly value: number } | undefined {
  const value = readWhole(readOrdinal, text);
  return value === undefined ? undefined : { value };
}
