import { months, namedDays, partsOfDay, weekdays } from './calendar_words.ts';
import { readBelowHundred } from './cardinal.ts';
import { type Duration, readDuration } from './duration.ts';
import { readOrdinal } from './ordinal.ts';
import { type Reading, standAt } from './tokens.ts';
import type { When } from './when.ts';

/** A day: `tomorrow night`, `next friday`, `the 3rd of march 2027`, `in 30 days`, `the day after tomorrow`, `christmas eve`. */
export function readCalendarDay(tokens: readonly string[], at: number): Reading<When> | undefined {
  return readNear(tokens, at) ?? readAhead(tokens, at) ?? readWeekday(tokens, at) ?? readDate(tokens, at);
}

function readNear(tokens: readonly string[], at: number): Reading<When> | undefined {
  const start = tokens[at] === 'the' ? at + 1 : at;
  if (tokens[start] === 'day' && tokens[start + 1] === 'after' && tokens[start + 2] === 'tomorrow')
    return withPart(tokens, start + 3, { inDays: 2 });
  switch (tokens[at]) {
    case 'today':
      return { value: { inDays: 0 }, next: at + 1 };
    case 'tonight':
      return { value: { inDays: 0, part: 'night' }, next: at + 1 };
    case 'tomorrow':
      return withPart(tokens, at + 1, { inDays: 1 });
    default:
      return undefined;
  }
}

/** `in 30 days`, `30 days from now`, `next month`, `a week from today`. Hours and less are from now, all else is a day. */
function readAhead(tokens: readonly string[], at: number): Reading<When> | undefined {
  if (tokens[at] === 'next' && /^(?:week|month|year)$/u.test(tokens[at + 1] ?? '')) {
    const unit = tokens[at + 1];
    const value = unit === 'week' ? { inWeeks: 1 } : unit === 'month' ? { inMonths: 1 } : { inYears: 1 };
    return { value, next: at + 2 };
  }
  const leading = tokens[at] === 'in' || tokens[at] === 'after';
  const start = leading ? at + 1 : at;
  // `in the morning` is none.
  if (tokens[start] === 'the') return undefined;
  const length = readDuration(tokens, start);
  if (length === undefined) return undefined;
  if (leading) return { value: aheadOf(length.value), next: length.next };
  if (tokens[length.next] !== 'from' || !/^(?:now|today)$/u.test(tokens[length.next + 1] ?? '')) return undefined;
  return { value: aheadOf(length.value), next: length.next + 2 };
}

function aheadOf({ years, months: inMonths, weeks, days, hours = 0, minutes = 0, seconds = 0 }: Duration): When {
  const inSeconds = Math.round((hours * 60 + minutes) * 60 + seconds);
  return {
    ...(years === undefined ? {} : { inYears: years }),
    ...(inMonths === undefined ? {} : { inMonths }),
    ...(weeks === undefined ? {} : { inWeeks: weeks }),
    ...(days === undefined ? {} : { inDays: days }),
    ...(inSeconds === 0 ? {} : { inSeconds }),
    fromNow: true,
  };
}

/** Short names are words of their own (`sun`, `wed`): they need a word before them that says a day comes. */
function readWeekday(tokens: readonly string[], at: number): Reading<When> | undefined {
  const lead = tokens[at] ?? '';
  const leads = /^(?:on|this|next|coming)$/u.test(lead);
  const start = leads ? at + 1 : at;
  const word = tokens[start] ?? '';
  const weekday = weekdays.get(word);
  if (weekday === undefined || word.endsWith('days') || (!leads && !word.endsWith('day'))) return undefined;
  return withPart(tokens, start + 1, { weekday, ...(lead === 'next' ? { afterToday: true } : {}) });
}

function readDate(tokens: readonly string[], at: number): Reading<When> | undefined {
  for (const [words, month, day] of namedDays) {
    if (standAt(tokens, at, words)) return { value: { month, monthDay: day }, next: at + words.length };
  }
  const iso = readIso(tokens, at);
  if (iso !== undefined) return iso;
  const start = tokens[at] === 'the' ? at + 1 : at;
  const month = months.get(tokens[at] ?? '');
  if (month !== undefined) {
    const day = readDayNumber(tokens, tokens[at + 1] === 'the' ? at + 2 : at + 1);
    return day === undefined ? undefined : withYear(tokens, day.next, { month, monthDay: day.value });
  }
  const day = readDayNumber(tokens, start);
  if (day === undefined) return undefined;
  const of = tokens[day.next] === 'of' ? day.next + 1 : day.next;
  const named = months.get(tokens[of] ?? '');
  if (named !== undefined) return withYear(tokens, of + 1, { month: named, monthDay: day.value });
  // A day alone must be said as one: `the 3rd`, not `3`.
  const ordinal = readOrdinal(tokens, start);
  return start > at && ordinal?.next === day.next ? { value: { monthDay: day.value }, next: day.next } : undefined;
}

function readDayNumber(tokens: readonly string[], at: number): Reading<number> | undefined {
  const token = tokens[at] ?? '';
  const digits = /^\d{1,2}$/u.test(token) ? { value: Number(token), next: at + 1 } : undefined;
  const found = readOrdinal(tokens, at) ?? digits ?? readBelowHundred(tokens, at);
  return found !== undefined && found.value >= 1 && found.value <= 31 ? found : undefined;
}

function withYear(tokens: readonly string[], at: number, day: When): Reading<When> {
  const year = /^2\d{3}$/u.test(tokens[at] ?? '') ? Number(tokens[at]) : undefined;
  return year === undefined ? { value: day, next: at } : { value: { ...day, year }, next: at + 1 };
}

/** `2027-03-31`, which comes as three numbers. */
function readIso(tokens: readonly string[], at: number): Reading<When> | undefined {
  const first = tokens[at] ?? '';
  if (first !== '-' && first !== 'minus' && !/^2\d{3}$/u.test(first)) return undefined;
  const parts = tokens.slice(at, at + 5).filter((token) => token !== '-' && token !== 'minus');
  const [year = '', month = '', day = ''] = parts;
  if (!/^2\d{3}$/u.test(year) || !/^-?\d{2}$/u.test(month) || !/^-?\d{2}$/u.test(day)) return undefined;
  const [monthNumber, dayNumber] = [Math.abs(Number(month)), Math.abs(Number(day))];
  if (monthNumber < 1 || monthNumber > 12 || dayNumber < 1 || dayNumber > 31) return undefined;
  const signs = tokens.slice(at, at + 5).indexOf(day) + 1;
  return { value: { year: Number(year), month: monthNumber, monthDay: dayNumber }, next: at + Math.max(3, signs) };
}

/** `tomorrow morning`. */
function withPart(tokens: readonly string[], at: number, day: When): Reading<When> {
  const part = partsOfDay.get(tokens[at] ?? '');
  return part === undefined ? { value: day, next: at } : { value: { ...day, part }, next: at + 1 };
}
