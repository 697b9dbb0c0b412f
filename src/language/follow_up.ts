import type { Command } from './command.ts';
import { connectivesOf } from './connectives.ts';
import { goesOn, goOn, UNDO } from './go_on.ts';
import type { Grammar } from './grammar.ts';
import { actsOnDevices } from './intent_domains.ts';
import { otherValue, saysValue } from './other_value.ts';
import { Phrases } from './phrases.ts';
import { DO_LATER, DO_WHEN, FOR_A_WHILE } from './put_off.ts';
import { tokenize, wordsOf } from './text.ts';
import { understand } from './understand.ts';
import type { UnderstandContext, Understanding } from './understanding.ts';
import { thingsOf, withPlace, withThings } from './with_things.ts';

const phrases = (...texts: string[]): Phrases => new Phrases(texts.map((text) => text.split(' ')));
const MORE = phrases(
  ...['and', 'also', 'and also', 'what about', 'how about', 'and what about', 'and how about', 'or'],
);
const NO = phrases(
  ...[
    'no',
    'nope',
    'no no',
    'no i meant',
    'no i mean',
    'i meant',
    'i mean',
    'sorry i meant',
    'no sorry',
    'no not that',
  ],
  ...['oops', 'i said', 'no i said', 'sorry', 'actually', 'wait', 'no wait', 'not that one', 'no not that one'],
);
/** What makes one more each time it is said. */
const MADE = new Set(['HassStartTimer', 'AgentosAlarmSet', 'AgentosReminderSet', DO_LATER, FOR_A_WHILE, DO_WHEN]);
/** So much of what was said before is looked at. */
const MAX_BEFORE = 4;

/** Whether a sentence may need what was said before it. Cheap, and true too often rather than too seldom. */
export function refersBack(text: string, language: string): boolean {
  const { tokens } = tokenize(text.slice(0, 200));
  const { pronouns, nouns } = connectivesOf(language);
  if (MORE.lengthAt(tokens, 0) > 0 || NO.lengthAt(tokens, 0) > 0) return true;
  if (goesOn(text.slice(0, 200)) || saysValue(text.slice(0, 200))) return true;
  // "It's a bit chilly" is of the room, not of what was spoken of.
  const rest = IS.has(tokens[1]?.word ?? '') ? tokens.slice(1) : tokens;
  return rest.some(({ word }) => word === 'there' || word === 'other' || pronouns.has(word) || nouns.has(word));
}

/** After a pronoun at the beginning. */
const IS = new Set(["'s", 'is', 'was']);

/**
 * Reads an utterance after others of the same conversation. Where it refers to none of them, it is what it is alone; where it does,
 * every thing that was referred to has to be in what comes of it.
 *
 * @param before what was said, the oldest first
 */
export function understandAfter(
  grammar: Grammar,
  text: string,
  before: readonly string[],
  context: UnderstandContext = {},
): Understanding {
  const meant = understand(grammar, text, context);
  const said = before.slice(-MAX_BEFORE);
  const last = said.at(-1);
  if (last === undefined || !refersBack(text, grammar.prepared.language)) return meant;
  const earlier = understandAfter(grammar, last, said.slice(0, -1), context).commands;
  const read = (other: string): Understanding => understand(grammar, other, context);
  const corrects = NO.lengthAt(tokenize(text).tokens, 0) > 0;
  const went = goOn(grammar, text, earlier, read, (words) =>
    addedTo(grammar, `${corrects ? 'no' : 'and'} ${words}`, earlier, read),
  );
  if (went !== undefined) return went;
  const added = addedTo(grammar, text, earlier, read);
  if (added !== undefined) return added;
  const changed = meant.tier === 'none' ? otherValue(text, earlier.at(-1), read) : undefined;
  if (changed !== undefined) {
    const anew = earlier.every(({ intent }) => MADE.has(intent)) ? read(UNDO).commands : [];
    return { tier: 'grammar', commands: [...anew, ...changed.commands] };
  }
  // A pronoun in a question or about the weather stands for nothing: `is it raining`.
  if (meant.tier === 'grammar' && meant.commands.every(({ intent }) => !actsOnDevices(intent))) return meant;
  for (let back = said.length - 1; back >= 0; back--) {
    const one =
      back === said.length - 1
        ? earlier
        : understandAfter(grammar, said[back] ?? '', said.slice(0, back), context).commands;
    const found = withThings(withoutNo(text), one, grammar.prepared.language, read) ?? withPlace(text, one, read);
    if (found !== undefined) return found;
    if (one.some((command) => thingsOf(command, read).length > 0)) break;
  }
  return meant;
}

