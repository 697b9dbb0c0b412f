import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';

/** 1 is Monday, 7 is Sunday. */
const weekday = z.number().int().min(1).max(7);

/**
 * Days that come again, and a time on the clock of the house. What a month does not have is its last day: the 31st is June 30th,
 * and February 29th is the 28th in a common year, so that no birthday is left out.
 */
export const recurrence = z.object({
  every: z.enum(['day', 'week', 'month', 'year']),
  /** Every how many of them, counted from `from`. */
  interval: z.number().int().min(1).max(1_000).default(1),
  /** For weeks: on these days; that of `from` where absent. For days: on these of them only. */
  weekdays: z.array(weekday).min(1).max(7).optional(),
  /** For months and years: that of `from` where absent. */
  monthDay: z.number().int().min(1).max(31).optional(),
  /** For months, in place of a day: the first to fourth, or (-1) the last of a weekday. */
  nth: z.number().int().min(-1).max(5).optional(),
  nthWeekday: weekday.optional(),
  /** For years: that of `from` where absent. */
  month: z.number().int().min(1).max(12).optional(),
  /** The first day that may count. */
  from: z.iso.date(),
  /** The last. */
  until: z.iso.date().optional(),
  /** `07:00:00` */
  time: z.iso.time(),
});
export type Recurrence = z.infer<typeof recurrence>;

const { PlainDate } = Temporal;

/** Days of a recurrence from a day on, in order; endless where nothing ends it. */
export function* recurringDays(rule: Recurrence, onFrom: Temporal.PlainDate): Generator<Temporal.PlainDate> {
  const first = PlainDate.from(rule.from);
  const start = PlainDate.compare(onFrom, first) < 0 ? first : onFrom;
  const until = rule.until === undefined ? undefined : PlainDate.from(rule.until);
  for (let period = periodsBetween(rule, first, start); ; period += 1) {
    for (const day of daysIn(rule, first, period * rule.interval)) {
      if (until !== undefined && PlainDate.compare(day, until) > 0) return;
      if (PlainDate.compare(day, start) >= 0) yield day;
    }
    if (first.year + (period * rule.interval) / PERIODS_A_YEAR[rule.every] > LAST_YEAR) return;
  }
}

const LAST_YEAR = 9_000;
const PERIODS_A_YEAR = { day: 365, week: 52, month: 12, year: 1 } as const;

/** How many whole steps of the rule lie between two days, so that nothing before `day` needs to be looked at. */
function periodsBetween({ every, interval }: Recurrence, first: Temporal.PlainDate, day: Temporal.PlainDate): number {
  const days = first.until(day).days;
  const months = (day.year - first.year) * 12 + day.month - first.month;
  const periods = {
    day: days,
    week: mondayOf(first).until(mondayOf(day)).days / 7,
    month: months,
    year: day.year - first.year,
  };
  return Math.max(0, Math.floor(periods[every] / interval));
}

/** The days of one day, week, month or year, so many of them after that of `first`. */
function daysIn(rule: Recurrence, first: Temporal.PlainDate, after: number): Temporal.PlainDate[] {
  const { every, weekdays, monthDay, nth, nthWeekday } = rule;
  if (every === 'day') {
    const day = first.add({ days: after });
    return weekdays === undefined || weekdays.includes(day.dayOfWeek) ? [day] : [];
  }
  if (every === 'week') {
    const monday = mondayOf(first).add({ weeks: after });
    const wanted = [...new Set(weekdays ?? [first.dayOfWeek])].sort((a, b) => a - b);
    return wanted.map((weekday) => monday.add({ days: weekday - 1 }));
  }
  const month =
    every === 'month'
      ? first.with({ day: 1 }).add({ months: after })
      : PlainDate.from({ year: first.year + after, month: rule.month ?? first.month, day: 1 });
  if (nth !== undefined && nth !== 0 && nthWeekday !== undefined) return nthOf(month, nth, nthWeekday);
  return [month.with({ day: Math.min(monthDay ?? first.day, month.daysInMonth) })];
}

/** None where the month has no fifth one. */
function nthOf(month: Temporal.PlainDate, nth: number, weekday: number): Temporal.PlainDate[] {
  const edge = nth > 0 ? month : month.with({ day: month.daysInMonth });
  const off = nth > 0 ? (weekday - edge.dayOfWeek + 7) % 7 : -((edge.dayOfWeek - weekday + 7) % 7);
  const day = edge.add({ days: off + (nth > 0 ? (nth - 1) * 7 : 0) });
  return day.month === month.month ? [day] : [];
}

function mondayOf(day: Temporal.PlainDate): Temporal.PlainDate {
  return day.subtract({ days: day.dayOfWeek - 1 });
}
