import { slipsBetween } from './edit_distance.ts';
import type { Grammar, MatchContext } from './grammar.ts';
import type { Entity } from './home.ts';
import { sayName } from './say_devices.ts';
import { soundOf } from './sounds.ts';
import { wordsOf } from './text.ts';
import { usefulIntent } from './useful.ts';

/** What a sentence may mean that says a name only nearly: the devices it may be, each with the sentence in full. */
export interface NearNames {
  /** The words that stand for a name. */
  readonly said: string;
  readonly choices: readonly { readonly name: string; readonly text: string }[];
}

/** More choices than this are no question any more. */
const MOST = 6;
const LONGEST_NAME = 6;
const MANY = /\b(?:lights|lamps|blinds|shades|curtains|doors|windows|fans|switches|locks) in\b/;
const FILLERS = new Set(['the', 'my', 'our', 'a', 'an', 'both', 'all', 'of', 'in', 'at', 'please', "'s"]);

/**
 * Devices that a sentence names in part, in another order, or as a recogniser spells it (`bedside lamp`, `lamp of the bedside`, `bed room lite`).
 * Every word said has to be in the name. Only for a question: nothing may be done on it. Undefined where nothing or too much fits.
 */
export function nearNames(grammar: Grammar, text: string, context: MatchContext = {}): NearNames | undefined {
  const words = wordsOf(text).slice(0, 24);
  const names = grammar.home.entities.map((entity) => ({
    entity,
    ways: [entity.name, ...entity.aliases].map(wordsOf),
  }));
  const rooms = [...grammar.home.areas, ...grammar.home.floors].flatMap(({ name, aliases }) => [name, ...aliases]);
  const places = rooms.map((room) => wordsOf(room).join(''));
  for (let length = Math.min(LONGEST_NAME, words.length - 1); length > 0; length--) {
    for (let from = words.length - length; from >= 0; from--) {
      const span = words.slice(from, from + length);
      // Words that only stand beside a name belong to the sentence.
      if (FILLERS.has(span[0] ?? '') || FILLERS.has(span.at(-1) ?? '')) continue;
      // `The lights in the kitchens` are no one device.
      if (span.includes('in') && MANY.test(span.join(' '))) continue;
      const telling = span.filter((word) => !FILLERS.has(word));
      // A room is no device that is named after it: `the bedrum lamp` is any lamp of that room.
      if (places.some((place) => isAlike(telling.join(''), place))) continue;
      const fitting = names.filter(({ ways }) => ways.some((way) => isNamed(telling, way)));
      if (fitting.length === 0 || fitting.length > 4 * MOST) continue;
      const before = words.slice(0, from);
      while (before.length > 0 && FILLERS.has(before.at(-1) ?? '') && before.at(-1) !== 'in') before.pop();
      const after = words.slice(from + length);
      const choices = fitting.flatMap(({ entity }) => sentenceFor(grammar, entity, before, after, context));
      if (choices.length > 0 && choices.length <= MOST) return { said: spoken(span), choices };
    }
  }
  return undefined;
}

/** The words of a sentence as they are written. */
export function spoken(words: readonly string[]): string {
  return words.join(' ').replaceAll(" 's", "'s");
}

function sentenceFor(
  grammar: Grammar,
  entity: Entity,
  before: readonly string[],
  after: readonly string[],
  context: MatchContext,
): NearNames['choices'] {
  const text = spoken([...before, sayName(entity.name), ...after]);
  const [best] = grammar.match(text, context);
  if (best?.ids.name?.includes(entity.id) !== true || usefulIntent(grammar, text, context) === undefined) return [];
  return [{ name: entity.name, text }];
}

/** Words that many names have do not tell one by themselves. */
const PLAIN = new Set(['light', 'lights', 'lamp', 'lamps', 'door', 'doors', 'switch', 'fan', 'lock', 'window', 'room']);

function isNamed(said: readonly string[], name: readonly string[]): boolean {
  if (said.length === 0) return false;
  if (isAlike(said.join(''), name.join(''))) return true;
  if (said.length === 1 && (PLAIN.has(said[0] ?? '') || (said[0] ?? '').length < 4)) return false;
  const left = [...name];
  const take = (word: string): boolean => {
    const at = left.findIndex((other) => isAlike(word, other));
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  };
  for (let at = 0; at < said.length; at++) {
    if (take(said[at] ?? '')) continue;
    // `bed side` for one word.
    if (at + 1 >= said.length || !take(`${said[at]}${said[at + 1]}`)) return false;
    at += 1;
  }
  return true;
}

/** The same word, one and many, one slip in five letters, or the same sound. */
function isAlike(one: string, other: string): boolean {
  if (one === other || one === `${other}s` || other === `${one}s`) return true;
  if (one.length < 4 || other.length < 3) return false;
  const limit = Math.min(2, Math.floor(Math.max(one.length, 4) / 4));
  if (one[0] === other[0] && slipsBetween(one, other, limit) <= (one.length < 6 ? 1 : limit)) return true;
  return one[0] === other[0] && soundOf(one).length > 1 && soundOf(one) === soundOf(other);
}
