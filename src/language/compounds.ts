import type { Grammar } from './grammar.ts';
import { HOME_LISTS } from './home_lists.ts';
import { foldWord, type Token } from './text.ts';
import { wordIndexOf } from './word_index.ts';

/** Other ways in which an utterance may be cut into words; more are not tried. */
const MOST_WAYS = 8;
const MOST_SPLITS = 4;
const LONGEST_WORD = 48;
/** Parts of a word in the languages that join words freely, or put endings and prepositions to names; and in English, where recognisers do. */
const LEAST_PART = 1;
const LEAST_ENGLISH_PART = 3;
/** Letters that may stand between the parts of a compound, by the languages that have them (`Küchenlicht`, `stuelampe`). */
const LINKS: ReadonlyMap<string, readonly string[]> = new Map([
  ['de', ['n', 's', 'en', 'es', 'e', 'er']],
  ['nl', ['s', 'n', 'en', 'e']],
  ['sv', ['s', 'e']],
  ['da', ['s', 'e']],
  ['nb', ['s', 'e']],
  ['nn', ['s', 'e']],
  ['no', ['s', 'e']],
]);
const LEAST_LINKED = 3;

/**
 * The same utterance with words taken apart or put together, the likeliest first: a word that nothing in the house has, where all of its parts are
 * known (`keukenlamp` for `{area}lamp`, `livingroom`), and two words that are known as one (`bed room`). What is written stays letter for letter.
 */
export function* otherCuts(grammar: Grammar, text: string, tokens: readonly Token[]): Generator<readonly Token[]> {
  const index = wordIndexOf(grammar);
  const { words } = index;
  const language = grammar.home.language.split('-')[0] ?? '';
  const isEnglish = language === 'en' && grammar.prepared.language.startsWith('en');
  const least = isEnglish ? LEAST_ENGLISH_PART : LEAST_PART;
  const links = LINKS.get(language) ?? [];
  let ways: (readonly Token[])[] = [[]];
  let isSplit = false;
  for (const token of tokens) {
    const splits = words.has(token.word) ? [] : splitsOf(token, text, words, least, links);
    isSplit ||= splits.length > 0;
    const choices = splits.length === 0 ? [[token]] : splits;
    ways = ways.flatMap((way) => choices.map((choice) => [...way, ...choice])).slice(0, MOST_WAYS);
  }
  if (isSplit) yield* ways;
  for (const [at, token] of tokens.entries()) {
    const next = tokens[at + 1];
    if (next === undefined || next.after !== undefined) continue;
    const word = token.word + next.word;
    if (!words.has(word)) continue;
    // Words that are said all the time make others too (`in to`): only what is unknown, or is a name together, is worth another look.
    const isName = HOME_LISTS.some((list) => index.formsWith(list, word).length > 0);
    if (!isName && words.has(token.word) && words.has(next.word)) continue;
    const joined = { ...token, word, end: next.end };
    yield [...tokens.slice(0, at), joined, ...tokens.slice(at + 2)];
  }
}

/** Folded letters of a word: those of its own up to, not with, `to`, and what joins it to the next up to `end`. */
interface Part {
  readonly from: number;
  readonly to: number;
  readonly end: number;
}

/** Two parts before three, and evener parts first. */
function splitsOf(
  token: Token,
  text: string,
  words: ReadonlySet<string>,
  least: number,
  links: readonly string[],
): (readonly Token[])[] {
  const { word } = token;
  if (word.length < 2 * least || word.length > LONGEST_WORD || !/^\p{L}+$/u.test(word)) return [];
  const inTwo = (from: number): { at: number; to: number }[] => {
    const found: { at: number; to: number }[] = [];
    for (let at = from + least; at <= word.length - least; at++) {
      if (!words.has(word.slice(from, at))) continue;
      if (words.has(word.slice(at))) found.push({ at, to: at });
      if (at - from < LEAST_LINKED) continue;
      for (const link of links)
        if (
          word.startsWith(link, at) &&
          word.length - at - link.length >= LEAST_LINKED &&
          words.has(word.slice(at + link.length))
        )
          found.push({ at, to: at + link.length });
    }
    return found.sort((left, right) => evenness(right.at, word.length) - evenness(left.at, word.length));
  };
  const two = inTwo(0).map(({ at, to }) => [
    { from: 0, to: at, end: to },
    { from: to, to: word.length, end: word.length },
  ]);
  const cuts = two.length > 0 ? two : inThree(word, words, least, inTwo);
  return cuts.slice(0, MOST_SPLITS).flatMap((parts) => {
    const pieces = parts.map((part) => pieceOf(token, text, part));
    return pieces.every((piece) => piece !== undefined) ? [pieces] : [];
  });
}

function inThree(
  word: string,
  words: ReadonlySet<string>,
  least: number,
  inTwo: (from: number) => { at: number; to: number }[],
): Part[][] {
  const found: Part[][] = [];
  for (let first = least; first <= word.length - 2 * least; first++) {
    if (!words.has(word.slice(0, first))) continue;
    for (const { at, to } of inTwo(first))
      found.push([
        { from: 0, to: first, end: first },
        { from: first, to: at, end: to },
        { from: to, to: word.length, end: word.length },
      ]);
  }
  return found;
}

function evenness(at: number, length: number): number {
  return Math.min(at, length - at);
}

/** A part of a token by its folded letters; undefined where those are not letters of the text one by one. */
function pieceOf(token: Token, text: string, { from, to, end: last }: Part): Token | undefined {
  const written = text.slice(token.start, token.end);
  const start = placeOf(written, token.word, from);
  const end = placeOf(written, token.word, last);
  if (start === undefined || end === undefined) return undefined;
  const piece = { word: token.word.slice(from, to), start: token.start + start, end: token.start + end };
  return from === 0 && token.after !== undefined ? { ...piece, after: token.after } : piece;
}

function placeOf(written: string, word: string, folded: number): number | undefined {
  if (folded === 0) return 0;
  for (let at = Math.min(folded, written.length); at <= written.length; at++)
    if (foldWord(written.slice(0, at)) === word.slice(0, folded)) return at;
  return undefined;
}
