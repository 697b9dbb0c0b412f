import {
  type Civil,
  civil,
  DAY,
  daysInMonth,
  floor,
  type Grain,
  partsOf,
  plus,
  type Span,
  unitSpan,
  weekdayOf,
} from './civil.ts';

/**
 * Something on the calendar: one stretch, or one that comes again. Forward it gives those that end after `at`, in order; backward those
 * that end at or before it, the latest first.
 */
export type Series = (at: Civil, back: boolean) => Iterable<Span>;

/** So far is looked: a leap day on a given weekday comes within forty years. */
const YEARS = 60;
const STEPS = 30_000;

/** One stretch that does not come again. */
export function once(span: Span): Series {
  return (at, back) => (back === span.to <= at ? [span] : []);
}

/** Units of the calendar, each; those that fit. */
export function units(grain: Grain, fits: (from: Civil) => Span | boolean = () => true): Series {
  return function* (at, back) {
    const limit = back ? plus(at, -YEARS, 'year') : plus(at, YEARS, 'year');
    const start = floor(back ? at - 1 : at, grain);
    for (let step = 0; step < STEPS; step += 1) {
      const from = plus(start, back ? -step : step, grain);
      if (back ? from < limit : from > limit) return;
      const found = fits(from);
      if (found === false) continue;
      const span = found === true ? { from, to: plus(from, 1, grain), grain } : found;
      if (back ? span.to <= at : span.to > at) yield span;
    }
  };
}

export function weekdays(weekday: number): Series {
  return function* (at, back) {
    const today = floor(at, 'day');
    const ahead = (weekday - weekdayOf(today) + 7) % 7;
    const first = today + (back ? (ahead === 0 ? -7 : ahead - 7) : ahead) * DAY;
    for (let step = 0; step < YEARS * 53; step += 1) yield unitSpan(first + (back ? -step : step) * 7 * DAY, 'day');
  };
}

/** A day of every month that has it. */
export function monthDays(day: number): Series {
  return units('month', (from) => {
    const { year, month } = partsOf(from);
    return day <= daysInMonth(year, month) && unitSpan(civil(year, month, day), 'day');
  });
}

export function monthsNamed(wanted: number): Series {
  return units('year', (from) => unitSpan(civil(partsOf(from).year, wanted, 1), 'month'));
}

/** A day of every year: what it is in one year, where it has one. */
export function yearly(dayIn: (year: number) => Civil | undefined): Series {
  return units('year', (from) => {
    const day = dayIn(partsOf(from).year);
    return day !== undefined && unitSpan(day, 'day');
  });
}

/** Stretches of each day, in hours from its midnight. */
export function daily(fromHour: number, toHour: number): Series {
  return function* (at, back) {
    // One that began yesterday may not be over.
    const start = floor(at, 'day') + (back ? DAY : -DAY);
    for (let step = 0; step < YEARS * 366; step += 1) {
      const day = start + (back ? -step : step) * DAY;
      const span: Span = { from: day + fromHour * 3_600_000, to: day + toHour * 3_600_000, grain: 'hour' };
      if (back ? span.to <= at : span.to > at) yield span;
    }
  };
}

/** Those of the finer that begin within one of the coarser; and end in it, where they are days or more. */
export function within(outer: Series, inner: Series): Series {
  return function* (at, back) {
    // The stretch that is now holds some that are over.
    if (back) for (const whole of first(outer(at, false))) yield* latestIn(whole, inner, at);
    for (const whole of outer(at, back)) yield* back ? latestIn(whole, inner, at) : partsIn(whole, inner, at);
  };
}

function* partsIn(whole: Span, inner: Series, at: Civil): Generator<Span> {
  for (const part of inner(Math.max(at, whole.from), false)) {
    if (part.from >= whole.to) return;
    if (part.from >= whole.from && part.from < whole.to) yield part;
  }
}

function latestIn(whole: Span, inner: Series, at: Civil): Span[] {
  return [...partsIn(whole, inner, whole.from)].filter((part) => part.to <= at).reverse();
}

export function* first<T>(items: Iterable<T>): Generator<T> {
  for (const item of items) {
    yield item;
    return;
  }
}

/** The one that is meant when nothing says which: that which comes, or is now; where none will, the last that was. */
export function meant(series: Series, now: Civil, past = false): Span | undefined {
  for (const span of series(now, past)) return span;
  for (const span of series(now, !past)) return span;
  return undefined;
}
