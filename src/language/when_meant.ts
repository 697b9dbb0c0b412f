import { Temporal } from 'temporal-polyfill';
import { type Recurrence, recurringDays } from './recurrence.ts';
import type { PartOfDay } from './values/calendar_words.ts';
import type { When } from './values/when.ts';

const { PlainDate, PlainDateTime, PlainTime } = Temporal;

/** The day and time it was said, as the clock of the house showed them. */
export interface Now {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/** How people mean what they leave out. */
export interface Habit {
  /** For `7` on a day to come: an alarm is for the morning, other things for the hours that one is awake. */
  readonly hours: 'early' | 'awake';
  /** The time of a day or part of it that was said without one; where absent there must be a time. */
  readonly usual?: { readonly [part in PartOfDay | 'day']: number };
}

export type Meant =
  | { readonly type: 'elapsed'; readonly durationMs: number }
  | { readonly type: 'once'; readonly at: string }
  | ({ readonly type: 'recurring' } & Recurrence)
  | { readonly type: 'interval'; readonly everyMs: number };

/** `time`: none was said, or one is needed · `past`: it is over · `none`: there is no such day. */
export type Doubt = 'time' | 'past' | 'none';

/** What was said at a moment comes to; or what is wrong with it. An hour without half of the day is the next one that comes. */
export function meantBy(when: When, said: Now, habit: Habit): Meant | Doubt {
  const now = new PlainDateTime(said.year, said.month, said.day, said.hour, said.minute, said.second);
  if (when.every !== undefined) return recurring(when, when.every, now, habit);
  if (when.fromNow === true && when.hour === undefined && when.part === undefined) return fromNow(when, now);
  const times = timesOf(when, habit);
  if (times.length === 0) return 'time';
  if (!hasDay(when)) {
    const today = times.map((time) => now.toPlainDate().toPlainDateTime(time));
    const [next] = [...today, ...today.map((at) => at.add({ days: 1 }))].filter((at) => later(at, now)).sort(inOrder);
    return next === undefined ? 'past' : once(next);
  }
  const days = daysMeant(when, now.toPlainDate());
  if (days.length === 0) return when.year === undefined ? 'none' : yearDoubt(when);
  for (const day of days) {
    const isToday = day.equals(now.toPlainDate());
    // Of two that are both to come on a later day, the one that people mean.
    const fitting = isToday ? times : [usual(times, habit)];
    const [next] = fitting
      .map((time) => day.toPlainDateTime(time))
      .filter((at) => later(at, now))
      .sort(inOrder);
    if (next !== undefined) return once(next);
  }
  return 'past';
}

function fromNow(
  { inYears: years, inMonths: months, inWeeks: weeks, inDays: days, inSeconds: seconds = 0 }: When,
  now: Temporal.PlainDateTime,
): Meant {
  if (years === undefined && months === undefined && weeks === undefined && days === undefined)
    return { type: 'elapsed', durationMs: seconds * 1_000 };
  return once(now.add({ years: years ?? 0, months: months ?? 0, weeks: weeks ?? 0, days: days ?? 0, seconds }));
}

/** The times of day that may be meant, the earlier first. */
function timesOf(
  { hour, minute = 0, second = 0, ambiguous, part, ...day }: When,
  { usual: hours }: Habit,
): Temporal.PlainTime[] {
  if (hour === undefined) {
    if (hours === undefined) return [];
    if (part !== undefined) return [new PlainTime(hours[part])];
    return hasDay(day) && day.inDays !== 0 ? [new PlainTime(hours.day)] : [];
  }
  const at = (exact: number): Temporal.PlainTime => new PlainTime(exact, minute, second);
  if (ambiguous !== true) return [at(hour)];
  if (part === undefined) return [at(hour), at(hour + 12)];
  // Twelve and the small hours of the night are those after midnight.
  const early = part === 'morning' || (part === 'night' && hour < 5);
  return [at(early ? hour : hour + 12)];
}

function usual(times: readonly Temporal.PlainTime[], { hours }: Habit): Temporal.PlainTime {
  const [first = new PlainTime(), second] = times;
  if (second === undefined) return first;
  const toNoon = first.hour === 0 || (hours === 'awake' && first.hour < 7);
  return toNoon ? second : first;
}

function recurring(
  when: When,
  every: NonNullable<When['every']>,
  now: Temporal.PlainDateTime,
  habit: Habit,
): Meant | Doubt {
  const { interval = 1, weekdays, month, monthDay, nth, nthWeekday } = when;
  if (every === 'minute' || every === 'hour')
    return { type: 'interval', everyMs: interval * (every === 'hour' ? 3_600_000 : 60_000) };
  const times = timesOf(when.hour === undefined && when.part === undefined ? { ...when, inDays: 1 } : when, habit);
  if (times.length === 0) return 'time';
  if (month !== undefined && monthDay !== undefined && !isDay(month, monthDay)) return 'none';
  const time = usual(times, habit);
  const today = now.toPlainDate();
  const rule: Recurrence = {
    every,
    interval: 1,
    ...(weekdays === undefined ? {} : { weekdays: [...weekdays] }),
    ...(monthDay === undefined ? {} : { monthDay }),
    ...(month === undefined ? {} : { month }),
    ...(nth === undefined || nthWeekday === undefined ? {} : { nth, nthWeekday }),
    from: today.toString(),
    time: time.toString({ smallestUnit: 'second' }),
  };
  // Every second one counts from the first that comes.
  for (const day of recurringDays(rule, today)) {
    if (later(day.toPlainDateTime(time), now)) {
      const keepsDay = every === 'month' || every === 'year' ? { monthDay: monthDay ?? today.day } : {};
      const keepsMonth = every === 'year' ? { month: month ?? today.month } : {};
      const kept = nth === undefined ? { ...keepsDay, ...keepsMonth } : {};
      return { type: 'recurring', ...rule, ...kept, interval, from: day.toString() };
    }
  }
  return 'none';
}

function hasDay({ inDays, inWeeks, inMonths, inYears, weekday, monthDay }: When): boolean {
  return [inDays, inWeeks, inMonths, inYears, weekday, monthDay].some((day) => day !== undefined);
}

/** The days that may be meant, in order: today counts where its time is still to come. */
function daysMeant(when: When, today: Temporal.PlainDate): Temporal.PlainDate[] {
  const { inDays = 0, inWeeks = 0, inMonths = 0, inYears = 0, weekday, afterToday, year, month, monthDay } = when;
  if (monthDay === undefined) {
    const ahead = today.add({ years: inYears, months: inMonths, weeks: inWeeks, days: inDays });
    if (weekday === undefined) return [ahead];
    // Next Friday is that of next week, said on whichever day of this one.
    if (afterToday === true) return [ahead.add({ days: 7 - ahead.dayOfWeek + weekday })];
    const first = ahead.add({ days: (weekday - ahead.dayOfWeek + 7) % 7 });
    return [first, first.add({ days: 7 })];
  }
  // A leap day comes within eight years, and a 31st within two months.
  const firstMonth = month === undefined ? today.with({ day: 1 }) : new PlainDate(year ?? today.year, month, 1);
  const found: Temporal.PlainDate[] = [];
  for (let step = 0; step < (year === undefined ? 9 : 1); step += 1) {
    const of = month === undefined ? firstMonth.add({ months: step }) : firstMonth.add({ years: step });
    if (monthDay > of.daysInMonth) continue;
    const day = of.with({ day: monthDay });
    const fits = weekday === undefined || month !== undefined || day.dayOfWeek === weekday;
    if (fits && PlainDate.compare(day, today) >= 0) found.push(day);
  }
  return found;
}

function yearDoubt({ month = 1, monthDay = 1 }: When): Doubt {
  return isDay(month, monthDay) ? 'past' : 'none';
}

function isDay(month: number, day: number): boolean {
  return day <= new PlainDate(2024, month, 1).daysInMonth;
}

function once(at: Temporal.PlainDateTime): Meant {
  return { type: 'once', at: at.toString({ smallestUnit: 'second' }) };
}

function later(at: Temporal.PlainDateTime, now: Temporal.PlainDateTime): boolean {
  return PlainDateTime.compare(at, now) > 0;
}

function inOrder(left: Temporal.PlainDateTime, right: Temporal.PlainDateTime): number {
  return PlainDateTime.compare(left, right);
}
