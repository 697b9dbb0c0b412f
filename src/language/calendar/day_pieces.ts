import { months, weekdays } from '../values/calendar_words.ts';
import { readBelowHundred } from '../values/cardinal.ts';
import { readOrdinal } from '../values/ordinal.ts';
import type { Reading } from '../values/tokens.ts';
import { type Civil, DAY, floor, type Grain, plus, type Span, unitSpan, weekdayOf } from './civil.ts';
import { holidayNamed, LONGEST_HOLIDAY } from './holidays.ts';
import type { Found, Piece, PieceReader } from './piece.ts';
import { monthDays, monthsNamed, once, type Series, weekdays as weekdaySeries, yearly } from './series.ts';

const grains: ReadonlyMap<string, Grain> = new Map(
  (['second', 'minute', 'hour', 'day', 'week', 'month', 'quarter', 'year', 'decade'] as const).flatMap((grain) => [
    [grain, grain] as const,
    [`${grain}s`, grain] as const,
  ]),
);

export function grainNamed(word: string | undefined): Grain | undefined {
  return grains.get(word ?? '');
}

export function fixedDay(grain: Grain, span: (now: Civil) => Span): Extract<Piece, { kind: 'day' }> {
  return { kind: 'day', grain, fixed: true, series: (now) => once(span(now)) };
}

function comes(grain: Grain, series: Series): Piece {
  return { kind: 'day', grain, series: () => series };
}

/** This one, the one before, the one behind it. */
export function aheadOf(word: string | undefined): number | undefined {
  if (/^(?:this|current|the)$/u.test(word ?? '')) return 0;
  if (/^(?:next|following|coming|upcoming)$/u.test(word ?? '')) return 1;
  return /^(?:last|past|previous)$/u.test(word ?? '') ? -1 : undefined;
}

const inDays = (days: number): Piece => fixedDay('day', (now) => unitSpan(now, 'day', days));

/** `today`, `the day after tomorrow`, `now`. */
const readNear: PieceReader = (tokens, at) => {
  const start = tokens[at] === 'the' ? at + 1 : at;
  const [word = '', second, third] = [tokens[start], tokens[start + 1], tokens[start + 2]];
  if (word === 'day' && second === 'after' && third === 'tomorrow') return [{ piece: inDays(2), next: start + 3 }];
  if (word === 'day' && second === 'before' && third === 'yesterday') return [{ piece: inDays(-2), next: start + 3 }];
  const days = new Map([
    ['today', 0],
    ['tomorrow', 1],
    ['yesterday', -1],
  ]).get(word);
  if (days === undefined || start > at) return [];
  // `tomorrow week`
  const week: Found[] = tokens[at + 1] === 'week' ? [{ piece: inDays(days + 7), next: at + 2 }] : [];
  return [...week, { piece: inDays(days), next: at + 1 }];
};

export function weekendOf(now: Civil, ahead: number): Span {
  const saturday = floor(now, 'week') + (5 + ahead * 7) * DAY;
  return { from: saturday, to: saturday + 2 * DAY, grain: 'day' };
}

/** `this week`, `last month`, `the following year`, `next weekend`, `the week`. */
const readUnit: PieceReader = (tokens, at) => {
  const the = tokens[at] === 'the' && aheadOf(tokens[at + 1]) !== undefined ? at + 1 : at;
  const ahead = aheadOf(tokens[the]);
  const word = tokens[the + 1] ?? '';
  if (ahead === undefined)
    return word === 'weekend' || tokens[at] !== 'weekend' ? [] : [{ piece: weekend(0), next: at + 1 }];
  const far = farAhead(tokens, the + 2);
  if (word === 'weekend' && ahead === 0 && far !== undefined) return [{ piece: weekend(far.value), next: far.next }];
  // `the coming weekend` is that of this week, before it begins.
  if (word === 'weekend' && /^(?:up)?coming$/u.test(tokens[the] ?? ''))
    return [{ piece: fixedDay('day', (now) => weekendOf(now, weekdayOf(now) > 5 ? 1 : 0)), next: the + 2 }];
  if (word === 'weekend') return [{ piece: weekend(ahead), next: the + 2 }];
  const grain = word.endsWith('s') ? undefined : grainNamed(word);
  if (grain === undefined || /^(?:second|minute|hour)$/u.test(grain)) return [];
  if (ahead === 0 && far !== undefined)
    return [{ piece: fixedDay(grain, (now) => unitSpan(now, grain, far.value)), next: far.next }];
  return [{ piece: fixedDay(grain, (now) => unitSpan(now, grain, ahead)), next: the + 2 }];
};

/** Behind a unit: `after next`, `after the next`, `before last`. */
function farAhead(tokens: readonly string[], at: number): Reading<number> | undefined {
  const which = tokens[at + 1] === 'the' ? at + 2 : at + 1;
  if (tokens[at] === 'after' && tokens[which] === 'next') return { value: 2, next: which + 1 };
  return tokens[at] === 'before' && tokens[which] === 'last' ? { value: -2, next: which + 1 } : undefined;
}

function weekend(ahead: number): Piece {
  return fixedDay('day', (now) => weekendOf(now, ahead));
}

