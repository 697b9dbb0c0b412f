import { months, partsOfDay } from '../values/calendar_words.ts';
import { readClockTime } from '../values/clock_time.ts';
import { type Civil, DAY, floor, type Grain, HOUR, type Span } from './civil.ts';
import { type Meant, type Moment, spanOf } from './moment.ts';

export type ReadWhole = (tokens: readonly string[], led?: boolean) => Moment | undefined;

const LINK = /^(?:to|until|till|through|thru|-|and)$/u;

/** `from 9:30 until 11 on thursday`, `the 13th to the 15th of july`, `between monday and friday`. Takes all tokens. */
export function readRange(tokens: readonly string[], whole: ReadWhole): Moment | undefined {
  for (let at = 1; at < tokens.length - 1; at += 1) {
    const link = tokens[at] ?? '';
    if (!LINK.test(link)) continue;
    const lead = leadOf(tokens.slice(0, at));
    if (link === 'and' && lead.word !== 'between') continue;
    const [left, right] = [lead.tokens, tokens.slice(at + 1)];
    const present = /^(?:right )?now$/u;
    const until = present.test(left.join(' ')) || present.test(right.join(' ')) ? toNow(left, right, whole) : undefined;
    if (until !== undefined) return until;
    const found = lent(left, right, whole);
    if (found.length > 0) return { kind: 'stretch', meant: (now) => meantBetween(found, now, link) };
    const open = toNow(left, right, whole);
    if (open !== undefined) return open;
  }
  return undefined;
}

/** The word that opens a range, wherever it stands: `tomorrow between 2`. */
function leadOf(left: readonly string[]): { readonly word?: string; readonly tokens: readonly string[] } {
  const at = left.findLastIndex((word) => word === 'from' || word === 'between');
  if (at < 0) return { tokens: left };
  const inside = left[at - 1] === 'in' && left[at] === 'between' ? at - 1 : at;
  return { word: left[at] ?? '', tokens: [...left.slice(0, inside), ...left.slice(at + 1)] };
}

const NOW = /^(?:(?:right )?now|date|this moment|today)$/u;

/** `between now and friday`, `from march to date`, `between monday and now`. */
function toNow(left: readonly string[], right: readonly string[], whole: ReadWhole): Moment | undefined {
  const [from, to] = [NOW.test(left.join(' ')), NOW.test(right.join(' '))];
  if (from === to) return undefined;
  const other = whole(from ? right : left, true);
  if (other === undefined || other.kind === 'open') return undefined;
  return {
    kind: 'stretch',
    meant: (now) => {
      const span = spanOf(other.meant(now, to));
      if (span === undefined || (from ? span.from <= now : span.from >= now)) return undefined;
      return from
        ? { from: now, to: fine(span) ? span.from : span.to, grain: 'second' }
        : { from: span.from, to: now, grain: 'second' };
    },
  };
}

/** Any moment: what is compared does not depend on it. */
const SAMPLE = 1_000_000_000_000;

/**
 * Both ends, each with what was said only of the other: a month, a year, a day, the half of the day. All that can be read, the likelier
 * first.
 */
function lent(left: readonly string[], right: readonly string[], whole: ReadWhole): (readonly [Moment, Moment])[] {
  const pairs: (readonly [Moment, Moment])[] = [];
  for (const { one, other, days } of [...dateWays(left, right), ...clockWays(left, right)]) {
    const first = whole(one, true);
    const second = first && whole(other, true);
    if (first === undefined || second === undefined || first.kind === 'open' || second.kind === 'open') continue;
    const [from, until] = [first.meant(SAMPLE), second.meant(SAMPLE)];
    if (from === undefined || until === undefined || fine(from) === days || fine(until) === days) continue;
    pairs.push([first, second]);
  }
  return pairs;
}

interface Way {
  readonly one: readonly string[];
  readonly other: readonly string[];
  readonly days: boolean;
}

/** `23rd to 26th oct`, `july 13 to 15`, `april to june 2017`, `monday to friday`. */
function* dateWays(left: readonly string[], right: readonly string[]): Generator<Way> {
  const [leftMonth, rightMonth] = [left.findIndex(isMonth), right.findIndex(isMonth)];
  const bare = right[0] === 'the' ? right.slice(1) : right;
  const year = right.findIndex((word) => YEAR.test(word));
  if (leftMonth < 0 && rightMonth > 0) yield { one: [...left, ...right.slice(rightMonth)], other: right, days: true };
  // `02 to april 07`
  if (leftMonth < 0 && rightMonth === 0) yield { one: [right[0] ?? '', ...left], other: right, days: true };
  // `nov 15 to 20 2017`
  if (leftMonth >= 0 && rightMonth < 0 && year > 0 && !left.some((word) => YEAR.test(word)))
    yield { one: [...left, right[year] ?? ''], other: [left[leftMonth] ?? '', ...bare], days: true };
  if (leftMonth >= 0 && rightMonth < 0 && left.length > leftMonth + 1)
    yield { one: left, other: [left[leftMonth] ?? '', ...bare], days: true };
  if (leftMonth < 0 && rightMonth < 0 && right.length > 1) {
    const of = right.findIndex((word) => word === 'of' || word === 'in' || word === 'this' || word === 'next');
    if (of > 0)
      yield {
        one: [...left, 'of', ...right.slice(of)],
        other: ['the', ...right.slice(0, of), 'of', ...right.slice(of)],
        days: true,
      };
  }
  if (leftMonth >= 0 && rightMonth >= 0 && year > 0 && !left.some((word) => YEAR.test(word)))
    yield { one: [...left, right[year] ?? ''], other: right, days: true };
  yield { one: left, other: right, days: true };
}

