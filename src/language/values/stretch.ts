import { readCalendarDay } from './calendar_day.ts';
import { months } from './calendar_words.ts';
import { readBelowHundred } from './cardinal.ts';
import { type ClockTime, readClockTime } from './clock_time.ts';
import { type Reading, readWhole } from './tokens.ts';
import { readWhen, type When } from './when.ts';

/**
 * A stretch of time, as it was said: `this week`, `friday afternoon`, `the next 3 days`, `tomorrow between 2 and 4`. Without a `unit` it is
 * the day, part of a day or moment that the rest says. Flat, so that it is plain JSON in a slot.
 */
export interface Stretch extends When {
  readonly unit?: 'week' | 'weekend' | 'month' | 'days' | 'weeks' | 'months' | 'rest';
  /** How many units from the one that is now; -1 is the last one. */
  readonly ahead?: number;
  /** For `days`, `weeks`, `months`: how many, from now. */
  readonly count?: number;
  readonly untilHour?: number;
  readonly untilMinute?: number;
  readonly untilAmbiguous?: boolean;
}

const counted: ReadonlyMap<string, 'days' | 'weeks' | 'months'> = new Map([
  ['day', 'days'],
  ['days', 'days'],
  ['week', 'weeks'],
  ['weeks', 'weeks'],
  ['month', 'months'],
  ['months', 'months'],
]);
const preludes = new Set(['in', 'during', 'over', 'on', 'at', 'for', 'within']);

/** The longest that can be read from `tokens[at]`. */
export function readStretch(tokens: readonly string[], at: number): Reading<Stretch> | undefined {
  const plain = readUnit(tokens, at) ?? (preludes.has(tokens[at] ?? '') ? readUnit(tokens, at + 1) : undefined);
  const between = readBetween(tokens, at);
  const when = readWhen(tokens, at);
  const near = readNear(tokens, at);
  const found = [between, plain, when, near].filter((one) => one !== undefined);
  return found.reduce<Reading<Stretch> | undefined>(
    (best, one) => (best === undefined || one.next > best.next ? one : best),
    undefined,
  );
}

/** `this week`, `next weekend`, `the rest of the day`, `the next few days`, `december`. */
function readUnit(tokens: readonly string[], at: number): Reading<Stretch> | undefined {
  const [first = '', second = ''] = [tokens[at], tokens[at + 1]];
  const ahead = new Map([
    ['this', 0],
    ['the', 0],
    ['next', 1],
    ['last', -1],
  ]).get(first);
  if (ahead !== undefined && (second === 'week' || second === 'weekend' || second === 'month')) {
    // `the month` says nothing of which.
    if (first === 'the' && second === 'month') return undefined;
    return { value: { unit: second, ahead }, next: at + 2 };
  }
  if (first === 'weekend' && preludes.has(tokens[at - 1] ?? ''))
    return { value: { unit: 'weekend', ahead: 0 }, next: at + 1 };
  return readRest(tokens, at) ?? readComing(tokens, at) ?? readMonth(tokens, at);
}

function readRest(tokens: readonly string[], at: number): Reading<Stretch> | undefined {
  const start = tokens[at] === 'the' ? at + 1 : at;
  if (tokens[start] !== 'rest' || tokens[start + 1] !== 'of') return undefined;
  const the = tokens[start + 2] === 'the' || tokens[start + 2] === 'this' ? start + 3 : start + 2;
  if (tokens[the] === 'day' || tokens[the] === 'today') return { value: { unit: 'rest', inDays: 0 }, next: the + 1 };
  return tokens[the] === 'week' ? { value: { unit: 'week', ahead: 0 }, next: the + 1 } : undefined;
}

