import type { Command } from './command.ts';
import type { Read } from './put_off.ts';
import { type Token, textBetween, tokenize } from './text.ts';
import type { Understanding } from './understanding.ts';
import { isNumberWord } from './values/number_words.ts';

/** Before the value that is meant in place of the one that was said. */
const LEADS =
  /^(?:(?:no|nope|sorry|actually|wait|oh|please|well|rather|better|make (?:it|that|them)|set (?:it|that|them) to|change (?:it|that|them) to|let's say|i meant?|i said|to|at|for)[\s,]+)+/iu;
/** Longer than this is no value alone. */
const MAX_WORDS = 6;

/** Whether a sentence says a number and little else. */
export function saysValue(text: string): boolean {
  const { tokens } = tokenize(valueIn(text));
  return tokens.length > 0 && tokens.length <= MAX_WORDS && isNumber(tokens[0]?.word ?? '');
}

function valueIn(text: string): string {
  return text
    .trim()
    .replace(/[.!?]+$/u, '')
    .replace(LEADS, '');
}

/**
 * `Make it ten`, `no, eight o'clock`, `twenty percent`: the sentence before with another number. It has to be the same command about the
 * same things; a value that would change anything else is none.
 */
export function otherValue(text: string, base: Command | undefined, read: Read): Understanding | undefined {
  const value = valueIn(text);
  if (base === undefined || !saysValue(text)) return undefined;
  const whole = tokenize(base.text);
  for (const [from, to] of runsIn(whole.tokens)) {
    // The unit may be said again or not.
    for (const end of [to, to + 1, to + 2]) {
      if (end > whole.tokens.length) continue;
      const before = textBetween(whole, 0, from);
      const after = textBetween(whole, end, whole.tokens.length);
      const found = read([before, value, after].filter((part) => part !== '').join(' '));
      const [only, ...more] = found.commands;
      if (found.tier === 'grammar' && found.ambiguous === undefined && more.length === 0 && only !== undefined)
        if (isSameButValue(base, only)) return { tier: 'grammar', commands: [only] };
    }
  }
  return undefined;
}

/** Where numbers stand, the last first. */
function runsIn(tokens: readonly Token[]): (readonly [from: number, to: number])[] {
  const runs: [number, number][] = [];
  for (const [at, { word }] of tokens.entries()) {
    if (!isNumber(word)) continue;
    const last = runs.at(-1);
    if (last?.[1] === at) last[1] = at + 1;
    else runs.push([at, at + 1]);
  }
  return runs.reverse();
}

function isNumber(word: string): boolean {
  return /^\d/u.test(word) || isNumberWord(word);
}

function isSameButValue(one: Command, other: Command): boolean {
  const about = ({ intent, slots, targets }: Command): string =>
    JSON.stringify([
      intent,
      targets.map(({ id }) => id),
      ...Object.entries(slots).filter(([, value]) => typeof value === 'string'),
    ]);
  return about(one) === about(other) && JSON.stringify(one.slots) !== JSON.stringify(other.slots);
}
