import { connectivesOf } from './connectives.ts';
import type { Grammar, MatchContext } from './grammar.ts';
import { type NearSentence, NearSpeaker } from './near_sentence.ts';
import { wordsOf } from './text.ts';
import { usefulIntent } from './useful.ts';
import { wordIndexOf } from './word_index.ts';

/** Below this share of common words a sentence is not near enough to be offered. */
const LEAST_SHARE = 0.4;
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
  const { articles, questions, negations } = connectivesOf(grammar.prepared.language);
  // A question is not answered with a command, and what was turned around is not turned back.
  const asks = questions.has(mended[0] ?? '');
  const turned = mended.filter((word) => negations.has(word));
  const prefer = new Set(mended.filter((word) => !articles.has(word)));
  const near: NearSentence[] = [];
  const speaker = new NearSpeaker(grammar, prefer);
  for (const sentence of index.sentencesNear(prefer, CANDIDATES)) {
    const said = speaker.say(sentence);
    if (said === undefined) continue;
    const saidWords = wordsOf(said.text);
    if (questions.has(saidWords[0] ?? '') !== asks || turned.some((word) => !saidWords.includes(word))) continue;
    near.push(said);
  }
  near.sort((left, right) => right.near - left.near || left.text.length - right.text.length);
  for (const one of near.slice(0, CLOSEST)) {
    for (const said of [withEndings(one.text, prefer), one.text]) {
      if (shareOf(said, prefer, articles) >= LEAST_SHARE && usefulIntent(grammar, said, context) !== undefined)
        return said;
    }
  }
  return undefined;
}

/** `light` as `lights` where that was said. */
function withEndings(text: string, prefer: ReadonlySet<string>): string {
  const words = text.split(' ');
  return words.map((word) => (!prefer.has(word) && prefer.has(`${word}s`) ? `${word}s` : word)).join(' ');
}

/** Words in common, of all words in either. */
function shareOf(text: string, prefer: ReadonlySet<string>, articles: ReadonlySet<string>): number {
  const words = new Set(wordsOf(text).filter((word) => !articles.has(word)));
  const common = [...words].filter((word) => prefer.has(word)).length;
  return common / (words.size + prefer.size - common || 1);
}

function speak(words: readonly string[]): string {
  return words.join(' ').replaceAll(" 's", "'s");
}
