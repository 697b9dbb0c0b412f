import { type Derivation, Deriver, type Fill } from './derive.ts';
import type { Home, Json } from './home.ts';
import { homeLists } from './home_lists.ts';
import { type ListReader, makeListReader, trieReader } from './list_reader.ts';
import { checkContext } from './match_context.ts';
import { type Prepared, prepare, type Sentence } from './prepared.ts';
import type { SentenceFile, SentenceIssue } from './sentence_file.ts';
import { MAX_TEXT_LENGTH, MAX_TOKENS, tokenize, type Utterance, wordsOf } from './text.ts';
import { type ValueParsers, valueParsers } from './value_parsers.ts';

export interface CompileOptions {
  /** Parsers for lists with `value: NAME`, beside the built-in ones. */
  readonly values?: ValueParsers;
}

export interface MatchContext {
  /** Id or name of the area that the speaker is in. */
  readonly area?: string | undefined;
}

/** A filled slot and the tokens that filled it. */
export interface SlotSpan {
  readonly slot: string;
  readonly from: number;
  readonly to: number;
  readonly wildcard: boolean;
}

/** A sentence that an utterance is an instance of. */
export interface Match {
  readonly intent: string;
  readonly slots: Readonly<Record<string, Json>>;
  readonly captures: Readonly<Record<string, Json>>;
  /** Ids of what the slots name in the home, by slot. */
  readonly ids: Readonly<Record<string, readonly string[]>>;
  /** Slots that were not said but come from where the speaker is. */
  readonly fromContext: readonly string[];
  readonly spans: readonly SlotSpan[];
  readonly response: string;
  readonly metadata: Readonly<Record<string, Json>>;
  readonly sentence: Sentence;
  readonly utterance: Utterance;
  /** Words that stand in the sentence itself. */
  readonly literals: number;
  /** Words that wildcards took. */
  readonly loose: number;
  readonly named: number;
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
}

const NOTHING: Recognition = { matches: [], needArea: [] };

/** Compiles sentence files for a home. The files are worked on once for each array of them, so compiling again for a changed home is quick. */
export function compile(files: readonly SentenceFile[], home: Home, options: CompileOptions = {}): Grammar {
  const prepared = prepare(files);
  const issues: SentenceIssue[] = [...prepared.issues];
  const parsers = { ...valueParsers, ...options.values };
  const readers = new Map<string, ListReader>();
  for (const [key, list] of prepared.lists) readers.set(key, makeListReader(list, key, parsers, issues));
  const listed = wordsOfLists(readers);
  const isCommon = (word: string): boolean => prepared.pool.vocabulary.has(word) || listed.has(word);
  for (const [key, trie] of homeLists(home, isCommon)) readers.set(key, trieReader(trie));
  const starts = indexStarts(prepared);

  function recognize(text: string | Utterance, context: MatchContext = {}): Recognition {
    if (typeof text === 'string' && text.length > MAX_TEXT_LENGTH) return NOTHING;
    const utterance = typeof text === 'string' ? tokenize(text) : text;
    const { tokens } = utterance;
    if (tokens.length === 0 || tokens.length > MAX_TOKENS) return NOTHING;
    const deriver = new Deriver(prepared.pool.nodes, prepared.pool.vocabulary, readers, utterance);
    const around = contextOf(home, context);
    const said = new Set(tokens.map((token) => token.word));
    const matches: Match[] = [];
    const needArea: Match[] = [];
    const candidates = new Set(starts.byWord.get(prepared.pool.vocabulary.get(tokens[0]?.word ?? '') ?? -1));
    for (const [list, sentences] of starts.byList) {
      if (readers.get(list)?.kind !== 'wildcard' && deriver.readings(list, 0).length === 0) continue;
      for (const sentence of sentences) candidates.add(sentence);
    }
    for (const sentence of candidates) {
      const { keywordSet } = sentence.block;
      if (keywordSet.size > 0 && ![...keywordSet].some((word) => said.has(word))) continue;
      for (const way of deriver.ways(sentence.start, 0)) {
        const found = toMatch(sentence, way, utterance, around);
        if (found === undefined) continue;
        (found.needsArea ? needArea : matches).push(found.match);
      }
    }
    return { matches: inOrderOnce(matches), needArea: inOrderOnce(needArea) };
  }

  return { home, prepared, readers, issues, recognize, match: (text, context) => recognize(text, context).matches };
}

