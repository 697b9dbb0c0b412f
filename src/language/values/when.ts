import { readCalendarDay } from './calendar_day.ts';
import { type PartOfDay, partsOfDay } from './calendar_words.ts';
import { type ClockTime, readClockTime } from './clock_time.ts';
import { readRepetition } from './repetition.ts';
import { type Reading, readWhole } from './tokens.ts';

/**
 * When something is to be, as it was said: a day, a time of day, how often; any of them may be missing. What it comes to depends on the
 * day and time it is said. Flat, so that it is plain JSON in a slot.
 */
export interface When {
  /** From today: `tomorrow` is 1. */
  readonly inDays?: number;
  readonly inWeeks?: number;
  readonly inMonths?: number;
  readonly inYears?: number;
  /** They were counted from this moment: `in 2 days`, not `the day after tomorrow`. */
  readonly fromNow?: boolean;
  /** From now. */
  readonly inSeconds?: number;
  /** 1 is Monday, 7 is Sunday; the next one, or with `afterToday` that of next week. */
  readonly weekday?: number;
  readonly afterToday?: boolean;
  readonly year?: number;
  readonly month?: number;
  readonly monthDay?: number;
  /** As a `ClockTime` has them. */
  readonly hour?: number;
  readonly minute?: number;
  readonly second?: number;
  readonly ambiguous?: boolean;
  readonly part?: PartOfDay;
  readonly every?: 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year';
  readonly interval?: number;
  /** For `every: week`. */
  readonly weekdays?: readonly number[];
  /** For `every: month`: the first to fourth, or (-1) the last of a weekday. */
  readonly nth?: number;
  readonly nthWeekday?: number;
}

const sayTime = new Set(['at', 'for', 'by', 'around', 'about', 'from']);
/** Tells a time from a number. */
const TIME_WORD =
  /^(?:am|pm|m|oclock|o'clock|noon|midday|midnight|past|to|till|quarter|morning|afternoon|evening|night|\d{1,2}:\d{2}.*)$/u;
const smallWords = new Set(['on', 'for', 'at', 'by', 'starting', 'and']);

/**
 * `at 7`, `tomorrow morning`, `every weekday at half past six`, `on the 3rd of march at noon`, `in 30 days`, `at 8 on mondays`.
 * The longest that can be read from `tokens[at]`; each kind of part at most once, in any order.
 */
export function readWhen(tokens: readonly string[], at: number): Reading<When> | undefined {
  let when: When = {};
  let next = at;
  for (;;) {
    const part = readPart(tokens, next, when);
    if (part === undefined) break;
    const merged = merge(when, part.value);
    if (merged === undefined) break;
    when = merged;
    next = part.next;
  }
  return next === at ? undefined : { value: when, next };
}

function readPart(tokens: readonly string[], at: number, before: When): Reading<When> | undefined {
  const word = tokens[at] ?? '';
  const plain = readRepetition(tokens, at) ?? readCalendarDay(tokens, at) ?? readTimeOfDay(tokens, at, before);
  if (plain !== undefined || !smallWords.has(word)) return plain;
  const later = readRepetition(tokens, at + 1) ?? readCalendarDay(tokens, at + 1);
  return word === 'and' && later?.value.every === undefined ? undefined : later;
}

/** A bare number is a time only behind a word that says so, or behind a day. */
function readTimeOfDay(tokens: readonly string[], at: number, before: When): Reading<When> | undefined {
  const part = readPartOfDay(tokens, at);
  if (part !== undefined) return part;
  const said = sayTime.has(tokens[at] ?? '');
  const start = said ? at + 1 : at;
  const time = readClockTime(tokens, tokens[start] === 'exactly' ? start + 1 : start);
  if (time === undefined || time.next === start) return undefined;
  const dayKnown = before.inDays !== undefined || before.weekday !== undefined || before.every !== undefined;
  if (!said && !dayKnown && !tokens.slice(start, time.next).some((word) => TIME_WORD.test(word))) return undefined;
  const end = tokens[time.next] === 'sharp' || tokens[time.next] === 'exactly' ? time.next + 1 : time.next;
  return { value: ofClock(time.value), next: end };
}

function ofClock({ hour, minute, second, ambiguous }: ClockTime): When {
  return { hour, minute, ...(second === undefined ? {} : { second }), ambiguous };
}

/** `in the morning`, `this evening`, `morning` behind a day, `at night`. */
function readPartOfDay(tokens: readonly string[], at: number): Reading<When> | undefined {
  const first = tokens[at] ?? '';
  const second = tokens[at + 1] ?? '';
  const plain = partsOfDay.get(first);
  if (plain !== undefined) return { value: { part: plain }, next: at + 1 };
  if (first === 'this' && partsOfDay.has(second))
    return { value: { inDays: 0, part: partsOfDay.get(second) ?? 'evening' }, next: at + 2 };
  if (first === 'at' && second === 'night') return { value: { part: 'night' }, next: at + 2 };
  const inThe = first === 'in' && second === 'the' ? partsOfDay.get(tokens[at + 2] ?? '') : undefined;
  return inThe === undefined ? undefined : { value: { part: inThe }, next: at + 3 };
}

/** Undefined where both say the same kind of thing. A weekday beside a repetition is the day it comes on. */
function merge(one: When, other: When): When | undefined {
  const repeated = one.every ?? other.every;
  if (one.every !== undefined && other.every !== undefined) {
    // `weekly on mondays`
    const names = one.every === 'week' && other.every === 'week' && one.weekdays === undefined;
    return names && other.interval === undefined ? { ...one, ...other } : undefined;
  }
  const both = { ...one, ...other };
  const weekday = both.weekday;
  if (repeated !== undefined && weekday !== undefined && both.monthDay === undefined) {
    if (repeated !== 'week' || both.weekdays !== undefined) return undefined;
    const { weekday: _day, afterToday: _after, ...rest } = both;
    return { ...rest, weekdays: [weekday] };
  }
  const same = Object.keys(other).some((key) => key in one && key !== 'part' && key !== 'afterToday');
  if (same || (one.part !== undefined && other.part !== undefined && one.part !== other.part)) return undefined;
  if (days(one) && days(other) && both.monthDay === undefined) return undefined;
  if (repeated !== undefined && (both.inDays ?? 0) > 0) return undefined;
  if (repeated === 'day' && both.monthDay !== undefined) return undefined;
  return both;
}

function days({ inDays, inWeeks, inMonths, inYears, weekday, monthDay }: When): boolean {
  return [inDays, inWeeks, inMonths, inYears, weekday, monthDay].some((day) => day !== undefined);
}

export function parseWhen(text: string): { readonly value: When } | undefined {
  const value = readWhole(readWhen, text);
  return value === undefined ? undefined : { value };
}