/** `friday`, `this friday`, `next friday` (of next week), `last friday`, `friday after next`. */
const readWeekday: PieceReader = (tokens, at) => {
  const lead = tokens[at] ?? '';
  const ahead = lead === 'the' ? undefined : aheadOf(lead);
  const start = ahead === undefined ? at : at + 1;
  const word = tokens[start] ?? '';
  const weekday = weekdays.get(word);
  if (weekday === undefined || word.endsWith('days')) return [];
  const far = farAhead(tokens, start + 1);
  if (far !== undefined && ahead === undefined)
    return [{ piece: fixedDay('day', (now) => nthWeekday(now, weekday, far.value)), next: far.next }];
  if (lead === 'next' || lead === 'following')
    return [
      { piece: fixedDay('day', (now) => unitSpan(floor(now, 'week') + (6 + weekday) * DAY, 'day')), next: start + 1 },
    ];
  if (ahead === -1) return [{ piece: fixedDay('day', (now) => nthWeekday(now, weekday, -1)), next: start + 1 }];
  // `friday week`
  if (tokens[start + 1] === 'week' && ahead === undefined)
    return [{ piece: fixedDay('day', (now) => unitSpan(nthWeekday(now, weekday, 2).from, 'day')), next: start + 2 }];
  return [{ piece: comes('day', weekdaySeries(weekday)), next: start + 1 }];
};

/** The first (1), second … after today, or before it (-1). */
export function nthWeekday(now: Civil, weekday: number, nth: number): Span {
  const today = floor(now, 'day');
  const off = (weekday - weekdayOf(today) + 7) % 7;
  const days = nth > 0 ? (off === 0 ? 7 : off) + (nth - 1) * 7 : (off === 0 ? -7 : off - 7) + (nth + 1) * 7;
  return unitSpan(today + days * DAY, 'day');
}

/** `march`, `next march`, `last may`, `march after next`. */
const readMonth: PieceReader = (tokens, at) => {
  const lead = tokens[at] ?? '';
  const ahead = lead === 'the' ? undefined : aheadOf(lead);
  const start = ahead === undefined ? at : at + 1;
  const month = months.get(tokens[start] ?? '');
  if (month === undefined) return [];
  const series = monthsNamed(month);
  if (ahead === undefined && tokens[start + 1] === 'after' && tokens[start + 2] === 'next')
    return [{ piece: nthOf('month', series, 2), next: start + 3 }];
  if (ahead === undefined) return [{ piece: comes('month', series), next: start + 1 }];
  if (ahead === 0)
    return [
      {
        piece: fixedDay('month', (now) => unitSpan(plus(floor(now, 'year'), month - 1, 'month'), 'month')),
        next: start + 1,
      },
    ];
  return [{ piece: nthOf('month', series, ahead), next: start + 1 }];
};

/** Of what comes again: the first (1), second … that comes, or the last that is over (-1). */
function nthOf(grain: Grain, series: Series, nth: number): Piece {
  return {
    kind: 'day',
    grain,
    fixed: true,
    series: (now) => {
      let left = Math.abs(nth);
      for (const span of series(now, nth < 0)) {
        if (nth > 0 && span.from <= now) continue;
        left -= 1;
        if (left === 0) return once(span);
      }
      return () => [];
    },
  };
}

/** `the 15th`, `fifteenth`, `third day`; `15` beside a month. */
const readMonthDay: PieceReader = (tokens, at) => {
  const start = tokens[at] === 'the' ? at + 1 : at;
  const ordinal = readOrdinal(tokens, start);
  const token = tokens[start] ?? '';
  const digits: Reading<number> | undefined = /^\d{1,2}$/u.test(token)
    ? { value: Number(token), next: start + 1 }
    : undefined;
  // `8 pm on 15`
  const bare = ordinal === undefined && !(digits !== undefined && at > 1 && tokens[at - 1] === 'on');
  const found = ordinal ?? digits ?? readBelowHundred(tokens, start);
  if (found === undefined || found.value < 1 || found.value > 31) return [];
  const next = !bare && tokens[found.next] === 'day' ? found.next + 1 : found.next;
  const piece: Piece = { kind: 'day', grain: 'day', series: () => monthDays(found.value), ...(bare ? { bare } : {}) };
  return [{ piece, next }];
};

/** `christmas`, `next easter`, `last thanksgiving`. */
const readHoliday: PieceReader = (tokens, at) => {
  const ahead = tokens[at] === 'the' ? undefined : aheadOf(tokens[at]);
  const start = ahead === undefined ? at : at + 1;
  for (let length = LONGEST_HOLIDAY; length > 0; length -= 1) {
    const words = tokens.slice(start, start + length);
    const day = words.length === length ? holidayNamed(words.join(' ')) : undefined;
    if (day === undefined) continue;
    const next = start + length;
    if (ahead === undefined || ahead === 0) return [{ piece: comes('day', yearly(day)), next }];
    return [{ piece: nthOf('day', yearly(day), ahead), next }];
  }
  return [];
};

const readers = [readNear, readUnit, readWeekday, readMonth, readHoliday, readMonthDay];

export const readDayPieces: PieceReader = (tokens, at) => readers.flatMap((read): readonly Found[] => read(tokens, at));
