import { partsOfDay, weekdays } from '../values/calendar_words.ts';
import { readCardinal } from '../values/cardinal.ts';
import { readOrdinal } from '../values/ordinal.ts';
import { type Civil, DAY, floor, partsOf, plus, type Span, unitSpan, weekdayOf } from './civil.ts';
import { aheadOf, fixedDay, grainNamed, nthWeekday } from './day_pieces.ts';
import { holidayNamed, LONGEST_HOLIDAY } from './holidays.ts';
import { type Moment, spanOf } from './moment.ts';
import type { Found } from './piece.ts';
import { once } from './series.ts';

type ReadWhole = (tokens: readonly string[]) => Moment | undefined;
type Nested = (tokens: readonly string[], at: number, whole: ReadWhole) => readonly Found[];

/** `first monday of march`, `last day in october 2015`, `third last week of 2018`, `last weekend of july`. */
const readNth: Nested = (tokens, at, whole) => {
  const start = tokens[at] === 'the' ? at + 1 : at;
  const place = placeAt(tokens, start);
  if (place === undefined) return [];
  const word = tokens[place.next] ?? '';
  const weekday = weekdays.get(word);
  const grain = word === 'weekend' ? 'weekend' : grainNamed(word);
  const link = tokens[place.next + 1] ?? '';
  if (weekday === undefined && grain === undefined) return [];
  // `the third week next year`
  const beside = aheadOf(link) !== undefined && grainNamed(tokens[place.next + 2]) !== undefined;
  if (!beside && !/^(?:of|in|from)$/u.test(link)) return [];
  return wholes(whole, tokens, place.next + (beside ? 1 : 2), (outer) =>
    nthWithin(outer, place.value, weekday ?? grain ?? 'day'),
  );
};

/** `third`, `last`, `second to last`, `third last`; the last is -1. */
function placeAt(tokens: readonly string[], at: number): { readonly value: number; readonly next: number } | undefined {
  if (tokens[at] === 'last' || tokens[at] === 'final') return { value: -1, next: at + 1 };
  const nth = readOrdinal(tokens, at);
  if (nth === undefined) return undefined;
  const last = tokens[nth.next] === 'to' ? nth.next + 1 : nth.next;
  return tokens[last] === 'last' ? { value: -nth.value, next: last + 1 } : nth;
}

function nthWithin(
  outer: Span,
  nth: number,
  unit: number | 'weekend' | NonNullable<ReturnType<typeof grainNamed>>,
): Span | undefined {
  if (typeof unit === 'number') {
    const edge = nth > 0 ? outer.from - DAY : outer.to;
    return inside(nthWeekday(edge, unit, nth), outer);
  }
  if (unit === 'weekend') {
    const saturday = nthWeekday(nth > 0 ? outer.from - DAY : outer.to, 6, nth);
    return inside({ from: saturday.from, to: saturday.from + 2 * DAY, grain: 'day' }, outer);
  }
  if (unit === 'week') return nthWeek(outer, nth);
  const span = nth > 0 ? unitSpan(outer.from, unit, nth - 1) : unitSpan(outer.to, unit, nth);
  return inside(span, outer);
}

/**
 * That with most of its days in it, as ISO 8601 counts the weeks of a year, of which those of January are the first; of another month
 * none where counting only those that lie in it whole would come to another.
 */
function nthWeek(outer: Span, nth: number): Span | undefined {
  const numbered = outer.grain === 'year' || (outer.grain === 'month' && partsOf(outer.from).month === 1 && nth > 0);
  const most = nth > 0 ? floor(outer.from + 3 * DAY, 'week') : floor(outer.to - 4 * DAY, 'week');
  const whole = nth > 0 ? floor(outer.from + 6 * DAY, 'week') : floor(outer.to, 'week') - 7 * DAY;
  const week = unitSpan(most, 'week', nth > 0 ? nth - 1 : nth + 1);
  if (numbered) return inside({ ...week, from: week.from + 3 * DAY }, outer) && week;
  return most === whole ? inside(week, outer) : undefined;
}

