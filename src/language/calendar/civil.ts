/**
 * A moment as a clock on the wall shows it, without zone: milliseconds since 1970-01-01T00:00 as if that clock were in UTC. Days are
 * 24 hours here; what a zone does with them is settled where it becomes an instant.
 */
export type Civil = number;

export type Grain = 'second' | 'minute' | 'hour' | 'day' | 'week' | 'month' | 'quarter' | 'year' | 'decade';

/** From, and before. `grain` is how fine it was said. */
export interface Span {
  readonly from: Civil;
  readonly to: Civil;
  readonly grain: Grain;
}

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

const order: readonly Grain[] = ['second', 'minute', 'hour', 'day', 'week', 'month', 'quarter', 'year', 'decade'];

/** Above 0 where the first is the coarser one. */
export function coarser(one: Grain, other: Grain): number {
  return order.indexOf(one) - order.indexOf(other);
}

/** `month` is 1 to 12, or beyond: month 13 is the next January. */
export function civil(year: number, month: number, day: number, hour = 0, minute = 0, second = 0): Civil {
  const at = new Date(0);
  at.setUTCFullYear(year, month - 1, day);
  return at.setUTCHours(hour, minute, second, 0);
}

export function partsOf(at: Civil): { readonly year: number; readonly month: number; readonly day: number } {
  const date = new Date(at);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** 1 is Monday. */
export function weekdayOf(at: Civil): number {
  return ((new Date(at).getUTCDay() + 6) % 7) + 1;
}

export function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
}

/** The beginning of the second, day, week (Monday) … that it is in. */
export function floor(at: Civil, grain: Grain): Civil {
  const down = (size: number): Civil => Math.floor(at / size) * size;
  const { year, month } = partsOf(at);
  switch (grain) {
    case 'second':
      return down(SECOND);
    case 'minute':
      return down(MINUTE);
    case 'hour':
      return down(HOUR);
    case 'day':
      return down(DAY);
    case 'week':
      return down(DAY) - (weekdayOf(at) - 1) * DAY;
    case 'month':
      return civil(year, month, 1);
    case 'quarter':
      return civil(year, month - ((month - 1) % 3), 1);
    case 'year':
      return civil(year, 1, 1);
    case 'decade':
      return civil(year - (year % 10), 1, 1);
  }
}

/** So many later, or earlier. A day that the month does not have is its last: January 31st and one month is February 28th or 29th. */
export function plus(at: Civil, count: number, grain: Grain): Civil {
  switch (grain) {
    case 'second':
      return at + count * SECOND;
    case 'minute':
      return at + count * MINUTE;
    case 'hour':
      return at + count * HOUR;
    case 'day':
      return at + count * DAY;
    case 'week':
      return at + count * 7 * DAY;
    default: {
      const months = count * { month: 1, quarter: 3, year: 12, decade: 120 }[grain];
      const { year, month, day } = partsOf(at);
      const first = partsOf(civil(year, month + months, 1));
      const kept = Math.min(day, daysInMonth(first.year, first.month));
      return civil(first.year, first.month, kept) + (at - floor(at, 'day'));
    }
  }
}

/** The one that is so many after that of `at`. */
export function unitSpan(at: Civil, grain: Grain, ahead = 0): Span {
  const from = plus(floor(at, grain), ahead, grain);
  return { from, to: plus(from, 1, grain), grain };
}
