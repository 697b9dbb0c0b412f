import type { Command, Target } from './command.ts';
import { connectivesOf } from './connectives.ts';
import { domainOf, type Entity, type Home } from './home.ts';
import { Phrases, segmentsOf } from './phrases.ts';
import { findPlace } from './places.ts';
import { type Token, wordsOf } from './text.ts';

const EXCEPT = new Phrases(
  [
    'except',
    'except for',
    'except in',
    'excepting',
    'but',
    'but for',
    'but not',
    'but not in',
    'apart from',
    'aside from',
  ]
    .concat(['other than', 'besides', 'excluding', 'not counting', 'without'])
    .map((text) => text.split(' ')),
);
/** Stand before a place or a thing. */
const BEFORE = new Set([
  'the',
  'a',
  'my',
  'our',
  'in',
  'on',
  'of',
  'from',
  'those',
  'ones',
  'one',
  'that',
  'is',
  'are',
]);
/** What is called by its kind, in a room: `the kitchen lights`. */
const KINDS: ReadonlyMap<string, string> = new Map([
  ...['light', 'lights', 'lamp', 'lamps', 'lighting'].map((word): [string, string] => [word, 'light']),
  ...['fan', 'fans'].map((word): [string, string] => [word, 'fan']),
  ...['blind', 'blinds', 'shutters', 'curtains', 'shades'].map((word): [string, string] => [word, 'cover']),
]);

/** `Turn off all lights | but | the kitchen`: both parts; undefined where nothing is left out. */
export function cutAtException(
  tokens: readonly Token[],
): { main: readonly Token[]; out: readonly Token[] } | undefined {
  for (let at = 1; at < tokens.length; at++) {
    const length = EXCEPT.lengthAt(tokens, at);
    if (length > 0 && at + length < tokens.length) return { main: tokens.slice(0, at), out: tokens.slice(at + length) };
  }
  return undefined;
}

/** The command without what is left out, or the words among them that are nothing in this home. */
export function leaveOut(
  home: Home,
  command: Command,
  out: readonly Token[],
): { readonly targets: Target[] } | { readonly unknown: readonly Token[] } {
  let left = command.targets;
  const { between } = connectivesOf(home.language);
  for (const { from, to } of segmentsOf(out, between)) {
    const item = out.slice(from, to);
    const ids = idsOf(home, command.targets, item);
    if (ids === undefined) return { unknown: item };
    left = left.filter(({ id }) => !ids.has(id));
  }
  return { targets: left };
}

/** Ids of what an item names, whether or not the command is about it; undefined where it may be nothing, or one of several. */
function idsOf(home: Home, targets: readonly Target[], item: readonly Token[]): ReadonlySet<string> | undefined {
  const from = item.findIndex(({ word }) => !BEFORE.has(word));
  if (from < 0) return undefined;
  const words = item.slice(from).map(({ word }) => word);
  const said = words.join(' ');
  const named = home.entities.filter((entity) => namesOf(entity).includes(said));
  if (named.length > 0) return new Set(named.map(({ id }) => id));
  const kind = KINDS.get(words.at(-1) ?? '');
  const place = inPlace(home, said) ?? (kind === undefined ? undefined : inPlace(home, words.slice(0, -1).join(' ')));
  if (place !== undefined)
    return new Set(place.filter(({ id }) => kind === undefined || domainOf(id) === kind).map(({ id }) => id));
  const meant = new Set(targets.map(({ id }) => id));
  const ending = home.entities.filter(
    (entity) => meant.has(entity.id) && namesOf(entity).some((name) => name.endsWith(` ${said}`)),
  );
  return ending.length === 1 ? new Set(ending.map(({ id }) => id)) : undefined;
}

function inPlace(home: Home, said: string): readonly Entity[] | undefined {
  if (said === '') return undefined;
  const area = findPlace(home.areas, said);
  if (area !== undefined) return home.entities.filter((entity) => entity.area === area.id);
  const floor = findPlace(home.floors, said);
  if (floor === undefined) return undefined;
  const within = new Set(home.areas.filter((one) => one.floor === floor.id).map(({ id }) => id));
  return home.entities.filter((entity) => entity.area !== undefined && within.has(entity.area));
}

function namesOf({ name, aliases }: Entity): string[] {
  return [name, ...aliases].map((one) => wordsOf(one).join(' '));
}
