import { isMention } from '../../src/language/paraphrase/mentions.ts';
import { NONE } from '../../src/language/paraphrase/paraphrase.ts';
import type { Choose } from '../../src/language/templates/random.ts';
import type { Example } from './examples.ts';

/** What people put around what they ask for. */
const BEFORE = [
  'please',
  'can you',
  'could you',
  'could you please',
  'can you please',
  'would you',
  'i want you to',
  'i would like to',
  'i need you to',
  'hey',
  'ok',
  'so',
  'well',
  'i want to',
  'will you',
  'go ahead and',
  'just',
  'now',
  'let us',
].map((text) => text.split(' '));
const AFTER = ['please', 'for me', 'now', 'thanks', 'right now', 'thank you', 'for us', 'a bit', 'already'].map(
  (text) => text.split(' '),
);

/** Shares, of a hundred. */
const WITH_BEFORE = 35;
const WITH_AFTER = 25;
const LEFT_OUT = 6;
const REPLACED = 5;
const SPOILT = 18;

/**
 * The same said in another way: with words around it, a word left out, a word put in the place of another, and any words for the free
 * ones. Now and then so many words are replaced that it is nothing for the house any more.
 */
export function varied(example: Example, words: readonly string[], usual: readonly string[], choose: Choose): Example {
  const happens = (share: number): boolean => choose(100) < share;
  const anyWord = (): string => words[choose(words.length)] ?? '';
  const kinds: string[] = [];
  const free: boolean[] = [];
  const put = (word: string, isFree: boolean): void => {
    kinds.push(word);
    free.push(isFree);
  };
  const isElsewhere = example.intent === NONE;
  const spoil = !isElsewhere && example.kinds.length > 2 && happens(SPOILT);
  if (happens(isElsewhere ? WITH_BEFORE / 2 : WITH_BEFORE)) for (const word of pick(BEFORE, choose)) put(word, false);
  for (const [at, kind] of example.kinds.entries()) {
    if (example.free[at] === true) {
      if (example.free[at - 1] === true) continue;
      const said =
        happens(50) && usual.length > 0 && !isElsewhere ? pickWords(usual, choose) : someWords(anyWord, choose);
      for (const word of isElsewhere ? said.slice(0, 2) : said) put(word, !isElsewhere);
    } else if (isMention({ kind })) put(kind, false);
    else if (spoil) put(happens(70) ? anyWord() : kind, false);
    else if (example.kinds.length > 3 && happens(LEFT_OUT)) continue;
    else put(happens(REPLACED) ? anyWord() : kind, false);
  }
  if (happens(isElsewhere ? 10 : WITH_AFTER)) for (const word of pick(AFTER, choose)) put(word, false);
  return spoil
    ? { kinds, free: kinds.map(() => false), intent: NONE, head: NONE }
    : { kinds, free, intent: example.intent, head: example.head };
}

function pick<T>(from: readonly (readonly T[])[], choose: Choose): readonly T[] {
  return from[choose(from.length)] ?? [];
}

function pickWords(usual: readonly string[], choose: Choose): string[] {
  return (usual[choose(usual.length)] ?? '').split(' ');
}

/** One to four. */
function someWords(anyWord: () => string, choose: Choose): string[] {
  return Array.from({ length: 1 + Math.floor(choose(9) / 3) + (choose(4) === 0 ? 1 : 0) }, anyWord);
}