function inside(span: Span, outer: Span): Span | undefined {
  return span.from >= outer.from && span.from < outer.to ? span : undefined;
}

/** `the week of october 6th`, `the week starting tomorrow`, `the weekend of halloween`, `halloween weekend`. */
const readAround: Nested = (tokens, at, whole) => {
  const start = tokens[at] === 'the' ? at + 1 : at;
  const unit = tokens[start];
  if (unit !== 'week' && unit !== 'weekend') return readLongWeekend(tokens, at, whole);
  if (!/^(?:of|starting|commencing|beginning)$/u.test(tokens[start + 1] ?? '')) return [];
  const from = tokens[start + 2] === 'on' ? start + 3 : start + 2;
  return wholes(whole, tokens, from, (day) =>
    day.grain !== 'day' ? undefined : unit === 'week' ? weekAt(day.from) : weekendAt(day.from),
  );
};

/** That of a Sunday is one where weeks begin on Mondays, and another where they begin on Sundays. */
function weekAt(day: Civil): Span | undefined {
  return weekdayOf(day) === 7 ? undefined : unitSpan(day, 'week');
}

/** `halloween weekend 2021`, `labor day weekend`. */
function readLongWeekend(tokens: readonly string[], at: number, whole: ReadWhole): Found[] {
  const weekend = tokens.indexOf('weekend', at + 1);
  // `labor day 2021 weekend`
  const before = /^\d{4}$/u.test(tokens[weekend - 1] ?? '');
  const words = tokens.slice(at, before ? weekend - 1 : weekend);
  if (weekend < 0 || words.length > LONGEST_HOLIDAY || holidayNamed(words.join(' ')) === undefined) return [];
  const year = tokens[before ? weekend - 1 : weekend + 1] ?? '';
  const said = /^\d{4}$/u.test(year) ? [...words, year] : words;
  return wholes(whole, said, 0, (day) => weekendAt(day.from))
    .slice(0, 1)
    .map(({ piece }) => ({ piece, next: weekend + (before || said === words ? 1 : 2) }));
}

/** Of a Friday or before: that which comes; of a day of it, that one; a Monday makes it longer. */
function weekendAt(day: Civil): Span {
  if (weekdayOf(day) === 1) return { from: day - 2 * DAY, to: day + DAY, grain: 'day' };
  const saturday = weekdayOf(day) === 7 ? day - DAY : day + (6 - weekdayOf(day)) * DAY;
  return { from: saturday, to: saturday + 2 * DAY, grain: 'day' };
}

const EDGE = /^(?:beginning|start|middle|mid|end|early|late)$/u;

/** `the beginning of next week`, `end of the year`, `mid november`, `late march`. */
const readEdge: Nested = (tokens, at, whole) => {
  const start = tokens[at] === 'the' ? at + 1 : at;
  const edge = tokens[start] ?? '';
  if (!EDGE.test(edge)) return [];
  const of = tokens[start + 1] === 'of' || tokens[start + 1] === 'in';
  const short = /^(?:mid|early|late)$/u.test(edge);
  if ((!of && !short) || (short && partsOfDay.has(tokens[start + 1] ?? ''))) return [];
  const from = start + (of ? 2 : 1);
  const around = tokens[from] === 'around' ? from + 1 : from;
  const which = /^(?:beginning|start|early)$/u.test(edge) ? 'begin' : /^(?:end|late)$/u.test(edge) ? 'end' : 'middle';
  const unit = grainNamed(tokens[around] === 'the' ? tokens[around + 1] : tokens[around]);
  const alone: Found[] =
    unit === undefined || /^(?:second|minute|hour)$/u.test(unit)
      ? []
      : [
          {
            piece: {
              ...fixedDay('day', (now) => edgeOf(unitSpan(now, unit), which) ?? unitSpan(now, unit)),
              stretch: true,
            },
            next: around + (tokens[around] === 'the' ? 2 : 1),
          },
        ];
  // `early in the day on wednesday`: of that day.
  const next = around + (tokens[around] === 'the' ? 2 : 1);
  const ofDay =
    unit === 'day' && next < tokens.length
      ? wholes(
          whole,
          tokens,
          /^(?:of|on)$/u.test(tokens[next] ?? '') ? next + 1 : next,
          (outer) => (outer.grain === 'day' ? edgeOf(outer, which) : undefined),
          true,
        )
      : [];
  return [...ofDay, ...wholes(whole, tokens, around, (outer) => edgeOf(outer, which), true), ...alone];
};