const YEAR = /^(?:19|20)\d\d$/u;
const HALF = /^(?:[ap]m|in the (?:morning|afternoon|evening)|at night)$/u;

/** `3 to 4 pm`, `tomorrow 2 to 4`, `9:30 until 11 on thursday`, `2 pm till tomorrow 4:30 pm`. */
function* clockWays(left: readonly string[], right: readonly string[]): Generator<Way> {
  const begin = left.findIndex((_word, at) => readClockTime(left, at)?.next === left.length);
  const start = right[0] === 'at' ? 1 : 0;
  const end = readClockTime(right, start)?.next;
  if (begin < 0 || end === undefined) {
    yield { one: left, other: right, days: false };
    return;
  }
  const [before, first] = [left.slice(0, begin), left.slice(begin)];
  const [second, behind] = [right.slice(start, end), right.slice(end)];
  const on = (clock: readonly string[], own: readonly string[], others: readonly string[]): readonly string[] => {
    const day = own.length > 0 ? own : others;
    return day.length === 0 ? clock : [...day, 'at', ...clock];
  };
  const [half, leftHalf] = [halfOf(second), halfOf(first)];
  const firsts = leftHalf.length === 0 && half.length > 0 && !isNamed(first) ? [[...first, ...half], first] : [first];
  const seconds =
    half.length === 0 && leftHalf.length > 0 && !isNamed(second) ? [[...second, ...leftHalf], second] : [second];
  for (const one of firsts)
    for (const other of seconds) {
      yield { one: on(one, before, behind), other: on(other, behind, before), days: false };
      // `10 to 12 pm monday morning`, `yesterday afternoon 3 to 8 pm`: of what is said once of both, the beginning is in that part.
      const part = behind.length > 0 ? behind : before;
      const day = part.slice(0, part.at(-3) === 'in' ? -3 : -1);
      if (day.length > 0 && partsOfDay.has(part.at(-1) ?? ''))
        yield { one: on(one, part, []), other: on(other, day, []), days: false };
    }
}

/** Its half of the day is in its name. */
function isNamed(clock: readonly string[]): boolean {
  return /^(?:noon|midday|midnight)$/u.test(clock.at(-1) ?? '');
}

function halfOf(clock: readonly string[]): readonly string[] {
  for (let length = 1; length <= 3; length += 1)
    if (HALF.test(clock.slice(-length).join(' '))) return clock.slice(-length);
  return [];
}

function isMonth(word: string): boolean {
  return months.has(word);
}

/** The first that ends on its own day behind its beginning; else the first whose end can be put there. */
function meantBetween(pairs: readonly (readonly [Moment, Moment])[], now: Civil, link: string): Meant | undefined {
  const [clocks] = pairs;
  const unsure = clocks && unsureBetween(clocks[0].meant(now), clocks[1].meant(now), now);
  if (unsure !== undefined) return unsure;
  for (const moving of [false, true]) {
    // `from eleven pm to eleven` is twelve hours.
    if (moving)
      for (const [first, second] of pairs.slice(1)) {
        const found = unsureBetween(first.meant(now), second.meant(now), now);
        if (found !== undefined) return found;
      }
    for (const [first, second] of pairs) {
      const from = spanOf(first.meant(now));
      const until = spanOf(second.meant(now));
      if (from === undefined || until === undefined) continue;
      const end = until.from > from.from ? until : moving ? after(from, until, second) : undefined;
      if (end === undefined) continue;
      const days = !fine(from);
      // Both days belong to it; a time is where it ends.
      return {
        from: from.from,
        to: (days || end.to - end.from > HOUR) && !(link === 'and' && from.grain !== 'day' && days) ? end.to : end.from,
        grain: from.grain,
      };
    }
  }
  return undefined;
}

export function fine({ grain }: { readonly grain: Grain }): boolean {
  return grain === 'second' || grain === 'minute' || grain === 'hour';
}

/** `9 to 5`, of neither of which the half of the day was said: within one day, as people are up. */
function unsureBetween(from: Meant | undefined, until: Meant | undefined, now: Civil): Meant | undefined {
  if (from?.from === undefined || until?.from === undefined || !fine(from)) return undefined;
  if (until.other === undefined) return undefined;
  const begins = from.other === undefined ? [from.from] : [from.from, from.other, from.from - 12 * HOUR];
  for (const begin of begins) {
    let end = until.from;
    while (end - 12 * HOUR > begin) end -= 12 * HOUR;
    while (end <= begin) end += 12 * HOUR;
    if (end > now && floor(end - 1, 'day') === floor(begin, 'day'))
      return { from: begin, to: end, grain: from.grain, ...otherHalf(begin, end - begin, from) };
    // `from eleven pm to six`
    if (from.other === undefined) return { from: begin, to: end, grain: from.grain };
  }
  return undefined;
}

/** The same hours in the other half of the day; those that would go on behind midnight nobody means. */
function otherHalf(begin: Civil, length: number, { from, other }: Meant): { readonly other?: Civil } {
  const half = begin === from ? other : from;
  const fits = half !== undefined && other !== undefined && floor(half + length - 1, 'day') === floor(half, 'day');
  return fits ? { other: half } : {};
}

/** The end that comes behind the beginning: of a time, on the next day. */
function after(from: Span, until: Span, second: Moment): Span | undefined {
  if (fine(until)) {
    const next = { from: until.from + DAY, to: until.to + DAY, grain: until.grain };
    return next.from > from.from && next.from - from.from <= DAY ? next : undefined;
  }
  const later = spanOf(second.meant(from.from));
  return later !== undefined && later.from > from.from ? later : undefined;
}
