import type { ClockTime } from '../values/clock_time.ts';
import { type Civil, coarser, DAY, floor, HOUR, MINUTE, SECOND, type Span, unitSpan } from './civil.ts';
import { type Meant, type Moment, meantOf } from './moment.ts';
import type { Piece } from './piece.ts';
import { daily, meant, once, type Series, within } from './series.ts';

type DayPiece = Extract<Piece, { kind: 'day' }>;
type Clock = Extract<Piece, { kind: 'clock' }>;
type Part = Extract<Piece, { kind: 'part' }>;

/** What pieces say together; undefined where they do not fit each other, or leave open what a number is. */
export function combine(pieces: readonly Piece[], led: boolean): Moment | undefined {
  const days = pieces.filter((piece) => piece.kind === 'day');
  const clocks = pieces.filter((piece) => piece.kind === 'clock');
  const parts = pieces.filter((piece) => piece.kind === 'part');
  const [clock, part] = [clocks[0], parts[0]];
  if (clocks.length > 1 || parts.length > 1 || pieces.length === 0) return undefined;
  if (clock?.bare && !led && days.length === 0 && part === undefined) return undefined;
  if (!numbersStand(pieces) || !daysFit(days)) return undefined;
  const day = days.length === 0 ? undefined : joined(days);
  if (clock !== undefined) {
    const sure = part === undefined ? clock.clock : narrowed(clock.clock, part);
    // `next week at 5` does not say on which day.
    const fine = days.reduce<DayPiece | undefined>(
      (best, one) => (best && coarser(best.grain, one.grain) <= 0 ? best : one),
      undefined,
    );
    if (sure === undefined || (fine !== undefined && fine.grain !== 'day')) return undefined;
    const fixed = days.some((piece) => piece.fixed);
    const isExact = exact(days) || weekdayDate(days);
    const onDays = (now: Civil): Series | undefined => {
      const series = day?.(now);
      const near = isExact && series !== undefined ? nearest(series, now, exact(days)) : undefined;
      return near === undefined ? series : once(near);
    };
    return {
      kind: 'point',
      meant: (now, past) => clockMeant({ ...clock, clock: sure }, onDays(now), fixed || isExact, now, past),
    };
  }
  const kind = days.some((piece) => piece.stretch) ? 'stretch' : 'point';
  if (part === undefined)
    return (
      day && {
        kind,
        meant: (now, past) =>
          meantOf(exact(days) || weekdayDate(days) ? nearest(day(now), now, exact(days)) : meant(day(now), now, past)),
      }
    );
  const hours = daily(part.from, part.to);
  return { kind: 'point', meant: (now) => meantOf(meant(day === undefined ? hours : within(day(now), hours), now)) };
}

/** A weekday and a date, which come together every few years only. */
function exact(days: readonly DayPiece[]): boolean {
  return days.some(({ grain }) => grain === 'month') && days.filter(({ grain }) => grain === 'day').length > 1;
}

const YEAR = 366 * DAY;

/** `thursday the 21st`, without a month */
function weekdayDate(days: readonly DayPiece[]): boolean {
  return days.length === 2 && days.every(({ grain, fixed, stretch }) => grain === 'day' && !fixed && !stretch);
}

/**
 * The one that comes; where that is more than a year away, one that is over and nearer. Without a month it is this one or the next, and
 * where neither has such a day to come, one of this month that is over.
 */
function nearest(series: Series, now: Civil, month = true): Span | undefined {
  const [next] = series(now, false);
  const soon = month ? YEAR : unitSpan(now, 'month', 1).to - now;
  if (next !== undefined && next.from - now < soon) return next;
  const [last] = series(now, true);
  if (!month && (last === undefined || last.from < floor(now, 'month'))) return next;
  return last !== undefined && (next === undefined || now - last.to < next.from - now) ? last : next;
}

/** A number alone counts days only beside a month. */
function numbersStand(pieces: readonly Piece[]): boolean {
  const isMonth = (piece: Piece | undefined): boolean => piece?.kind === 'day' && piece.grain === 'month';
  return pieces.every(
    (piece, index) =>
      piece.kind !== 'day' || piece.bare !== true || isMonth(pieces[index - 1]) || isMonth(pieces[index + 1]),
  );
}

