import { readBelowHundred } from './cardinal.ts';
import { type Reading, readWhole, standAt } from './tokens.ts';

/**
 * A time of day. Where it was not said whether morning or evening is meant, `ambiguous` is true and `hour` is 0 to 11: the time is
 * this or twelve hours later. Else `hour` is 0 to 23.
 */
export interface ClockTime {
  readonly hour: number;
  readonly minute: number;
  readonly second?: number;
  readonly ambiguous: boolean;
}

type Period = 'am' | 'pm';

/** What was said, before the half of the day is known; `hour` as spoken, `fixed` for 24-hour forms. */
interface Spoken {
  readonly hour: number;
  readonly minute: number;
  readonly second?: number;
  readonly fixed: boolean;
  readonly next: number;
}

function readSmall(tokens: readonly string[], at: number, below: number): Reading<number> | undefined {
  const token = tokens[at] ?? '';
  const found = /^\d{1,2}$/u.test(token) ? { value: Number(token), next: at + 1 } : readBelowHundred(tokens, at);
  return found !== undefined && found.value < below ? found : undefined;
}

function readNamed(tokens: readonly string[], at: number): Spoken | undefined {
  const word = tokens[at];
  if (word === 'noon' || word === 'midday') return { hour: 12, minute: 0, fixed: true, next: at + 1 };
  if (word === 'mid' && tokens[at + 1] === 'night') return { hour: 0, minute: 0, fixed: true, next: at + 2 };
  if (word === 'midnight') return { hour: 0, minute: 0, fixed: true, next: at + 1 };
  return undefined;
}

/** `7:30`, `19:05:20`. */
function readDigital(token: string, next: number): Spoken | undefined {
  if (!token.includes(':')) return undefined;
  const [, hours, minutes, seconds] = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/u.exec(token) ?? [];
  if (hours === undefined || minutes === undefined) return undefined;
  const [hour, minute, second] = [Number(hours), Number(minutes), Number(seconds ?? 0)];
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const fixed = hours.startsWith('0') || hour === 0 || hour > 12;
  return { hour, minute, ...(seconds === undefined ? {} : { second }), fixed, next };
}

/** The hour itself: `seven`, `7`, `noon`, `seven o'clock`. */
function readHour(tokens: readonly string[], at: number): Spoken | undefined {
  const named = readNamed(tokens, at);
  if (named !== undefined) return named;
  const hour = readSmall(tokens, at, 24);
  if (hour === undefined) return undefined;
  const clock = tokens[hour.next] === "o'clock" || tokens[hour.next] === 'oclock' ? 1 : 0;
  return { hour: hour.value, minute: 0, fixed: hour.value === 0 || hour.value > 12, next: hour.next + clock };
}

/** `zero six hundred hours`, `oh nine hundred`. */
function readEarlyHundred(tokens: readonly string[], at: number): Spoken | undefined {
  if (!/^(?:zero|oh|o)$/u.test(tokens[at] ?? '')) return undefined;
  const hour = readSmall(tokens, at + 1, 10);
  if (hour === undefined || tokens[hour.next] !== 'hundred') return undefined;
  const next = tokens[hour.next + 1] === 'hours' ? hour.next + 2 : hour.next + 1;
  return { hour: hour.value, minute: 0, fixed: true, next };
}

/** `seven thirty`, `seven oh five`, `7 45`, `nineteen hundred`. */
function readSaid(tokens: readonly string[], at: number): Spoken | undefined {
  // With a point only where the half of the day follows: 8.10 alone is a number.
  const token = tokens[at] ?? '';
  const pointed = token.includes('.') && readPeriod(tokens, at + 1) !== undefined;
  const digital = readDigital(pointed ? token.replace('.', ':') : token, at + 1);
  if (digital !== undefined) return digital;
  const early = readEarlyHundred(tokens, at);
  if (early !== undefined) return early;
  const hour = readHour(tokens, at);
  if (hour === undefined || readNamed(tokens, at) !== undefined) return hour;
  const word = tokens[hour.next] ?? '';
  if (word === 'hundred' && (hour.fixed || tokens[hour.next + 1] === 'hours')) {
    return { ...hour, fixed: true, next: tokens[hour.next + 1] === 'hours' ? hour.next + 2 : hour.next + 1 };
  }
  const zero = word === 'oh' || word === 'o' || word === 'zero';
  const minute = readSmall(tokens, zero ? hour.next + 1 : hour.next, zero ? 10 : 60);
  if (minute === undefined || (zero ? minute.value === 0 : !twoDigits(tokens, hour.next, minute))) return hour;
  return { ...hour, minute: minute.value, next: minute.next };
}