function readComing(tokens: readonly string[], at: number): Reading<Stretch> | undefined {
  const start = tokens[at] === 'the' ? at + 1 : at;
  if (tokens[start] !== 'next' && tokens[start] !== 'coming') return undefined;
  const few = tokens[start + 1] === 'few' || tokens[start + 1] === 'couple';
  const of = tokens[start + 1] === 'couple' && tokens[start + 2] === 'of' ? 1 : 0;
  const token = tokens[start + 1] ?? '';
  const number = /^\d{1,3}$/u.test(token)
    ? { value: Number(token), next: start + 2 }
    : readBelowHundred(tokens, start + 1);
  const count = few ? { value: token === 'few' ? 3 : 2, next: start + 2 + of } : number;
  const unit = count === undefined ? undefined : counted.get(tokens[count.next] ?? '');
  if (count === undefined || unit === undefined || count.value < 1) return undefined;
  return { value: { unit, count: count.value }, next: count.next + 1 };
}

/** `in december`; `may` alone is a word of its own. */
function readMonth(tokens: readonly string[], at: number): Reading<Stretch> | undefined {
  const word = tokens[at] ?? '';
  const month = months.get(word);
  if (month === undefined || !/^(?:in|during|for|this|next)$/u.test(tokens[at - 1] ?? '')) return undefined;
  // A day behind it is a date.
  return /^\d/u.test(tokens[at + 1] ?? '') ? undefined : { value: { unit: 'month', month }, next: at + 1 };
}

/** `between 2 and 4`, `from 2 to 4 tomorrow`, with a day on either side. */
function readBetween(tokens: readonly string[], at: number): Reading<Stretch> | undefined {
  const day = dayAt(tokens, at);
  const lead = day?.next ?? at;
  const word = tokens[lead] ?? '';
  if (word !== 'between' && word !== 'from') return undefined;
  const from = readFirst(tokens, lead + 1, word === 'between' ? /^and$/u : /^(?:to|till|until|-)$/u);
  if (from === undefined) return undefined;
  const until = readClockTime(tokens, from.next + 1);
  if (until === undefined) return undefined;
  const behind = day === undefined ? dayAt(tokens, until.next) : undefined;
  const { hour, minute, ambiguous } = from.value;
  // `between 2 and 4 pm`: the half of the day that is said of the second is that of both.
  const sameHalf = ambiguous && !until.value.ambiguous && until.value.hour >= 12 && hour <= until.value.hour - 12;
  const times = {
    ...{ hour: sameHalf ? hour + 12 : hour, minute, ambiguous: ambiguous && !sameHalf },
    ...{ untilHour: until.value.hour, untilMinute: until.value.minute, untilAmbiguous: until.value.ambiguous },
  };
  return { value: { ...(day ?? behind)?.value, ...times }, next: behind?.next ?? until.next };
}

/** The time up to the word that links it to the second one: `2 to 4` is no time to four there. */
function readFirst(tokens: readonly string[], at: number, link: RegExp): Reading<ClockTime> | undefined {
  for (let end = at + 1; end <= at + 6 && end < tokens.length; end += 1) {
    if (!link.test(tokens[end] ?? '')) continue;
    const time = readClockTime(tokens.slice(at, end), 0);
    if (time !== undefined && time.next === end - at) return { value: time.value, next: end };
  }
  return undefined;
}

function dayAt(tokens: readonly string[], at: number): Reading<When> | undefined {
  return (
    readCalendarDay(tokens, at) ??
    (tokens[at] === 'on' ? readCalendarDay(tokens, at + 1) : undefined) ??
    readNear(tokens, at)
  );
}

function readNear(tokens: readonly string[], at: number): Reading<Stretch> | undefined {
  if (tokens[at] === 'yesterday') return { value: { inDays: -1 }, next: at + 1 };
  if (tokens[at] === 'now') return { value: { inSeconds: 0, fromNow: true }, next: at + 1 };
  if (tokens[at] === 'right' && tokens[at + 1] === 'now')
    return { value: { inSeconds: 0, fromNow: true }, next: at + 2 };
  return undefined;
}

export function parseStretch(text: string): { readonly value: Stretch } | undefined {
  const value = readWhole(readStretch, text);
  return value === undefined ? undefined : { value };
}
