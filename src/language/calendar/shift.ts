import { readCardinal } from '../values/cardinal.ts';
import { type Duration, readDuration } from '../values/duration.ts';
import type { Reading } from '../values/tokens.ts';
import { type Civil, floor, type Grain, plus, type Span, unitSpan } from './civil.ts';
import { aheadOf, fixedDay, grainNamed } from './day_pieces.ts';
import { type Moment, spanOf } from './moment.ts';
import type { Found } from './piece.ts';

const fields: readonly (readonly [keyof Duration, Grain])[] = [
  ['years', 'year'],
  ['months', 'month'],
  ['weeks', 'week'],
  ['days', 'day'],
  ['hours', 'hour'],
  ['minutes', 'minute'],
  ['seconds', 'second'],
];

/** How fine a moment is that was counted in this: `in two weeks` is a day, `in an hour` a minute. */
const finer: { readonly [grain in Grain]: Grain } = {
  decade: 'year',
  year: 'month',
  quarter: 'month',
  month: 'day',
  week: 'day',
  day: 'hour',
  hour: 'minute',
  minute: 'second',
  second: 'second',
};

export function moved(at: Civil, length: Duration, sign: 1 | -1): Civil {
  return fields.reduce((to, [field, grain]) => plus(to, sign * (length[field] ?? 0), grain), at);
}

function finest(length: Duration): Grain {
  return fields.findLast(([field]) => (length[field] ?? 0) > 0)?.[1] ?? 'second';
}

/** `in two weeks`, `3 days ago`, `an hour from now`, `two weeks after christmas`, `ten minutes later`. Takes all tokens. */
export function readShift(
  tokens: readonly string[],
  whole: (tokens: readonly string[]) => Moment | undefined,
  stretch = false,
): Moment | undefined {
  // `the day before christmas`
  const beside = /^(?:day|week|month)$/u.test(tokens[tokens[0] === 'the' ? 1 : 0] ?? '')
    ? tokens[0] === 'the'
      ? 1
      : 0
    : -1;
  if (beside >= 0 && /^(?:before|after)$/u.test(tokens[beside + 1] ?? ''))
    return tokens[beside + 2] === 'next' ? undefined : readShift(['a', ...tokens.slice(beside)], whole);
  const start = tokens[0] === 'in' ? 1 : 0;
  const length = readDuration(tokens, start);
  if (length === undefined || Object.keys(length.value).length === 0) return undefined;
  const rest = tokens.slice(length.next);
  const said = rest.join(' ');
  if (start === 1) return /^(?:from now)?$/u.test(said) ? fromNow(length.value, 1) : undefined;
  // Where a stretch is asked for, that is where it ends, and nothing says whether it is the time up to it.
  if (stretch && /^(?:hence|later)$/u.test(said)) return undefined;
  if (/^(?:from now|hence|later)$/u.test(said)) return fromNow(length.value, 1);
  if (/^(?:ago|earlier|back|before now)$/u.test(said)) return fromNow(length.value, -1);
  // `a week today`
  if (/^(?:today|tomorrow)$/u.test(said) && (length.value.weeks !== undefined || length.value.days !== undefined))
    return readShift([...tokens.slice(0, length.next), 'from', said], whole);
  const link = rest[0] ?? '';
  // `a week on friday`
  if (link === 'on' && length.value.weeks === undefined) return undefined;
  if (!/^(?:on|from|after|before|past|following)$/u.test(link)) return undefined;
  const base = whole(rest.slice(1));
  if (base?.kind !== 'point') return undefined;
  const sign = link === 'before' ? -1 : 1;
  return {
    kind: 'point',
    meant: (now) =>
      shifted(spanOf(base.meant(now)), length.value, sign, /^(?:today|now|tomorrow)$/u.test(rest.slice(1).join(' '))),
  };
}

function fromNow(length: Duration, sign: 1 | -1): Moment {
  const grain = finer[finest(length)];
  const { hours = 0, minutes = 0, seconds = 0, ...days } = length;
  const milliseconds = sign * ((hours * 60 + minutes) * 60 + seconds) * 1_000;
  return {
    kind: 'point',
    meant: (now) => ({
      ...unitSpan(moved(now, length, sign), grain),
      ...(milliseconds === 0 ? {} : { elapsed: { since: moved(now, days, sign), milliseconds } }),
    }),
  };
}

/** From a day in days or more, from a time in hours or less; a year from a day that comes each year may be from either. */
function shifted(base: Span | undefined, length: Duration, sign: 1 | -1, fixed: boolean): Span | undefined {
  if (base === undefined || base.to - base.from > 86_400_000) return undefined;
  if (length.years !== undefined && !fixed) return undefined;
  const time = length.hours !== undefined || length.minutes !== undefined || length.seconds !== undefined;
  if (time && base.grain === 'day') return undefined;
  const from = moved(base.from, length, sign);
  return { from, to: from + (base.to - base.from), grain: time ? finer[finest(length)] : base.grain };
}

