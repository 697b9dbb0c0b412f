import { CandidateIndex, type ListsWith, Sieve } from './candidates.ts';
import { Deriver } from './derive.ts';
import type { Home, Json } from './home.ts';
import { HOME_LISTS, homeLists } from './home_lists.ts';
import { type ListReader, makeListReader, trieReader } from './list_reader.ts';
import { inOrderOnce, type Match, toMatch } from './match.ts';
import { findPlace } from './places.ts';
import type { Prepared } from './prepared.ts';
import type { SentenceIssue } from './sentence_file.ts';
import type { SlotValue } from './slot_value.ts';
import { MAX_TEXT_LENGTH, MAX_TOKENS, type Token, tokenize, type Utterance } from './text.ts';
import { type ValueParsers, valueParsers } from './value_parsers.ts';
import type { WordTrie } from './word_trie.ts';

export interface CompileOptions {
  /** Parsers for lists with `value: NAME`, beside the built-in ones. */
  readonly values?: ValueParsers;
}

export interface MatchContext {
  /** Id or name of the area that the speaker is in. */
  readonly area?: string | undefined;
}

export interface Recognition {
  /** Sentences that fit, best first. */
  readonly matches: readonly Match[];
  /** Sentences that would fit if it were known where the speaker is, best first. */
  readonly needArea: readonly Match[];
}

export interface Grammar {
  readonly home: Home;
  readonly prepared: Prepared;
  readonly readers: ReadonlyMap<string, ListReader>;
  /** What was wrong with sentences, lists and rules; what could not be used is left out. */
  readonly issues: readonly SentenceIssue[];
  /**
   * The sentences that a text is an instance of. Order: sentences the user added first; then fewer words in wildcards; then a device's
   * name over none and the longer name first; then more words of the sentence's own; then more conditions met; then the order of the files.
   * Text over 1000 characters or 120 words matches nothing.
   */
  match(text: string | Utterance, context?: MatchContext): readonly Match[];
  recognize(text: string | Utterance, context?: MatchContext): Recognition;
  /** For clauses of one text: what they have in common is worked out once. */
  recognizer(text: string, context: MatchContext): (tokens: readonly Token[]) => Recognition;
}

const NOTHING: Recognition = { matches: [], needArea: [] };

/** Puts the names of a home to prepared sentences. */
export function compile(prepared: Prepared, home: Home, options: CompileOptions = {}): Grammar {
  const { readers: common, words, index, issues: faults } = sharedLists(prepared, options.values);
  const issues = [...prepared.issues, ...faults];
  const isCommon = (word: string): boolean => prepared.vocabulary.has(word) || words.has(word);
  const readers = new Map(common);
  const named = homeLists(home, isCommon);
  for (const [key, trie] of named)
    readers.set(
      key,
      trieReader(() => trie),
    );
  const having = listsWith(words, named);

  function recognizer(text: string, context: MatchContext): (tokens: readonly Token[]) => Recognition {
    const deriver = new Deriver(prepared.graph, prepared.vocabulary, readers, text);
    const sieve = new Sieve(index, having);
    const around = contextOf(home, context);
    return (tokens) => recognizeTokens({ text, tokens }, deriver, sieve, around);
  }

  function recognize(text: string | Utterance, context: MatchContext = {}): Recognition {
    if (typeof text === 'string' && text.length > MAX_TEXT_LENGTH) return NOTHING;
    const utterance = typeof text === 'string' ? tokenize(text) : text;
    return recognizer(utterance.text, context)(utterance.tokens);
  }

  function recognizeTokens(
    utterance: Utterance,
    deriver: Deriver,
    sieve: Sieve,
    around: Readonly<Record<string, Json>>,
  ): Recognition {
    const { tokens } = utterance;
    if (tokens.length === 0 || tokens.length > MAX_TOKENS) return NOTHING;
    const rest = deriver.rest(tokens);
    const matches: Match[] = [];
    const needArea: Match[] = [];
    for (const order of sieve.candidates(tokens)) {
      const sentence = prepared.sentences[order];
      if (sentence === undefined) continue;
      const { keywords, strangers } = sentence.block;
      if (keywords.length > 0 && !tokens.some(({ word }) => keywords.includes(word))) continue;
      if (strangers.length > 0 && tokens.some(({ word }) => strangers.includes(word))) continue;
      for (const way of deriver.ways(sentence.start, rest)) {
        const found = toMatch(sentence, way, utterance, around);
        if (found === undefined) continue;
        (found.needsArea ? needArea : matches).push(found.match);
      }
    }
    return { matches: inOrderOnce(matches), needArea: inOrderOnce(needArea) };
  }

  const match: Grammar['match'] = (text, context) => recognize(text, context).matches;
  return { home, prepared, readers, issues, recognize, recognizer, match };
}

interface SharedLists {
  readonly readers: ReadonlyMap<string, ListReader>;
  /** All words of lists, with the keys of the lists that have them. */
  readonly words: ReadonlyMap<string, ReadonlySet<string>>;
  readonly index: CandidateIndex;
  readonly issues: readonly SentenceIssue[];
}

const shared = new WeakMap<Prepared, SharedLists>();

/** What lists can stand for does not change with the home. */
function sharedLists(prepared: Prepared, values: ValueParsers | undefined): SharedLists {
  const known = values === undefined ? shared.get(prepared) : undefined;
  if (known !== undefined) return known;
  const issues: SentenceIssue[] = [];
  const readers = new Map<string, ListReader>();
  const words = new Map<string, Set<string>>();
  for (const [key, list] of Object.entries(prepared.data.lists)) {
    readers.set(key, makeListReader(list, key, { ...valueParsers, ...values }, issues));
    if (list.kind !== 'words') continue;
    for (const { said } of list.values)
      for (const text of said)
        for (const word of text.split(' ')) words.set(word, (words.get(word) ?? new Set()).add(key));
  }
  const kindOf = (list: string): ListReader['kind'] | undefined =>
    HOME_LISTS.includes(list) ? 'words' : readers.get(list)?.kind;
  const made = { readers, words, index: new CandidateIndex(prepared, kindOf), issues };
  if (values === undefined) shared.set(prepared, made);
  return made;
}

/** Words of the home's lists are not gathered by word: there are many homes, and few such lists. */
function listsWith(words: SharedLists['words'], named: ReadonlyMap<string, WordTrie<SlotValue>>): ListsWith {
  const own = [...named].map(([key, trie]) => ({ key, words: trie.words() }));
  /** Of words that lists have: those are so many and no more. */
  const known = new Map<string, readonly string[]>();
  return (word) => {
    const before = known.get(word);
    if (before !== undefined) return before;
    const common = words.get(word);
    const found = common === undefined ? [] : [...common];
    for (const list of own) if (list.words.has(word)) found.push(list.key);
    if (found.length > 0) known.set(word, found);
    return found;
  };
}

function contextOf(home: Home, { area }: MatchContext): Record<string, Json> {
  if (area === undefined) return {};
  const found = findPlace(home.areas, area);
  return found === undefined ? {} : { area: found.name };
}
