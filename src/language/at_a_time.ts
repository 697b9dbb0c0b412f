import { canBePutOff, carrying, commandsOf, DO_LATER, isCommand, type Read, undoesItself } from './put_off.ts';
import { type Token, textBetween, type Utterance } from './text.ts';
import type { Understanding } from './understanding.ts';
import { readClockTime } from './values/clock_time.ts';
import { readWhen, type When } from './values/when.ts';

/** Before a time these say something else: how long, or until when at the latest. */
const NOT_WHEN = new Set(['for', 'by', 'from', 'about', 'and', 'starting']);
const UP_TO = new Set(['to', 'till', 'until', 'and']);

/** A time at one end of a sentence, and where the rest of it stands. */
interface Timed {
  readonly when: When;
  readonly from: number;
  readonly to: number;
}

/**
 * `At nine turn the heating on`, `open the blinds tomorrow at seven`, `tomorrow dim the lights at nine`; `from seven to nine` is until nine,
 * said at seven. Undefined where the rest is no command.
 */
export function atATime(utterance: Utterance, tokens: readonly Token[], read: Read): Understanding | undefined {
  const words = tokens.map(({ word }) => word);
  const text = (from: number, to: number): string => textBetween({ text: utterance.text, tokens }, from, to);
  for (const { when, until, from, to } of spansIn(words)) {
    const main = `${text(from, to)} until ${text(until.from, until.to)}`;
    const [now] = commandsOf(read(main), () => true) ?? [];
    if (now !== undefined && canBePutOff(now)) return carrying(DO_LATER, main, { when: toJson(when) }, utterance.text);
  }
  for (const { when, from, to } of timesIn(words)) {
    const main = text(from, to);
    const meant = read(main);
    if (isCommand(meant) && !undoesItself(meant.commands))
      return carrying(DO_LATER, main, { when: toJson(when) }, utterance.text);
  }
  return undefined;
}

/** The longest first, at the start, at the end, and at both. */
function* timesIn(words: readonly string[]): Generator<Timed> {
  const end = words.length;
  const first = NOT_WHEN.has(words[0] ?? '') ? undefined : readWhen(words, 0);
  const start = first === undefined || first.next >= end ? 0 : first.next;
  if (first !== undefined && start > 0) yield { when: first.value, from: start, to: end };
  for (let at = Math.max(1, start + 1); at < end; at++) {
    if (NOT_WHEN.has(words[at] ?? '')) continue;
    const last = readWhen(words, at);
    if (last?.next !== end) continue;
    yield { when: last.value, from: 0, to: at };
    if (first !== undefined && start > 0 && apart(first.value, last.value))
      yield { when: { ...first.value, ...last.value }, from: start, to: at };
  }
}

/** A day and a time of day, not twice the same. */
function apart(one: When, other: When): boolean {
  return Object.keys(other).every((key) => !(key in one));
}

/** `From seven to nine`, `between seven and nine tomorrow`. */
function* spansIn(words: readonly string[]): Generator<Timed & { until: { from: number; to: number } }> {
  for (let at = 0; at < words.length; at++) {
    if (words[at] !== 'from' && words[at] !== 'between') continue;
    // `Seven to nine` is a time by itself, but not behind `from`.
    const to = words.findIndex((word, index) => index > at + 1 && UP_TO.has(word));
    const begin = to < 0 ? undefined : timeAt(words.slice(0, to), at + 1);
    const until = begin?.next === to ? timeAt(words, to + 1) : undefined;
    if (begin === undefined || until === undefined) continue;
    const span = { when: begin.value, until: { from: to + 1, to: until.next } };
    if (at === 0 && until.next < words.length) yield { ...span, from: until.next, to: words.length };
    if (at > 1 && until.next === words.length) yield { ...span, from: 0, to: at };
  }
}

/** A time of day, or a day and a time; the longer of the two readings. */
export function timeAt(words: readonly string[], at: number): { value: When; next: number } | undefined {
  const [when, clock] = [readWhen(words, at), readClockTime(words, at)];
  if (when === undefined || (clock !== undefined && clock.next > when.next)) return clock;
  return when;
}

/** Plain data, as slots are. */
export function toJson(when: When): { readonly [key: string]: string | number | boolean | number[] } {
  return Object.fromEntries(
    Object.entries(when).map(([key, value]) => [key, Array.isArray(value) ? value.map(Number) : value]),
  );
}

/**
 * Whether a sentence that was read ends in a time of day that was taken for something else: `turn on the light at nine` is not nine percent,
 * and `play jazz at nine` is no title.
 */
export function endsInTime(tokens: readonly Token[]): boolean {
  const words = tokens.map(({ word }) => word);
  for (let at = words.length - 1; at >= 2; at--) {
    const when =
      words[at] === 'at' || words[at] === 'tomorrow' || words[at] === 'tonight' ? readWhen(words, at) : undefined;
    if (when?.next === words.length) return when.value.hour === undefined || isSpokenHour(words, at, when.value);
  }
  return false;
}

/** Not `at 50`: an hour of the clock as it is said, with or without what makes it one. */
function isSpokenHour(words: readonly string[], at: number, { ambiguous }: When): boolean {
  return (
    ambiguous === true || words.slice(at).some((word) => /^(?:am|pm|oclock|noon|midday|midnight|\d+:\d+)$/u.test(word))
  );
}
