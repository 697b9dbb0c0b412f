import type { ListData } from './prepared_data.ts';
import { readRange } from './range_list.ts';
import type { SentenceIssue } from './sentence_file.ts';
import { plainValue, type SlotValue } from './slot_value.ts';
import type { ValueParsers } from './value_parsers.ts';
import { isNumberWord } from './values/number_words.ts';
import { WordTrie } from './word_trie.ts';

/** A value of a list that stands in an utterance, up to, not with, token `next`. */
export interface Reading {
  readonly value: SlotValue;
  readonly next: number;
}

/** A list made ready for matching. `wildcard` takes any words, so it has no readings of its own. */
export type ListReader =
  | {
      readonly kind: 'words';
      readonly trie: WordTrie<SlotValue>;
      read(words: readonly string[], at: number): Reading[];
    }
  /** Numbers and percentages. */
  | { readonly kind: 'range'; read(words: readonly string[], at: number): Reading[] }
  | { readonly kind: 'value'; read(words: readonly string[], at: number): Reading[] }
  | { readonly kind: 'wildcard' };

/** `make` is called when the list is read first. */
export function trieReader(make: () => WordTrie<SlotValue>): ListReader {
  let made: WordTrie<SlotValue> | undefined;
  const trie = (): WordTrie<SlotValue> => {
    made ??= make();
    return made;
  };
  return {
    kind: 'words',
    get trie() {
      return trie();
    },
    read(words, at) {
      const found: Reading[] = [];
      trie().each(words, at, (value, next) => found.push({ value, next }));
      return found;
    },
  };
}

export function makeListReader(
  list: ListData,
  name: string,
  parsers: ValueParsers,
  issues: SentenceIssue[],
): ListReader {
  switch (list.kind) {
    case 'wildcard':
      return { kind: 'wildcard' };
    case 'range':
      return {
        kind: 'range',
        read(words, at) {
          // Many sentences ask for a number where there is none.
          if (!isNumberWord(words[at] ?? '')) return [];
          return readRange(list, words, at).map(({ value, next }) => ({ value: plainValue(value), next }));
        },
      };
    case 'value': {
      const parser = parsers[list.parser];
      if (parser === undefined) {
        issues.push({
          path: list.path,
          line: 1,
          message: `list "${name}": there is no value "${list.parser}"; known are ${Object.keys(parsers).join(', ')}`,
        });
        return { kind: 'value', read: () => [] };
      }
      return {
        kind: 'value',
        read(words, at) {
          const found = parser(words, at);
          return found === undefined ? [] : [{ value: plainValue(found.value), next: found.next }];
        },
      };
    }
    case 'words':
      return trieReader(() => {
        const trie = new WordTrie<SlotValue>();
        for (const { said, out, context, metadata } of list.values)
          for (const words of said) trie.add(words.split(' '), { out, context, metadata, ids: [] });
        return trie;
      });
  }
}