function twoDigits(tokens: readonly string[], at: number, minute: Reading<number>): boolean {
  const token = tokens[at] ?? '';
  return /^\d/u.test(token) ? token.length === 2 : minute.value >= 10;
}

/** `half past six`, `quarter to eight`, `ten minutes to nine`, `half six`. */
function readRelative(tokens: readonly string[], at: number): Spoken | undefined {
  const start = tokens[at] === 'a' ? at + 1 : at;
  const word = tokens[start] ?? '';
  const share = word === 'half' ? 30 : word === 'quarter' ? 15 : undefined;
  const count = share === undefined && start === at ? readSmall(tokens, at, 60) : undefined;
  const minutes = share ?? count?.value;
  let next = share === undefined ? count?.next : start + 1;
  if (minutes === undefined || next === undefined || minutes === 0) return undefined;
  if (count !== undefined && /^min(?:ute)?s?$/u.test(tokens[next] ?? '')) next += 1;
  const side = tokens[next] ?? '';
  const after = side === 'past' || side === 'after';
  const before = side === 'to' || side === 'till' || side === 'til' || side === 'before' || side === 'of';
  // "half six" is half past six to those who say it.
  if (!after && !before && word !== 'half') return undefined;
  if (before && word === 'half') return undefined;
  const hour = readHour(tokens, after || before ? next + 1 : next);
  if (hour === undefined || (!after && !before && readNamed(tokens, next) !== undefined)) return undefined;
  if (!before) return { ...hour, minute: minutes };
  const earlier = hour.hour === 0 ? 23 : hour.hour === 1 && !hour.fixed ? 12 : hour.hour - 1;
  return { ...hour, hour: earlier, minute: 60 - minutes };
}

const periods: readonly (readonly [Period, readonly string[]])[] = [
  ['am', ['am']],
  ['pm', ['pm']],
  ['am', ['a', 'm']],
  ['pm', ['p', 'm']],
  ['am', ['in', 'the', 'morning']],
  ['pm', ['in', 'the', 'afternoon']],
  ['pm', ['in', 'the', 'evening']],
  ['pm', ['at', 'night']],
];

function readPeriod(tokens: readonly string[], at: number): Reading<Period> | undefined {
  for (const [period, words] of periods) {
    if (standAt(tokens, at, words)) return { value: period, next: at + words.length };
  }
  return undefined;
}

/** A time of day: `quarter to eight`, `half past six`, `7:30 pm`, `seven oh five`, `19:30`, `noon`, `seven in the evening`. */
export function readClockTime(tokens: readonly string[], at: number): Reading<ClockTime> | undefined {
  const spoken = readRelative(tokens, at) ?? readSaid(tokens, at);
  if (spoken === undefined) return undefined;
  const { hour, minute } = spoken;
  const rest = { minute, ...(spoken.second === undefined ? {} : { second: spoken.second }) };
  const period = readPeriod(tokens, spoken.next);
  if (period === undefined || (spoken.fixed && (hour > 12 || (hour === 0 && period.value === 'pm')))) {
    const value = spoken.fixed ? { hour, ...rest, ambiguous: false } : { hour: hour % 12, ...rest, ambiguous: true };
    return { value, next: spoken.next };
  }
  // Twelve at night is midnight; other hours after midnight are "in the morning".
  const night = tokens[spoken.next] === 'at' && hour === 12;
  return {
    value: { hour: (hour % 12) + (period.value === 'pm' && !night ? 12 : 0), ...rest, ambiguous: false },
    next: period.next,
  };
}

export function parseClockTime(text: string): { readonly value: ClockTime } | undefined {
  const value = readWhole(readClockTime, text);
  return value === undefined ? undefined : { value };
}
