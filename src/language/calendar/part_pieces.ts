import { weekdays } from '../values/calendar_words.ts';
import { readCardinal } from '../values/cardinal.ts';
import { readOrdinal } from '../values/ordinal.ts';
import { type Civil, DAY, type Grain, plus, type Span, unitSpan } from './civil.ts';
import { fixedDay, grainNamed, nthWeekday } from './day_pieces.ts';
import { holidayNamed, LONGEST_HOLIDAY } from './holidays.ts';
import { type Moment, spanOf } from './moment.ts';
import type { Found } from './piece.ts';
import { within as daysWithin, monthDays, once, weekdays as weekdaySeries } from './series.ts';

type ReadWhole = (tokens: readonly string[]) => Moment | undefined;

/** `the first two weeks of december`, `the last three days of next month`. */
function readSeveral(tokens: readonly string[], at: number, whole: ReadWhole): readonly Found[] {
  const start = tokens[at] === 'the' ? at + 1 : at;
  const side = tokens[start];
  if (side !== 'first' && side !== 'last') return [];
  const count = readCardinal(tokens, start + 1);
  const grain = count === undefined ? undefined : grainNamed(tokens[count.next]);
  if (count === undefined || grain === undefined || !/^(?:of|in)$/u.test(tokens[count.next + 1] ?? '')) return [];
  if (!Number.isInteger(count.value) || count.value < 1 || count.value > 60) return [];
  const length = count.value;
  return within(whole, tokens, count.next + 2, true, (outer) => {
    const cut: Span =
      side === 'first'
        ? { from: outer.from, to: plus(outer.from, length, grain), grain }
        : { from: plus(outer.to, -length, grain), to: outer.to, grain };
    return cut.from >= outer.from && cut.to <= outer.to ? cut : undefined;
  });
}

/** `the first half of december`: its first fifteen days; of a year six months. */
function readHalf(tokens: readonly string[], at: number, whole: ReadWhole): readonly Found[] {
  const start = tokens[at] === 'the' ? at + 1 : at;
  const side = tokens[start] ?? '';
  if (!/^(?:first|second|last)$/u.test(side) || tokens[start + 1] !== 'half' || tokens[start + 2] !== 'of') return [];
  return within(whole, tokens, start + 3, true, (outer) => {
    const middle: Civil | undefined =
      outer.grain === 'month'
        ? outer.from + 15 * DAY
        : outer.grain === 'year'
          ? plus(outer.from, 6, 'month')
          : undefined;
    if (middle === undefined) return undefined;
    return side === 'first'
      ? { from: outer.from, to: middle, grain: 'day' }
      : { from: middle, to: outer.to, grain: 'day' };
  });
}

/** `the friday after christmas`, `the weekend before easter`. */
function readBeside(tokens: readonly string[], at: number, whole: ReadWhole): readonly Found[] {
  const start = tokens[at] === 'the' ? at + 1 : at;
  const word = tokens[start] ?? '';
  const weekday = word === 'weekend' ? 6 : word.endsWith('days') ? undefined : weekdays.get(word);
  const link = tokens[start + 1] ?? '';
  if (weekday === undefined || !/^(?:after|following|before)$/u.test(link)) return [];
  return within(whole, tokens, start + 2, false, (outer) => {
    const { from } = link === 'before' ? nthWeekday(outer.from, weekday, -1) : nthWeekday(outer.to - DAY, weekday, 1);
    return { from, to: from + (word === 'weekend' ? 2 : 1) * DAY, grain: 'day' };
  });
}

/** `christmas week` */
function readHolidayWeek(tokens: readonly string[], at: number, whole: ReadWhole): readonly Found[] {
  const week = tokens.indexOf('week', at + 1);
  const words = tokens.slice(at, week);
  if (week < 0 || words.length > LONGEST_HOLIDAY || holidayNamed(words.join(' ')) === undefined) return [];
  return within(whole, words, 0, false, (day) => unitSpan(day.from, 'week'))
    .slice(0, 1)
    .map(({ piece }) => ({ piece, next: week + 1 }));
}

/** `friday the 13th` is a name: the one that comes, however far away. */
function readNamedDate(tokens: readonly string[], at: number): readonly Found[] {
  const day = tokens[at + 1] === 'the' ? at + 2 : at + 1;
  const thirteenth = readOrdinal(tokens, day);
  if (tokens[at] !== 'friday' || thirteenth?.value !== 13) return [];
  const series = daysWithin(weekdaySeries(5), monthDays(13));
  return [{ piece: { kind: 'day', grain: 'day', series: () => series }, next: thirteenth.next }];
}

/** The rest of the tokens, or as many of them as name a day or more, and what is made of that. */
function within(
  whole: ReadWhole,
  tokens: readonly string[],
  from: number,
  stretch: boolean,
  make: (outer: Span) => Span | undefined,
): Found[] {
  const found: Found[] = [];
  for (let end = tokens.length; end > from; end -= 1) {
    const outer = whole(tokens.slice(from, end));
    if (outer?.kind !== 'point' || fine(outer.meant(SAMPLE)?.grain)) continue;
    found.push({
      piece: {
        ...fixedDay('day', (now) => ({ from: now, to: now, grain: 'day' })),
        stretch,
        series: (now) => {
          const around = spanOf(outer.meant(now));
          const made = around === undefined ? undefined : make(around);
          return made === undefined ? () => [] : once(made);
        },
      },
      next: end,
    });
  }
  return found;
}

/** To see how fine something is; any moment does. */
const SAMPLE: Civil = 0;

function fine(grain: Grain | undefined): boolean {
  return grain === undefined || grain === 'second' || grain === 'minute' || grain === 'hour';
}

/** Pieces that are part of another time, or stand beside one; `whole` reads that from all tokens it is given. */
export const readPartPieces = (tokens: readonly string[], at: number, whole: ReadWhole): readonly Found[] => [
  ...readSeveral(tokens, at, whole),
  ...readHalf(tokens, at, whole),
  ...readBeside(tokens, at, whole),
  ...readHolidayWeek(tokens, at, whole),
  ...readNamedDate(tokens, at),
];
