import { months, type PartOfDay, partsOfDay, weekdays } from './calendar_words.ts';
import { readBelowHundred } from './cardinal.ts';
import { readDuration } from './duration.ts';
import { readOrdinal } from './ordinal.ts';
import type { Reading } from './tokens.ts';
import type { When } from './when.ts';

const WORKDAYS = [1, 2, 3, 4, 5];
const WEEKEND = [6, 7];

type Every = NonNullable<When['every']>;

const units: ReadonlyMap<string, Every> = new Map([
  ['minute', 'minute'],
  ['minutes', 'minute'],
  ['hour', 'hour'],
  ['hours', 'hour'],
  ['day', 'day'],
  ['days', 'day'],
  ['week', 'week'],
  ['weeks', 'week'],
  ['month', 'month'],
  ['months', 'month'],
  ['year', 'year'],
  ['years', 'year'],
]);

const alone: ReadonlyMap<string, When> = new Map<string, When>([
  ['daily', { every: 'day' }],
  ['everyday', { every: 'day' }],
  ['nightly', { every: 'day', part: 'night' }],
  ['weekly', { every: 'week' }],
  ['monthly', { every: 'month' }],
  ['fortnightly', { every: 'week', interval: 2 }],
  ['biweekly', { every: 'week', interval: 2 }],
  ['quarterly', { every: 'month', interval: 3 }],
  ['semiannual', { every: 'month', interval: 6 }],
  ['semiannually', { every: 'month', interval: 6 }],
  ['yearly', { every: 'year' }],
  ['annual', { every: 'year' }],
  ['annually', { every: 'year' }],
  ['hourly', { every: 'hour' }],
]);

/** How often: `every weekday`, `daily`, `on mondays and thursdays`, `every other tuesday`, `every 2 weeks`, `the first monday of the month`. */
export function readRepetition(tokens: readonly string[], at: number): Reading<When> | undefined {
  const single = alone.get(tokens[at] ?? '');
  if (single !== undefined) return { value: single, next: at + 1 };
  // `once a week`
  const often =
    tokens[at] === 'once' && /^an?$/u.test(tokens[at + 1] ?? '') ? units.get(tokens[at + 2] ?? '') : undefined;
  if (often !== undefined) return { value: { every: often }, next: at + 3 };
  return readEvery(tokens, at) ?? readPlural(tokens, at) ?? readNth(tokens, at);
}

function readEvery(tokens: readonly string[], at: number): Reading<When> | undefined {
  if (tokens[at] !== 'every' && tokens[at] !== 'each') return undefined;
  const start = tokens[at + 1] === 'single' ? at + 2 : at + 1;
  // `every second tuesday of the month`
  const nth = readNth(tokens, start);
  if (nth !== undefined && nth.value.nth !== undefined) return nth;
  const other = tokens[start] === 'other' || tokens[start] === 'second';
  const count = other ? { value: 2, next: start + 1 } : readCount(tokens, start);
  const from = count?.next ?? start;
  const interval = count === undefined || count.value === 1 ? {} : { interval: count.value };
  // `every first monday` is one of a month, and does not say that it is.
  if (count !== undefined && count.value === 1 && tokens[start] === 'first') return undefined;
  const days = readDays(tokens, from, true);
  // Every other weekday: monday, wednesday, friday, tuesday …
  if (days !== undefined && days.value === WORKDAYS && interval.interval !== undefined)
    return { value: { every: 'day', ...interval, weekdays: days.value }, next: days.next };
  if (days !== undefined) return { value: { every: 'week', ...interval, weekdays: days.value }, next: days.next };
  const word = tokens[from] ?? '';
  if (word === 'fortnight') return { value: { every: 'week', interval: 2 * (count?.value ?? 1) }, next: from + 1 };
  const unit = units.get(word);
  const length = count === undefined ? readLength(tokens, from) : undefined;
  if (length !== undefined && length.next > from + 1) return length;
  if (/^quarters?$/u.test(word) && tokens[from + 1] !== 'past' && tokens[from + 1] !== 'to')
    return { value: { every: 'month', interval: 3 * (count?.value ?? 1) }, next: from + 1 };
  if (unit !== undefined) return { value: { every: unit, ...interval }, next: from + 1 };
  const part: PartOfDay | undefined = partsOfDay.get(word);
  if (part !== undefined) return { value: { every: 'day', ...interval, part }, next: from + 1 };
  return readYearly(tokens, from, interval);
}

/** `every half hour`, `every hour and a half`: so many minutes. */
function readLength(tokens: readonly string[], at: number): Reading<When> | undefined {
  const length =
    readDuration(tokens, at) ?? offset(readDuration(['a', ...tokens.slice(at, at + LONGEST_LENGTH)], 0), at - 1);
  if (length === undefined) return undefined;
  const { years = 0, months: count = 0 } = length.value;
  const inMonths = years * 12 + count;
  if (inMonths > 0 && Object.keys(length.value).every((unit) => unit === 'years' || unit === 'months'))
    return { value: { every: 'month', interval: inMonths }, next: length.next };
  const { hours = 0, minutes = 0, ...rest } = length.value;
  const whole = hours * 60 + minutes;
  if (Object.keys(rest).length > 0 || !Number.isInteger(whole) || whole < 1 || whole > A_YEAR) return undefined;
  return { value: whole % 60 === 0 ? hourly(whole / 60) : { every: 'minute', interval: whole }, next: length.next };
}

const LONGEST_LENGTH = 8;
/** In minutes. */
const A_YEAR = 366 * 24 * 60;

function hourly(count: number): When {
  return count === 1 ? { every: 'hour' } : { every: 'hour', interval: count };
}