/** `in three days`, `two weeks from now`, `a week ago`: the day it is then, for a time of that day. */
export function readAheadPiece(tokens: readonly string[], at: number): readonly Found[] {
  const start = tokens[at] === 'in' ? at + 1 : at;
  const length = readDuration(tokens, start);
  if (length === undefined) return [];
  const { hours, minutes, seconds, ...days } = length.value;
  if (hours !== undefined || minutes !== undefined || seconds !== undefined || Object.keys(days).length === 0)
    return [];
  const piece = (sign: 1 | -1, next: number): Found => ({
    piece: fixedDay('day', (now) => unitSpan(moved(now, days, sign), 'day')),
    next,
  });
  const [link, to] = [tokens[length.next], tokens[length.next + 1] ?? ''];
  if (link === 'ago') return start === at ? [piece(-1, length.next + 1)] : [];
  if (link === 'from' && /^(?:now|today)$/u.test(to)) return [piece(1, length.next + 2)];
  return start > at ? [piece(1, length.next)] : [];
}

/** `the next 3 days`, `last two weeks`, `the past hour`, `next few months`. Takes all tokens. */
export function readCount(tokens: readonly string[]): Moment | undefined {
  const lead = /^(?:in|for|during|over|within)$/u.test(tokens[0] ?? '') ? 1 : 0;
  const start = tokens[lead] === 'the' ? lead + 1 : lead;
  const before = readNumber(tokens, start);
  const way = before === undefined ? start : before.next;
  const ahead = tokens[way] === 'the' || tokens[way] === 'this' ? undefined : aheadOf(tokens[way]);
  const count = before ?? readNumber(tokens, way + 1) ?? { value: 1, next: way + 1 };
  const at = before === undefined ? count.next : way + 1;
  const grain = grainNamed(tokens[at]);
  if (ahead === undefined || ahead === 0) return undefined;
  if (grain === undefined || at + 1 !== tokens.length)
    return before === undefined ? readLong(tokens, way + 1, ahead) : undefined;
  // `next week` is a week of the calendar, `the next hour` is from now.
  const small = grain === 'hour' || grain === 'minute' || grain === 'second';
  if (count.value === 1 && !small && before === undefined && count.next === way + 1) return undefined;
  return { kind: 'stretch', meant: (now) => counted(now, ahead, count.value, grain, small) };
}

/** `the next hour and a half`, `the last half hour`, `next fortnight`. */
function readLong(tokens: readonly string[], at: number, ahead: number): Moment | undefined {
  const said = tokens.slice(at);
  if (/^nights?$/u.test(said.at(-1) ?? '')) return undefined;
  const length = [said, ['a', ...said]]
    .map((words) => ({ words, read: readDuration(words, 0) }))
    .find(({ words, read }) => read?.next === words.length)?.read;
  if (length === undefined || Object.keys(length.value).length === 0) return undefined;
  const sign = ahead > 0 ? 1 : -1;
  const grain = finest(length.value);
  if (length.value.weeks !== undefined && Object.keys(length.value).length === 1)
    return { kind: 'stretch', meant: (now) => counted(now, sign, length.value.weeks ?? 1, 'week', false) };
  return {
    kind: 'stretch',
    meant: (now) => {
      const other = moved(now, length.value, sign);
      return { from: Math.min(now, other), to: Math.max(now, other), grain };
    },
  };
}

function counted(now: Civil, ahead: number, count: number, grain: Grain, small: boolean): Span {
  if (small) {
    const other = plus(now, ahead * count, grain);
    return { from: Math.min(now, other), to: Math.max(now, other), grain };
  }
  // So many whole days, weeks … beside today, which is neither over nor to come.
  const today = floor(now, 'day');
  const from = ahead > 0 ? plus(today, 1, 'day') : plus(today, -count, grain);
  return { from, to: ahead > 0 ? plus(from, count, grain) : today, grain: 'day' };
}

function readNumber(tokens: readonly string[], at: number): Reading<number> | undefined {
  const start = tokens[at] === 'a' ? at + 1 : at;
  if (tokens[start] === 'couple') return { value: 2, next: tokens[start + 1] === 'of' ? start + 2 : start + 1 };
  if (tokens[start] === 'few') return { value: 3, next: tokens[start + 1] === 'of' ? start + 2 : start + 1 };
  const found = readCardinal(tokens, at);
  return found !== undefined && Number.isInteger(found.value) && found.value >= 1 && found.value <= 1000
    ? found
    : undefined;
}