/** Thirds of a month, the first and last three days of a week, three months of a year, four at its end. */
function edgeOf(outer: Span, which: 'begin' | 'middle' | 'end'): Span | undefined {
  const { from, to, grain } = outer;
  const cut = (first: Civil, last: Civil): Span => ({
    from: first,
    to: last,
    grain: grain === 'year' ? 'month' : grain === 'day' ? 'hour' : 'day',
  });
  switch (grain) {
    case 'day':
      return which === 'begin' ? cut(from, from + DAY / 2) : which === 'end' ? cut(to - 6 * (DAY / 24), to) : undefined;
    case 'week':
      return which === 'begin'
        ? cut(from, from + 3 * DAY)
        : which === 'end'
          ? cut(to - 3 * DAY, to)
          : cut(from + 2 * DAY, from + 4 * DAY);
    case 'month':
      return which === 'begin'
        ? cut(from, from + 10 * DAY)
        : which === 'end'
          ? cut(from + 20 * DAY, to)
          : cut(from + 9 * DAY, from + 20 * DAY);
    case 'year':
      return which === 'begin'
        ? cut(from, plus(from, 3, 'month'))
        : which === 'end'
          ? cut(plus(to, -4, 'month'), to)
          : cut(plus(from, 4, 'month'), plus(to, -4, 'month'));
    default:
      return undefined;
  }
}

/** The rest of the tokens, or as many of them as say a stretch of the calendar, and what is made of that. */
function wholes(
  whole: ReadWhole,
  tokens: readonly string[],
  from: number,
  make: (outer: Span) => Span | undefined,
  stretch = false,
): Found[] {
  const found: Found[] = [];
  for (let end = tokens.length; end > from; end -= 1) {
    const words =
      tokens[from] === 'the' && grainNamed(tokens[from + 1]) === undefined
        ? tokens.slice(from + 1, end)
        : tokens.slice(from, end);
    const outer = whole(bareUnit(words));
    if (outer?.kind !== 'point') continue;
    const piece = {
      kind: 'day',
      grain: 'day',
      fixed: true,
      stretch,
      series: (now: Civil) => {
        const around = spanOf(outer.meant(now));
        const made = around === undefined ? undefined : make(around);
        return made === undefined ? () => [] : once(made);
      },
    } as const;
    found.push({ piece, next: end });
  }
  return found;
}

/** `the first monday of month`: this one. */
function bareUnit(words: readonly string[]): readonly string[] {
  return words.length === 1 && grainNamed(words[0]) !== undefined ? ['the', ...words] : words;
}

/** `2 sundays from now`, `three fridays ago`. */
const readCounted: Nested = (tokens, at) => {
  const count = readCardinal(tokens, at);
  if (count === undefined || count.value < 1 || count.value > 60 || !Number.isInteger(count.value)) return [];
  const weekday = weekdays.get(tokens[count.next] ?? '');
  if (weekday === undefined) return [];
  const [first, second] = [tokens[count.next + 1], tokens[count.next + 2]];
  if (first === 'ago')
    return [{ piece: fixedDay('day', (now) => nthWeekday(now, weekday, -count.value)), next: count.next + 2 }];
  if (first !== 'from' || (second !== 'now' && second !== 'today')) return [];
  return [{ piece: fixedDay('day', (now) => nthWeekday(now, weekday, count.value)), next: count.next + 3 }];
};

/** Pieces that hold another time; `whole` reads that from all tokens it is given. */
export const readNestedPieces: Nested = (tokens, at, whole) => [
  ...readNth(tokens, at, whole),
  ...readAround(tokens, at, whole),
  ...readEdge(tokens, at, whole),
  ...readCounted(tokens, at, whole),
];
