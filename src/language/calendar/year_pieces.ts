import { readBelowHundred, readCardinal } from '../values/cardinal.ts';
import { readOrdinal } from '../values/ordinal.ts';
import type { Reading } from '../values/tokens.ts';
import { civil, plus, unitSpan } from './civil.ts';
import { fixedDay } from './day_pieces.ts';
import type { Found, PieceReader } from './piece.ts';
import { once, units, within } from './series.ts';

/** `2015`, `nineteen eighty six`, `twenty fifteen`, `two thousand and ten`. */
const readYear: PieceReader = (tokens, at) => {
  const start =
    tokens[at] === 'year' || (tokens[at] === 'the' && tokens[at + 1] === 'year')
      ? at + (tokens[at] === 'the' ? 2 : 1)
      : at;
  const year = yearAt(tokens, start);
  if (year === undefined) return [];
  return [{ piece: fixedDay('year', () => unitSpan(civil(year.value, 1, 1), 'year')), next: year.next }];
};

export function yearAt(tokens: readonly string[], at: number): Reading<number> | undefined {
  const token = tokens[at] ?? '';
  if (/^(?:1[89]|20|21)\d\d$/u.test(token)) return { value: Number(token), next: at + 1 };
  if (/^\d/u.test(token)) return undefined;
  const century = readBelowHundred(tokens, at);
  if (century !== undefined && century.value >= 19 && century.value <= 21) {
    const rest = readBelowHundred(tokens, tokens[century.next] === 'hundred' ? century.next + 1 : century.next);
    if (rest !== undefined && rest.value >= 10) return { value: century.value * 100 + rest.value, next: rest.next };
  }
  const whole = /^(?:one|two)$/u.test(token) && tokens[at + 1] === 'thousand' ? readCardinal(tokens, at) : undefined;
  return whole !== undefined && whole.value >= 1500 && whole.value < 2100 ? whole : undefined;
}

/** `2013-02-15`, which comes as five tokens. */
const readIso: PieceReader = (tokens, at) => {
  const parts = tokens.slice(at, at + 5);
  if (parts[1] !== '-' || parts[3] !== '-') return [];
  const [year, month, day] = [Number(parts[0]), Number(parts[2]), Number(parts[4])];
  if (!/^[12]\d{3}$/u.test(parts[0] ?? '') || !(month >= 1 && month <= 12)) return [];
  const from = civil(year, month, day);
  // The 30th of February is none.
  if (new Date(from).getUTCDate() !== day) return [];
  return [{ piece: fixedDay('day', () => unitSpan(from, 'day')), next: at + 5 }];
};

/** `third quarter`, `q3`, `the 4th quarter`. */
const readQuarter: PieceReader = (tokens, at) => {
  const start = tokens[at] === 'the' ? at + 1 : at;
  const short = tokens[start] === 'q' ? Number(tokens[start + 1]) : Number.NaN;
  const ordinal = short >= 1 ? { value: short, next: start + 1 } : readOrdinal(tokens, start);
  if (ordinal === undefined || ordinal.value > 4) return [];
  if (!(short >= 1) && tokens[ordinal.next] !== 'quarter') return [];
  const nth = ordinal.value;
  const series = units('year', (from) => unitSpan(plus(from, nth - 1, 'quarter'), 'quarter'));
  // Of this year, unless another one is said.
  const ofYear = /^(?:of|in|last|next|this|\d{4})$/u.test(tokens[ordinal.next + 1] ?? '');
  return [
    {
      piece: {
        kind: 'day',
        grain: 'quarter',
        series: (now) => (ofYear ? series : within(once(unitSpan(now, 'year')), series)),
      },
      next: ordinal.next + 1,
    },
  ];
};

const readers = [readIso, readYear, readQuarter];

/** Years, their quarters, and days written with their year. */
export const readYearPieces: PieceReader = (tokens, at) =>
  readers.flatMap((read): readonly Found[] => read(tokens, at));