function offset<T>(read: Reading<T> | undefined, by: number): Reading<T> | undefined {
  return read === undefined ? undefined : { value: read.value, next: read.next + by };
}

/** `every march 3rd` is left to the date that follows. */
function readYearly(tokens: readonly string[], at: number, interval: When): Reading<When> | undefined {
  const word = tokens[at] ?? '';
  if (
    /^(?:christmas|halloween|new|january|february|march|april|may|june|july|august|september|october|november|december)$/u.test(
      word,
    )
  )
    return { value: { every: 'year', ...interval }, next: at };
  const day = readOrdinal(tokens, at);
  if (day === undefined || day.value > 31) return undefined;
  if (tokens[day.next] === 'of' && months.has(tokens[day.next + 1] ?? ''))
    return { value: { every: 'year', ...interval }, next: at };
  const of = tokens[day.next] === 'of' && tokens[day.next + 1] === 'the' && tokens[day.next + 2] === 'month';
  return of ? { value: { every: 'month', ...interval, monthDay: day.value }, next: day.next + 3 } : undefined;
}

function readCount(tokens: readonly string[], at: number): Reading<number> | undefined {
  const token = tokens[at] ?? '';
  const number = /^\d{1,3}$/u.test(token) ? { value: Number(token), next: at + 1 } : readBelowHundred(tokens, at);
  const found = number ?? readOrdinal(tokens, at);
  if (found === undefined || found.value < 1) return undefined;
  // `every 3rd of the month` is a day of it.
  return units.has(tokens[found.next] ?? '') || weekdays.has(tokens[found.next] ?? '') ? found : undefined;
}

/** `on weekdays`, `mondays and thursdays`, `monday to friday`: in the plural they come again. */
function readPlural(tokens: readonly string[], at: number): Reading<When> | undefined {
  const start = tokens[at] === 'on' ? at + 1 : at;
  const first = tokens[start] ?? '';
  const plural = /^(?:week|weekend|work|mon|tues|wednes|thurs|fri|satur|sun)days$|^weekends$/u.test(first);
  // `monday through friday`
  const row =
    weekdays.has(first) &&
    /^(?:through|to|till)$/u.test(tokens[start + 1] ?? '') &&
    weekdays.has(tokens[start + 2] ?? '');
  // `friday mornings`
  const part = partsOfDay.get(tokens[start + 1] ?? '');
  const single = weekdays.get(first);
  if (single !== undefined && part !== undefined && (tokens[start + 1] ?? '').endsWith('s'))
    return { value: { every: 'week', weekdays: [single], part }, next: start + 2 };
  if (!plural && !row) return undefined;
  const days = readDays(tokens, start, true);
  return days === undefined ? undefined : { value: { every: 'week', weekdays: days.value }, next: days.next };
}

function daysOf(tokens: readonly string[], at: number): Reading<readonly number[]> | undefined {
  const word = tokens[at] ?? '';
  if (/^(?:weekday|weekdays|workday|workdays)$/u.test(word)) return { value: WORKDAYS, next: at + 1 };
  if (/^(?:week|work|working)$/u.test(word) && /^days?$/u.test(tokens[at + 1] ?? ''))
    return { value: WORKDAYS, next: at + 2 };
  if (/^weekends?$/u.test(word)) return { value: WEEKEND, next: at + 1 };
  const day = weekdays.get(word);
  return day === undefined ? undefined : { value: [day], next: at + 1 };
}

/** One or several: `monday wednesday and friday`, `monday through friday`. */
function readDays(tokens: readonly string[], at: number, several: boolean): Reading<readonly number[]> | undefined {
  const first = daysOf(tokens, at);
  if (first === undefined || !several) return first;
  const days = new Set(first.value);
  let next = first.next;
  for (;;) {
    const link = tokens[next] ?? '';
    const until = /^(?:through|to|till|until)$/u.test(link) ? weekdays.get(tokens[next + 1] ?? '') : undefined;
    const last = [...days].at(-1);
    if (until !== undefined && last !== undefined) {
      for (let day = last; day !== until; day = (day % 7) + 1) days.add(day);
      days.add(until);
      next += 2;
      continue;
    }
    const more = daysOf(tokens, link === 'and' ? next + 1 : next);
    if (more === undefined) break;
    for (const day of more.value) days.add(day);
    next = more.next;
  }
  return { value: next === first.next ? first.value : [...days].sort((a, b) => a - b), next };
}

/** `the first monday of every month`, `on the last friday of the month`, `the 1st of every month`. */
function readNth(tokens: readonly string[], at: number): Reading<When> | undefined {
  const on = tokens[at] === 'on' ? at + 1 : at;
  const start = tokens[on] === 'the' ? on + 1 : on;
  const last = tokens[start] === 'last' ? { value: -1, next: start + 1 } : readOrdinal(tokens, start);
  if (last === undefined) return undefined;
  const weekday = weekdays.get(tokens[last.next] ?? '');
  const day = tokens[last.next] === 'day' && last.value === -1;
  const next = weekday === undefined && !day ? last.next : last.next + 1;
  if (!/^(?:of|in)$/u.test(tokens[next] ?? '') || !/^(?:every|each|the)$/u.test(tokens[next + 1] ?? ''))
    return undefined;
  if (tokens[next + 2] !== 'month') return undefined;
  // `the 3rd of the month` is one day, `of every month` each of them.
  if (weekday !== undefined && last.value <= 5)
    return { value: { every: 'month', nth: last.value, nthWeekday: weekday }, next: next + 3 };
  if (tokens[next + 1] === 'the' && !day) return undefined;
  const monthDay = day ? 31 : last.value;
  return monthDay >= 1 && monthDay <= 31 ? { value: { every: 'month', monthDay }, next: next + 3 } : undefined;
}
