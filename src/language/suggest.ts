import { connectivesOf } from './connectives.ts';
import { tellingWords } from './filler_words.ts';
import type { Grammar, MatchContext } from './grammar.ts';
import { type NearSentence, NearSpeaker } from './near_sentence.ts';
import type { Spoken } from './prepared.ts';
import { wordsOf } from './text.ts';
import { usefulIntent } from './useful.ts';
import { isNumberWord } from './values/number_words.ts';
import { wordIndexOf } from './word_index.ts';

/** Below this share of common words a sentence is not near enough to be offered; nor where half of those that tell what it is about differ. */
const LEAST_SHARE = 0.4;
const TELLING_SHARE = 0.5;
/** Sentences that are tried with the words of the text, and those of them that are looked at closely. */
const CANDIDATES = 24;
const CLOSEST = 4;

/**
 * A sentence that this home understands and that is near to a text: the text with slips of the pen put right, else the nearest sentence of
 * the grammar with what the text names in it. Undefined where nothing is near.
 */
export function suggest(grammar: Grammar, text: string, context: MatchContext = {}): string | undefined {
  const words = wordsOf(text).slice(0, 30);
  if (words.length === 0) return undefined;
  const index = wordIndexOf(grammar);
  const known = index.words;
  const mended = words.map((word) => (known.has(word) || /^\d/.test(word) ? word : (index.nearest(word) ?? word)));
  const joined = speak(mended);
  if (mended.some((word, index) => word !== words[index]) && usefulIntent(grammar, joined, context) !== undefined)
    return joined;
  const { articles, questions, negations, opposites } = connectivesOf(grammar.prepared.language);
  // A question is not answered with a command, and what was turned around is not turned back, nor into its contrary.
  const asks = questions.has(mended[0] ?? '');
  const turned = mended.filter((word) => negations.has(word));
  const prefer = new Set(mended.filter((word) => !articles.has(word)));
  const speaker = new NearSpeaker(grammar, prefer);
  const wordsOnce = new Map<string, readonly string[]>();
  const wordsIn = (said: string): readonly string[] => {
    const known = wordsOnce.get(said) ?? wordsOf(said);
    wordsOnce.set(said, known);
    return known;
  };
  const fits = (said: string): boolean => {
    const saidWords = wordsIn(said);
    const isContrary = (word: string, other: string): boolean =>
      mended.includes(word) && !mended.includes(other) && saidWords.includes(other) && !saidWords.includes(word);
    return (
      questions.has(saidWords[0] ?? '') === asks &&
      turned.every((word) => saidWords.includes(word)) &&
      !opposites.some(([word, other]) => isContrary(word, other) || isContrary(other, word))
    );
  };
  for (const one of nearest(speaker, index.sentencesNear(prefer, CANDIDATES), fits)) {
    for (const said of new Set([withEndings(one, prefer), one])) {
      if (shareOf(wordsIn(said), prefer, articles) < LEAST_SHARE || !isAbout(said, joined, asks)) continue;
      if (usefulIntent(grammar, said, context) !== undefined) return said;
    }
  }
  return undefined;
}

/** What the nearest sentences say, the shorter of two first. Only those that may be among the nearest are put into words. */
function nearest(speaker: NearSpeaker, sentences: readonly Spoken[], fits: (said: string) => boolean): string[] {
  const reached: NearSentence[] = [];
  for (const sentence of sentences) {
    const near = speaker.reach(sentence);
    if (near !== undefined) reached.push(near);
  }
  reached.sort((left, right) => right.near - left.near);
  const found: { readonly near: number; readonly said: string }[] = [];
  for (const one of reached) {
    if (found.length >= CLOSEST && one.near < (found[CLOSEST - 1]?.near ?? 0)) break;
    const said = speaker.say(one);
    if (fits(said)) found.push({ near: one.near, said });
  }
  found.sort((left, right) => right.near - left.near || left.said.length - right.said.length);
  return found.slice(0, CLOSEST).map(({ said }) => said);
}

/** `light` as `lights` where that was said. */
function withEndings(text: string, prefer: ReadonlySet<string>): string {
  const words = text.split(' ');
  return words.map((word) => (!prefer.has(word) && prefer.has(`${word}s`) ? `${word}s` : word)).join(' ');
}

/** Words in common, of all words in either. */
function shareOf(said: readonly string[], prefer: ReadonlySet<string>, articles: ReadonlySet<string>): number {
  const words = new Set<string>();
  let common = 0;
  for (const word of said) {
    if (articles.has(word) || words.has(word)) continue;
    words.add(word);
    if (prefer.has(word)) common += 1;
  }
  return common / (words.size + prefer.size - common || 1);
}

/**
 * Whether a sentence is about what the text is about. A question with another word in it is another question. A command may differ in
 * one, as in the name of a thing, where two more stand in both.
 */
function isAbout(said: string, text: string, asks: boolean): boolean {
  const [there, wanted] = [tellingOf(said), tellingOf(text)];
  const common = [...wanted].filter((word) => there.has(word)).length;
  const all = there.size + wanted.size - common;
  return common === all || (!asks && common >= 2 && common / all > TELLING_SHARE);
}

/** Without numbers: how many is not what it is about. */
function tellingOf(text: string): Set<string> {
  return new Set(tellingWords(text).filter((word) => !isNumberWord(word)));
}

function speak(words: readonly string[]): string {
  return words.join(' ').replaceAll(" 's", "'s");
}
