import { timeAt, toJson } from './at_a_time.ts';
import type { Command } from './command.ts';
import { COMMAND_SLOT } from './plan.ts';
import { carrying, commandsOf, DO_LATER, FOR_A_WHILE, lasts, type Read } from './put_off.ts';
import { type Token, textBetween, type Utterance } from './text.ts';
import type { Understanding } from './understanding.ts';
import { readDuration, secondsOf } from './values/duration.ts';
import type { When } from './values/when.ts';

/** What goes on and off again without harm, and without anybody there. */
const SWITCHED = new Set(['light', 'switch', 'fan', 'media_player']);
const TURNED: ReadonlyMap<string, string> = new Map([
  ['on', 'off'],
  ['off', 'on'],
]);
const INVERSE: ReadonlyMap<string, string> = new Map([
  ['HassTurnOn', 'HassTurnOff'],
  ['HassTurnOff', 'HassTurnOn'],
]);
const UNTIL = new Set(['until', 'till', 'til']);
/** What shall stay so is made so: `keep the lights on until ten`. */
const KEEP = /^(?:keep|leave)\b/iu;

/** How long something shall hold, and where the words for it stand. */
interface Length {
  readonly at: number;
  readonly words: string;
  readonly until?: When;
  readonly seconds?: number;
}

/**
 * `For an hour`, `until seven` at the end: now, and back when the time is over. What is switched on or off goes the other way by its own
 * words; what else there is goes back to how it was.
 */
export function forAWhile(utterance: Utterance, tokens: readonly Token[], read: Read): Understanding | undefined {
  const text = (from: number, to: number): string => textBetween({ text: utterance.text, tokens }, from, to);
  const length = lengthIn(tokens, text);
  if (length === undefined) return undefined;
  const main = text(0, length.at).replace(KEEP, 'turn');
  const meant = read(main);
  const [only, ...more] = meant.tier === 'grammar' ? meant.commands : [];
  if (only === undefined) return undefined;
  // `At seven, for an hour`: both begin then.
  const inner = only.slots[COMMAND_SLOT];
  if (
    more.length === 0 &&
    (only.intent === DO_LATER || only.intent === 'HassStartTimer') &&
    typeof inner === 'string'
  ) {
    const lasting = `${inner} ${length.words}`;
    return read(lasting).tier === 'grammar'
      ? { tier: 'grammar', commands: [{ ...only, slots: { ...only.slots, [COMMAND_SLOT]: lasting } }] }
      : undefined;
  }
  if (!meant.commands.every(lasts) && meant.ambiguous === undefined) return undefined;
  const turned = more.length === 0 ? turnedBack(tokens.slice(0, length.at), only, text, read, main) : undefined;
  const back = turned === undefined ? undefined : later(turned, length, utterance.text, read);
  if (back !== undefined) return { tier: 'grammar', commands: [only, back] };
  const { until, seconds = 0 } = length;
  return carrying(FOR_A_WHILE, main, until === undefined ? { seconds } : { until: toJson(until) }, utterance.text);
}

function lengthIn(tokens: readonly Token[], text: (from: number, to: number) => string): Length | undefined {
  const words = tokens.map(({ word }) => word);
  const end = words.length;
  for (let at = end - 2; at >= 2; at--) {
    const word = words[at] ?? '';
    if (word === 'for') {
      const long = readDuration(words, words[at + 1] === 'the' && words[at + 2] === 'next' ? at + 3 : at + 1);
      const seconds = long?.next === end ? secondsOf(long.value) : undefined;
      if (seconds !== undefined && seconds > 0) return { at, words: text(at, end), seconds };
    }
    if (UNTIL.has(word)) {
      const until = timeAt(words, at + 1);
      if (until?.next === end) return { at, words: text(at, end), until: until.value };
    }
  }
  return undefined;
}

/** `Turn off the fan` for `turn on the fan`, where it is about the same things. */
function turnedBack(
  main: readonly Token[],
  now: Command,
  text: (from: number, to: number) => string,
  read: Read,
  said: string,
): string | undefined {
  const turn = main.findIndex(({ word }) => TURNED.has(word));
  const turned = main[turn];
  if (turned === undefined || !now.targets.every(({ domain }) => SWITCHED.has(domain))) return undefined;
  const back = `${text(0, turn)} ${TURNED.get(turned.word) ?? ''} ${text(turn + 1, main.length)}`
    .trim()
    .replace(KEEP, said.split(' ', 1)[0] ?? 'turn');
  const [undone, ...more] = commandsOf(read(back), lasts) ?? [];
  const good = undone?.intent === INVERSE.get(now.intent) && more.length === 0 && idsOf(undone) === idsOf(now);
  return good ? back : undefined;
}

function later(back: string, { until, words }: Length, whole: string, read: Read): Command | undefined {
  if (until !== undefined) return carrying(DO_LATER, back, { when: toJson(until) }, whole).commands[0];
  const [timer] = read(`${back} ${words.replace(/^for(?: the next)?\b/iu, 'in')}`).commands;
  return typeof timer?.slots[COMMAND_SLOT] === 'string' ? timer : undefined;
}

function idsOf(command: Command | undefined): string | undefined {
  return command?.targets
    .map(({ id }) => id)
    .sort()
    .join(' ');
}