function daysFit(days: readonly DayPiece[]): boolean {
  // `tomorrow today`; `tomorrow next week`
  const fixed = days.filter((piece) => piece.fixed && piece.grain === 'day');
  const months = days.filter(({ grain }) => grain === 'month');
  return fixed.length <= 1 && months.length <= 1 && days.length <= 4;
}

/** Each within the coarser ones. */
function joined(days: readonly DayPiece[]): (now: Civil) => Series {
  const sorted = [...days].sort(
    (one, other) => coarser(other.grain, one.grain) || Number(other.fixed ?? false) - Number(one.fixed ?? false),
  );
  return (now) => {
    const [outer, ...inner] = sorted.map((piece) => piece.series(now));
    return inner.reduce((whole, next) => within(whole, next), outer ?? (() => []));
  };
}

/** In the part of the day that was said; a night goes on behind midnight, as hours from 24 on. */
function narrowed(clock: ClockTime, { part, from, to }: Part): ClockTime | undefined {
  const hours = clock.ambiguous ? [clock.hour, clock.hour + 12] : [clock.hour];
  // Twelve in the morning may be noon or midnight.
  if (part === 'morning' && clock.ambiguous && clock.hour === 0) return undefined;
  const wide =
    part === 'afternoon'
      ? [from, to + 2]
      : part === 'lunch'
        ? [from - 1, to + 1]
        : part === 'evening'
          ? [from - 1, to]
          : part === 'morning'
            ? [0, to]
            : [from, to];
  const [low = 0, high = 24] = wide;
  const fits = [...hours, ...hours.map((hour) => hour + 24)].filter((hour) => hour >= low && hour < high);
  const hour = fits[0];
  return hour === undefined ? undefined : { ...clock, hour, ambiguous: false };
}

const LENGTH = { second: SECOND, minute: MINUTE, hour: HOUR } as const;

function clockMeant(
  { clock, grain }: Clock,
  days: Series | undefined,
  fixed: boolean,
  now: Civil,
  past = false,
): Meant | undefined {
  const at = (day: Civil, hour: number): Civil =>
    day + hour * HOUR + clock.minute * MINUTE + (clock.second ?? 0) * SECOND;
  const length = LENGTH[grain === 'second' || grain === 'minute' ? grain : 'hour'];
  const hours = clock.ambiguous ? [clock.hour, clock.hour + 12] : [clock.hour];
  const result = (from: Civil, other?: Civil): Meant => ({
    from,
    to: from + length,
    grain,
    ...(other === undefined ? {} : { other }),
  });
  const today = floor(now, 'day');
  if (days === undefined && past) {
    const over = [today - DAY, today].flatMap((day) => hours.map((hour) => at(day, hour))).filter((from) => from < now);
    const last = Math.max(...over);
    return Number.isFinite(last) ? result(last) : undefined;
  }
  if (days === undefined) {
    const coming = [today, today + DAY]
      .flatMap((day) => hours.map((hour) => at(day, hour)))
      .filter((from) => from > now);
    const [next, other] = coming.sort((one, two) => one - two);
    return next === undefined ? undefined : result(next, clock.ambiguous ? other : undefined);
  }
  for (const { from: day } of candidates(days, now)) {
    if (day !== today) {
      const usual = awake(clock);
      const other = hours.find((hour) => hour !== usual);
      return result(at(day, usual), other === undefined ? undefined : at(day, other));
    }
    const both = hours.map((hour) => at(day, hour));
    const next = both.find((from) => from > now);
    if (next !== undefined)
      return result(
        next,
        both.find((from) => from !== next),
      );
    if (fixed) return result(at(day, hours.at(-1) ?? 0));
  }
  return undefined;
}

function* candidates(days: Series, now: Civil): Generator<Span> {
  yield* days(now, false);
  yield* days(now, true);
}

/** Of two hours on another day, the one at which people are up: from seven to half past six. */
function awake({ hour, ambiguous }: ClockTime): number {
  return ambiguous && hour < 7 ? hour + 12 : hour;
}
