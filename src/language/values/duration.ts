import { round } from './cardinal.ts';
import { readFraction } from './fraction.ts';
import { readNumber } from './number.ts';
import { type Reading, readWhole } from './tokens.ts';

/** A length of time in the units it was said in, whole numbers except for a rest below a second. Months and years stay apart: they have no fixed length. */
export interface Duration {
  readonly years?: number;
  readonly months?: number;
  readonly weeks?: number;
  readonly days?: number;
  readonly hours?: number;
  readonly minutes?: number;
  readonly seconds?: number;
}

type Unit = keyof Duration;

const order: readonly Unit[] = ['years', 'months', 'weeks', 'days', 'hours', 'minutes', 'seconds'];

/** How many of the next smaller unit make one. Only a part of a month is counted in days: half a month is 15. */
const parts: Readonly<Partial<Record<Unit, readonly [number, Unit]>>> = {
  years: [12, 'months'],
  months: [30, 'days'],
  weeks: [7, 'days'],
  days: [24, 'hours'],
  hours: [60, 'minutes'],
  minutes: [60, 'seconds'],
};

const names: ReadonlyMap<string, readonly [Unit, number]> = new Map(
  (
    [
      ['years', 1, 'year years yr yrs'],
      ['years', 10, 'decade decades'],
      ['months', 1, 'month months'],
      ['weeks', 1, 'week weeks wk wks'],
      ['weeks', 2, 'fortnight fortnights'],
      ['days', 1, 'day days night nights d'],
      ['hours', 1, 'hour hours hr hrs h'],
      ['minutes', 1, 'minute minutes min mins m'],
      ['seconds', 1, 'second seconds sec secs s'],
    ] as const
  ).flatMap(([unit, times, words]) => words.split(' ').map((word) => [word, [unit, times] as const] as const)),
);

const fillers = new Set(['more', 'extra', 'additional', 'fewer', 'less', 'full', 'whole']);

/** Words that may stand behind `an hour thirty` without making the thirty theirs. */
const tailEnds = new Set([
  'for',
  'called',
  'named',
  'timer',
  'timers',
  'to',
  'from',
  'please',
  'and',
  'then',
  'on',
  'left',
]);

interface Term {
  readonly amount: number;
  readonly unit: Unit;
  readonly next: number;
}

function unitAt(tokens: readonly string[], at: number, amount: number): Term | undefined {
  const start = tokens[at] === 'of' ? at + 1 : at;
  const article = tokens[start] === 'a' || tokens[start] === 'an' ? start + 1 : start;
  const named = names.get(tokens[article] ?? '');
  return named === undefined ? undefined : { amount: amount * named[1], unit: named[0], next: article + 1 };
}

/** `1:30 hours`, `2:15 minutes`. */
function readWritten(tokens: readonly string[], at: number): Term | undefined {
  const [, whole, part] = /^(\d{1,2}):(\d{2})$/u.exec(tokens[at] ?? '') ?? [];
  const unit = names.get(tokens[at + 1] ?? '')?.[0];
  if (part === undefined || Number(part) > 59 || (unit !== 'hours' && unit !== 'minutes')) return undefined;
  return { amount: Number(whole) + Number(part) / 60, unit, next: at + 2 };
}