function indexStarts(prepared: Prepared): { byWord: Map<number, Sentence[]>; byList: Map<string, Sentence[]> } {
  const byWord = new Map<number, Sentence[]>();
  const byList = new Map<string, Sentence[]>();
  const add = <K>(index: Map<K, Sentence[]>, key: K, sentence: Sentence): void => {
    const known = index.get(key);
    if (known === undefined) index.set(key, [sentence]);
    else if (known.at(-1) !== sentence) known.push(sentence);
  };
  for (const sentence of prepared.sentences) {
    const node = prepared.pool.nodes[sentence.start];
    for (let step = 0; node !== undefined && step < node.words.length; step += 2)
      add(byWord, node.words[step] ?? -1, sentence);
    for (const { list } of node?.lists ?? []) add(byList, list, sentence);
  }
  return { byWord, byList };
}

function wordsOfLists(readers: ReadonlyMap<string, ListReader>): Set<string> {
  const words = new Set<string>();
  for (const reader of readers.values()) {
    if (reader.kind !== 'words') continue;
    for (const entry of reader.trie.entries()) for (const word of entry.words) words.add(word);
  }
  return words;
}

function contextOf(home: Home, { area }: MatchContext): Record<string, Json> {
  if (area === undefined) return {};
  const said = wordsOf(area).join(' ');
  const found =
    home.areas.find((one) => one.id === area) ??
    home.areas.find((one) => [one.name, ...one.aliases].some((name) => wordsOf(name).join(' ') === said));
  return found === undefined ? {} : { area: found.name };
}

function toMatch(
  sentence: Sentence,
  way: Derivation,
  utterance: Utterance,
  around: Readonly<Record<string, Json>>,
): { match: Match; needsArea: boolean } | undefined {
  const { block } = sentence;
  const slots: Record<string, Json> = { ...block.slots };
  const captures: Record<string, Json> = {};
  const ids: Record<string, readonly string[]> = {};
  const metadata: Record<string, Json> = { ...block.metadata };
  const context: Record<string, Json> = { ...around };
  const spans: SlotSpan[] = [];
  const filled = new Set<string>();
  for (let fill: Fill | undefined = way.fills; fill !== undefined; fill = fill.rest) {
    const { slot, value } = fill;
    Object.assign(context, value.context);
    Object.assign(metadata, value.metadata);
    spans.push({ slot, from: fill.from, to: fill.to, wildcard: fill.wildcard });
    if (fill.capture) captures[slot] = value.out;
    else if (filled.has(slot)) slots[slot] = [slots[slot] ?? null, value.out].flat();
    else slots[slot] = value.out;
    filled.add(slot);
    if (value.ids.length > 0) ids[slot] = [...(ids[slot] ?? []), ...value.ids];
    const domain = value.context.domain;
    if (
      block.nameDomains !== undefined &&
      fill.list === 'name' &&
      !(typeof domain === 'string' && block.nameDomains.includes(domain))
    ) {
      return undefined;
    }
  }
  const check = checkContext(block.requires, block.excludes, context);
  const needsArea = !check.fits && check.missing.length === 1 && check.missing[0] === 'area';
  if (!check.fits && !needsArea) return undefined;
  const fromContext = Object.keys(check.slots).filter((slot) => !filled.has(slot));
  for (const slot of fromContext) slots[slot] = check.slots[slot] ?? null;
  const { literals, loose, named } = way;
  const { intent, response } = block;
  const match = {
    intent,
    slots,
    captures,
    ids,
    fromContext,
    spans,
    response,
    metadata,
    sentence,
    utterance,
    literals,
    loose,
    named,
  };
  return { match, needsArea };
}

function inOrder(left: Match, right: Match): number {
  return (
    added(right) - added(left) ||
    left.loose - right.loose ||
    nameLength(right) - nameLength(left) ||
    right.literals - left.literals ||
    conditions(right) - conditions(left) ||
    left.sentence.order - right.sentence.order
  );
}

/** In order; of the matches that mean the same, the best. */
function inOrderOnce(matches: Match[]): Match[] {
  if (matches.length < 2) return matches;
  const seen = new Set<string>();
  return matches.sort(inOrder).filter((match) => {
    const meaning = JSON.stringify([match.intent, match.slots, match.ids]);
    if (seen.has(meaning)) return false;
    seen.add(meaning);
    return true;
  });
}

function added(match: Match): number {
  return match.metadata.custom_sentence === true ? 1 : 0;
}

function nameLength(match: Match): number {
  return match.spans.reduce(
    (sum, span) => (span.slot === 'name' && !span.wildcard ? sum + span.to - span.from : sum),
    0,
  );
}

function conditions(match: Match): number {
  return Object.keys(match.sentence.block.requires).length;
}