/** `And the office`, `what about the bedroom one`, `no, the bedroom`: said with the verb of the sentence before. */
function addedTo(
  grammar: Grammar,
  text: string,
  earlier: readonly Command[],
  read: (text: string) => Understanding,
): Understanding | undefined {
  const { tokens, text: clean } = tokenize(text);
  const base = earlier.at(-1);
  const corrects = NO.lengthAt(tokens, 0) > 0;
  const rest = corrects ? NO.stripStart(tokens) : MORE.stripStart(tokens);
  const { nouns } = connectivesOf(grammar.prepared.language);
  const noun = tokens.some(({ word }) => nouns.has(word));
  const [first] = rest;
  if (base === undefined || first === undefined || (rest.length === tokens.length && !noun)) return undefined;
  const words = clean.slice(first.start).replace(/[\s,]+(?:too|also|as well|please|instead)\W*$/iu, '');
  const whole = corrects ? read(words) : undefined;
  // What is of the same kind goes before what only has the name: `the bedroom` after a light is its light.
  const kind = wordsOf(base.targets[0]?.name ?? '').at(-1) ?? 'one';
  const ways = noun
    ? [words, words.replace(/\bones?\b/iu, kind)]
    : [words, `${words} one`, `${words} ones`, `${words} ${kind}`];
  const joined = [
    ...ways.flatMap((way) => newOf(read(`${base.text} and ${way}`), base)),
    ...(noun ? [] : inPlaceOf(base, words, read)),
  ];
  let commands =
    joined.find((more) => more.every((one) => kinds(one) === kinds(base))) ??
    joined.find((more) => more.every(({ targets }) => targets.length === 1));
  if (commands === undefined && whole?.tier === 'grammar' && whole.ambiguous === undefined) commands = whole.commands;
  if (commands === undefined) return undefined;
  const taken = corrects && isUndone(earlier, commands) ? read(UNDO).commands : [];
  return { tier: 'grammar', commands: [...taken, ...commands] };
}

function withoutNo(said: string): string {
  const { tokens, text } = tokenize(said);
  return text.slice(NO.stripStart(tokens)[0]?.start ?? 0);
}

/** `And the desk lamp too` after `make the reading lamp blue`: the sentence before, with what is named now in the place of what was. */
function inPlaceOf(base: Command, words: string, read: (text: string) => Understanding): Command[][] {
  const { slots, text } = base;
  const [only, ...others] = base.targets;
  const places = [others.length === 0 ? only?.name : undefined, slots['name'], slots['area'], slots['floor']];
  for (const name of places) {
    const from = typeof name === 'string' ? text.toLowerCase().indexOf(name.toLowerCase()) : -1;
    if (typeof name !== 'string' || from < 0) continue;
    const before = text.slice(0, from).replace(/\b(?:the|my|our)\s+$/iu, '');
    const { tier, commands, ambiguous } = read(`${before}${words}${text.slice(from + name.length)}`);
    const isSame = commands.length > 0 && commands.every(({ intent }) => intent === base.intent);
    if (tier === 'grammar' && ambiguous === undefined && isSame) return [commands];
  }
  return [];
}

/** The commands that were said in addition to `base`, of its intent; none where they are not all understood. */
function newOf({ tier, commands, ambiguous }: Understanding, base: Command): Command[][] {
  const [head, ...more] = commands;
  if (tier !== 'grammar' || ambiguous !== undefined || head === undefined || !alike(head, base)) return [];
  return more.length > 0 && more.every(({ intent }) => intent === base.intent) ? [more] : [];
}

/** Something was done, and to other things only. */
function isUndone(earlier: readonly Command[], now: readonly Command[]): boolean {
  const ids = new Set(now.flatMap(({ targets }) => targets.map(({ id }) => id)));
  if (earlier.length > 0 && earlier.every(({ intent }) => MADE.has(intent))) return true;
  const done = earlier.filter(({ intent }) => actsOnDevices(intent) && !intent.includes('Get'));
  return done.length > 0 && ids.size > 0 && !done.some(({ targets }) => targets.some(({ id }) => ids.has(id)));
}

function alike(one: Command, other: Command): boolean {
  const ids = ({ targets }: Command): string =>
    targets
      .map(({ id }) => id)
      .sort()
      .join(' ');
  return one.intent === other.intent && ids(one) === ids(other);
}

function kinds({ targets }: Command): string {
  return [...new Set(targets.map(({ domain }) => domain))].sort().join(' ');
}
