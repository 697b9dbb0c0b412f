import type { Grammar } from '../grammar.ts';
import { deviceClassOf, domainOf } from '../home.ts';
import { domainsOf } from '../intent_domains.ts';
import { namedEntities } from '../people.ts';
import type { PreparedBlock } from '../prepared.ts';
import { valueFits } from '../sample.ts';
import type { SlotValue } from '../slot_value.ts';
import { wordsOf } from '../text.ts';
import { spokenNumbers, spokenWords } from './spoken_words.ts';

/** What is said for lists that a parser reads. */
const SAID: Readonly<Record<string, readonly string[]>> = {
  color: [
    'red',
    'green',
    'blue',
    'yellow',
    'orange',
    'purple',
    'pink',
    'white',
    'warm white',
    'cool white',
    'turquoise',
  ],
};
/** Ways to say one value that are listened for. */
const MAX_FORMS = 2;

/** What can be said for the lists of a block in this home, in dictionary words. The same things have the same key. */
export class SpokenLists {
  readonly byKey = new Map<string, readonly string[]>();
  readonly #grammar: Grammar;
  readonly #kinds: ReadonlySet<string>;
  readonly #sizes = new Map<string, number>();
  readonly #said = new Map<string, string>();

  constructor(grammar: Grammar) {
    this.#grammar = grammar;
    const entities = namedEntities(grammar.home);
    this.#kinds = new Set(entities.flatMap((entity) => [domainOf(entity.id), deviceClassOf(entity) ?? '']));
  }

  /** Key of what is said for a list, or undefined where there is nothing. */
  keyOf(block: PreparedBlock, name: string, slot: string): string | undefined {
    const list = block.listKey(name);
    if (list === undefined) return undefined;
    const about = name === 'name' ? block.about : '';
    const asked = `${list} ${slot === 'device_class' || slot === 'domain' ? slot : ''} ${about}`;
    const known = this.#said.get(asked);
    if (known !== undefined) return known === '' ? undefined : known;
    const said = [...new Set(this.#say(block, list, name, slot))].sort();
    const key = said.length === 0 ? '' : this.#share(said);
    this.#said.set(asked, key);
    return key === '' ? undefined : key;
  }

  /** Whether the home has a device of a kind that the block is about. */
  isAboutSomething(block: PreparedBlock): boolean {
    const conditions = [
      block.requires.domain,
      block.slots.domain,
      block.requires.device_class,
      block.slots.device_class,
    ];
    return [...conditions, domainsOf(block.intent)].every((condition) => {
      const wanted = [condition ?? []].flat().filter((kind) => typeof kind === 'string');
      return wanted.length === 0 || wanted.some((kind) => this.#kinds.has(kind));
    });
  }

  /** Words of a symbol: those of all that is said for a list in braces, or the one that it is. */
  sizeOf(symbol: string): number {
    return symbol.startsWith('{') ? (this.#sizes.get(symbol.slice(1, -1)) ?? 0) : 1;
  }

  #share(said: readonly string[]): string {
    for (const [key, other] of this.byKey)
      if (other.length === said.length && other.every((text, index) => text === said[index])) return key;
    const key = `list${this.byKey.size}`;
    this.byKey.set(key, said);
    this.#sizes.set(
      key,
      said.reduce((sum, text) => sum + text.split(' ').length, 0),
    );
    return key;
  }

  #say(block: PreparedBlock, list: string, name: string, slot: string): string[] {
    const reader = this.#grammar.readers.get(list);
    if (reader?.kind === 'words') {
      const counts = new Map<SlotValue, number>();
      return [...reader.trie.entries()].flatMap(({ words, things }) => {
        const value = things.find((thing) => valueFits(block, name, thing) && this.#isHere(slot, thing));
        const count = value === undefined ? MAX_FORMS : (counts.get(value) ?? 0);
        if (value === undefined || (value.ids.length === 0 && count >= MAX_FORMS)) return [];
        counts.set(value, count + 1);
        return spokenWords(words)?.join(' ') ?? [];
      });
    }
    const source = this.#grammar.prepared.list(list);
    if (source?.kind === 'range')
      return spokenNumbers(source).flatMap((value) => spokenWords([String(value)])?.join(' ') ?? []);
    const said = source?.kind === 'value' ? (SAID[source.parser] ?? []) : this.#grammar.prepared.vocabularyOf(name);
    return said.flatMap((text) => spokenWords(wordsOf(text))?.join(' ') ?? []);
  }

  /** Kinds of device that the home has none of need not be heard. */
  #isHere(slot: string, { out }: SlotValue): boolean {
    return (slot !== 'device_class' && slot !== 'domain') || typeof out !== 'string' || this.#kinds.has(out);
  }
}
