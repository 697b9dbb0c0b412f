import { partsOfDay } from '../values/calendar_words.ts';
import { readBelowHundred } from '../values/cardinal.ts';
import { readClockTime } from '../values/clock_time.ts';
import { unitSpan } from './civil.ts';
import { fixedDay } from './day_pieces.ts';
import type { Found, Piece, PieceReader } from './piece.ts';

/** Hours of a day; the night goes on until four. */
const HOURS = {
  morning: [4, 12],
  afternoon: [12, 18],
  evening: [18, 24],
  night: [18, 28],
  lunch: [12, 14],
  dinner: [18, 20],
} as const;

/** Tells a time from a number. */
const MARK =
  /^(?:am|pm|m|oclock|o'clock|noon|midday|midnight|night|past|to|till|quarter|half|after|before|of|morning|afternoon|evening|hundred|oh|\d{1,2}:\d{2}.*)$/u;

/** `3 to 4`: nobody says three minutes to four without the minutes. */
function isRange(tokens: readonly string[], at: number): boolean {
  const count = /^\d{1,2}$/u.test(tokens[at] ?? '') ? Number(tokens[at]) : readBelowHundred(tokens, at)?.value;
  return count !== undefined && count % 5 !== 0 && tokens[at + 1] === 'to';
}

/** `3pm`, `half past three`, `3 15`, `in the evening at 8`; `3` alone is a bare one. */
const readClock: PieceReader = (tokens, at) => {
  const found = readClockTime(tokens, at);
  if (found === undefined || isRange(tokens, at)) return [];
  const said = tokens.slice(at, found.next);
  const fine =
    found.value.second !== undefined
      ? 'second'
      : found.value.minute > 0 || said.some((word) => word.includes(':'))
        ? 'minute'
        : 'hour';
  const piece: Piece = {
    kind: 'clock',
    clock: found.value,
    grain: fine,
    bare: found.value.minute === 0 && !said.some((word) => MARK.test(word)),
  };
  return [{ piece, next: found.next }];
};

const otherParts: ReadonlyMap<string, keyof typeof HOURS> = new Map([
  ['lunchtime', 'lunch'],
  ['dinnertime', 'dinner'],
  ['teatime', 'dinner'],
  ['am', 'morning'],
  ['pm', 'afternoon'],
]);

function partAt(
  tokens: readonly string[],
  at: number,
): { readonly piece: Extract<Piece, { kind: 'part' }>; readonly next: number } | undefined {
  const side = tokens[at] === 'early' || tokens[at] === 'late' ? tokens[at] : undefined;
  let start = side === undefined ? at : at + 1;
  if (side !== undefined && tokens[start] === 'in' && tokens[start + 1] === 'the') start += 2;
  const word = tokens[start] ?? '';
  const part = partsOfDay.get(word) ?? otherParts.get(word);
  if (part === undefined || word.endsWith('s')) return undefined;
  const [from, to] = HOURS[part];
  const half = from + Math.round((to - from) * (side === 'late' ? 0.4 : 0.6));
  return {
    piece: { kind: 'part', part, from: side === 'late' ? half : from, to: side === 'early' ? half : to },
    next: start + 1,
  };
}

function isCount(word = ''): boolean {
  return /\d$/u.test(word) || readBelowHundred([word], 0) !== undefined;
}

/** `morning`, `in the evening`, `early afternoon`, `at night`. */
const readPart: PieceReader = (tokens, at) => {
  const inThe = tokens[at] === 'in' && tokens[at + 1] === 'the' ? at + 2 : at;
  const start = tokens[inThe] === 'at' && tokens[inThe + 1] === 'night' ? inThe + 1 : inThe;
  // `6 pm` is no evening of the 6th.
  if (/^[ap]m$/u.test(tokens[start] ?? '') && (start === 0 || isCount(tokens[start - 1]))) return [];
  const found = partAt(tokens, start);
  return found === undefined ? [] : [found];
};

/** `tonight`, `this evening`, `last night`: a day and a part of it. Two pieces. */
export function readDayPart(
  tokens: readonly string[],
  at: number,
): { readonly pieces: readonly Piece[]; readonly next: number } | undefined {
  const today = (days: number): Piece => fixedDay('day', (now) => unitSpan(now, 'day', days));
  const [from, to] = HOURS.night;
  const word = tokens[at] === 'late' && /^(?:tonight|last)$/u.test(tokens[at + 1] ?? '') ? at + 1 : at;
  if (tokens[word] === 'tonight')
    return { pieces: [today(0), { kind: 'part', part: 'night', from, to }], next: word + 1 };
  const days = tokens[word] === 'this' ? 0 : tokens[word] === 'last' ? -1 : undefined;
  const part = days === undefined ? undefined : partAt(tokens, word + 1);
  return part === undefined || days === undefined ? undefined : { pieces: [today(days), part.piece], next: part.next };
}

export const readClockPieces: PieceReader = (tokens, at): readonly Found[] => [
  ...readClock(tokens, at),
  ...readPart(tokens, at),
];
