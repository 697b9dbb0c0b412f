import { deviceClassOf, domainOf, type Home, type Json } from './home.ts';
import { nameForms } from './name_words.ts';
import { namedEntities } from './people.ts';
import type { SlotValue } from './slot_value.ts';
import { wordsOf } from './text.ts';
import { readNumber } from './values/number.ts';
import { WordTrie } from './word_trie.ts';

/** Lists that the home fills. */
export const HOME_LISTS: readonly string[] = ['name', 'area', 'floor'];

interface Named {
  readonly id: string;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly context: Readonly<Record<string, Json>>;
}

/**
 * The lists that the home fills: `{name}` (devices and people, with `domain` and `device_class` as context), `{area}` and
 * `{floor}`. `isCommon` tells the words of sentences and lists. The slot gets the display name; things that share a name and a context are one value with several ids.
 */
export function homeLists(home: Home, isCommon: (word: string) => boolean): Map<string, WordTrie<SlotValue>> {
  const named = namedEntities(home).map((entity): Named => {
    const deviceClass = deviceClassOf(entity);
    const domain = domainOf(entity.id);
    return { ...entity, context: deviceClass === undefined ? { domain } : { domain, device_class: deviceClass } };
  });
  const plain = (named: Omit<Named, 'context'>): Named => ({ ...named, context: {} });
  return new Map([
    ['name', trieOf(withShortNames(named, home, isCommon))],
    ['area', trieOf(home.areas.map(plain))],
    ['floor', trieOf(home.floors.map(plain))],
  ]);
}

/** Kinds of device that are often called by one word of their name. */
const CALLED_SHORT = new Set([
  'vacuum',
  'lawn_mower',
  'media_player',
  'climate',
  'lock',
  'light',
  'switch',
  'fan',
  'cover',
  'valve',
]);

/** Kinds of player that sentences speak of; the only one that a house has is meant by the word alone. */
const PLAYERS = new Set(['radio', 'stereo', 'soundbar', 'projector']);

/**
 * A word that only one device of its kind has in its name, that no sentence, place or person has, names that device too: `Rosie` for
 * `Rosie Robot Vacuum`.
 */
function withShortNames(named: readonly Named[], home: Home, isCommon: (word: string) => boolean): Named[] {
  const taken = new Set(
    [...home.areas, ...home.floors, ...home.people].flatMap((one) => [one.name, ...one.aliases].flatMap(wordsOf)),
  );
  const holders = new Map<string, Set<string>>();
  const kindOf = (thing: Named): string => String(thing.context.domain);
  for (const thing of named) {
    for (const word of wordsOf([thing.name, ...thing.aliases].join(' '))) {
      const key = `${kindOf(thing)} ${word}`;
      holders.set(key, (holders.get(key) ?? new Set()).add(thing.id));
    }
  }
  return named.map((thing) => {
    const words = wordsOf(thing.name);
    if (words.length > 1 && kindOf(thing) === 'todo') return withLastWord(thing, words.at(-1) ?? '', holders);
    if (words.length < 2 || words.includes("'s") || !CALLED_SHORT.has(kindOf(thing))) return thing;
    const short = words.filter(
      (word) =>
        /^\p{L}{4,}$/u.test(word) &&
        (!isCommon(word) || PLAYERS.has(word)) &&
        readNumber([word], 0) === undefined &&
        !taken.has(word) &&
        holders.get(`${kindOf(thing)} ${word}`)?.size === 1,
    );
    return short.length === 0 ? thing : { ...thing, aliases: [...thing.aliases, ...short] };
  });
}

/** `my tasks` are those of the one list whose name ends so. */
function withLastWord(thing: Named, last: string, holders: ReadonlyMap<string, ReadonlySet<string>>): Named {
  const isOnly = holders.get(`todo ${last}`)?.size === 1;
  return isOnly && /^\p{L}{4,}$/u.test(last) && !LISTS.has(last)
    ? { ...thing, aliases: [...thing.aliases, last] }
    : thing;
}

const LISTS = new Set(['list', 'lists']);

function trieOf(things: readonly Named[]): WordTrie<SlotValue> {
  // Names first, so that a thing's own name wins over another's alias only by being listed, never by being hidden.
  const byWords = new Map<string, { words: readonly string[]; things: Named[] }>();
  for (const thing of things) {
    for (const name of [thing.name, ...thing.aliases]) {
      for (const words of nameForms(name)) {
        const key = words.join(' ');
        const known = byWords.get(key);
        if (known === undefined) byWords.set(key, { words, things: [thing] });
        else if (!known.things.includes(thing)) known.things.push(thing);
      }
    }
  }
  const trie = new WordTrie<SlotValue>();
  for (const { words, things: named } of byWords.values()) {
    const groups = new Map<string, Named[]>();
    for (const thing of named) {
      const key = JSON.stringify(thing.context);
      groups.set(key, [...(groups.get(key) ?? []), thing]);
    }
    for (const group of groups.values()) {
      const [first] = group;
      if (first === undefined) continue;
      trie.add(words, { out: first.name, context: first.context, metadata: {}, ids: group.map((thing) => thing.id) });
    }
  }
  return trie;
}
