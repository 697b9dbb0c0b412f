import { deviceClassOf, domainOf, type Home, type Json } from './home.ts';
import { nameForms } from './name_words.ts';
import { namedEntities } from './people.ts';
import type { SlotValue } from './slot_value.ts';
import { WordTrie } from './word_trie.ts';

interface Named {
  readonly id: string;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly context: Readonly<Record<string, Json>>;
}

/**
 * The lists that the home fills: `{name}` (devices and people, with `domain` and `device_class` as context), `{area}` and
 * `{floor}`. The slot gets the display name; things that share a name and a context are one value with several ids.
 */
export function homeLists(home: Home): Map<string, WordTrie<SlotValue>> {
  const named = namedEntities(home).map((entity): Named => {
    const deviceClass = deviceClassOf(entity);
    const domain = domainOf(entity.id);
    return { ...entity, context: deviceClass === undefined ? { domain } : { domain, device_class: deviceClass } };
  });
  const plain = (named: Omit<Named, 'context'>): Named => ({ ...named, context: {} });
  return new Map([
    ['name', trieOf(named)],
    ['area', trieOf(home.areas.map(plain))],
    ['floor', trieOf(home.floors.map(plain))],
  ]);
}

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