/** `two hours`, `an hour`, `half an hour`, `2 and a half minutes`, `an hour and a half`, `two more minutes`. */
function readTerm(tokens: readonly string[], at: number): Term | undefined {
  const written = readWritten(tokens, at);
  if (written !== undefined) return written;
  const article = tokens[at] === 'a' || tokens[at] === 'an';
  const bare = article ? names.get(tokens[at + 1] ?? '') : undefined;
  let term: Term | undefined;
  if (bare !== undefined) term = { amount: bare[1], unit: bare[0], next: at + 2 };
  else {
    const number = readNumber(tokens, at) ?? (article ? readNumber(tokens, at + 1) : undefined);
    if (number === undefined || number.value < 0) return undefined;
    const whole = number.value >= 1 && !(tokens[number.next - 1] ?? '').match(/^(?:half|quarters?)$/u);
    const start = whole && fillers.has(tokens[number.next] ?? '') ? number.next + 1 : number.next;
    const named = whole ? names.get(tokens[start] ?? '') : undefined;
    term = named === undefined ? undefined : { amount: number.value * named[1], unit: named[0], next: start + 1 };
    if (!whole) term = unitAt(tokens, number.next, number.value);
  }
  if (term === undefined || tokens[term.next] !== 'and') return term;
  const rest = readFraction(tokens, term.next + 1);
  if (rest === undefined || rest.value >= 1 || unitAt(tokens, rest.next, 1) !== undefined) return term;
  return { amount: term.amount + rest.value, unit: term.unit, next: rest.next };
}

/** `an hour thirty`, `2 hours and 10`: a bare number in the next smaller unit, where nothing else claims it. */
function readBareTail(tokens: readonly string[], after: Term): Term | undefined {
  const unit = after.unit === 'hours' ? 'minutes' : after.unit === 'minutes' ? 'seconds' : undefined;
  if (unit === undefined || !Number.isInteger(after.amount)) return undefined;
  const number = readNumber(tokens, tokens[after.next] === 'and' ? after.next + 1 : after.next);
  if (number === undefined || !Number.isInteger(number.value) || number.value < 1 || number.value > 59)
    return undefined;
  const follower = tokens[number.next];
  return follower === undefined || tailEnds.has(follower)
    ? { amount: number.value, unit, next: number.next }
    : undefined;
}

/** Adds an amount to the fields, passing what is not whole down to smaller units; false where a month would be cut. */
function add(fields: Partial<Record<Unit, number>>, amount: number, unit: Unit): boolean {
  const smaller = parts[unit];
  if (unit === 'seconds') {
    fields.seconds = round((fields.seconds ?? 0) + amount);
    return true;
  }
  const whole = Math.floor(round(amount));
  const rest = round(amount - whole);
  if (rest > 0 && smaller === undefined) return false;
  if (whole > 0 || rest === 0) fields[unit] = (fields[unit] ?? 0) + whole;
  return rest === 0 || smaller === undefined ? true : add(fields, round(rest * smaller[0]), smaller[1]);
}

/** A length of time, longest match: `an hour and a half`, `one minute and 45 seconds`, `2h 30m`, `half an hour`. Never negative. */
export function readDuration(tokens: readonly string[], at: number): Reading<Duration> | undefined {
  const fields: Partial<Record<Unit, number>> = {};
  let last: Term | undefined;
  for (;;) {
    const start = last === undefined ? at : tokens[last.next] === 'and' ? last.next + 1 : last.next;
    const term = readTerm(tokens, start);
    if (term === undefined || (last !== undefined && order.indexOf(term.unit) <= order.indexOf(last.unit))) break;
    const kept: Partial<Record<Unit, number>> = { ...fields };
    if (!add(kept, term.amount, term.unit)) break;
    Object.assign(fields, kept);
    last = term;
  }
  if (last === undefined) return undefined;
  const tail = readBareTail(tokens, last);
  if (tail !== undefined) add(fields, tail.amount, tail.unit);
  return { value: fields, next: (tail ?? last).next };
}

export function parseDuration(text: string): { readonly value: Duration } | undefined {
  const value = readWhole(readDuration, text);
  return value === undefined ? undefined : { value };
}

/** Its length in seconds; nothing where months or years make that depend on the date. A day counts 24 hours. */
export function secondsOf(duration: Duration): number | undefined {
  if (duration.years !== undefined || duration.months !== undefined) return undefined;
  const days = (duration.weeks ?? 0) * 7 + (duration.days ?? 0);
  return ((days * 24 + (duration.hours ?? 0)) * 60 + (duration.minutes ?? 0)) * 60 + (duration.seconds ?? 0);
}
