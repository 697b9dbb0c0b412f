import { wordsOf } from './text.ts';
import { numberToWords, ordinalToWords } from './values/spoken_number.ts';

const ARTICLES = new Set(['the', 'my']);
const MAX_FORMS = 24;

/**
 * The ways in which a name may be said: as written, without its article, `Wi-Fi` as one word or two, `Sarah's` without the
 * apostrophe, and numbers in digits or words (`Bedroom 2`, `1st Floor`). The first is the name as written.
 */
export function nameForms(name: string): string[][] {
  const bases = [wordsOf(name)];
  if (/\p{L}-\p{L}/u.test(name)) bases.push(wordsOf(name.replace(/(?<=\p{L})-(?=\p{L})/gu, '')));
  const [first = []] = bases;
  if (first.length > 1 && ARTICLES.has(first[0] ?? '')) bases.push(first.slice(1));
  const forms = bases.flatMap((words) => variants(words));
  const seen = new Set<string>();
  return forms
    .filter((words) => {
      const key = words.join(' ');
      if (key === '' || seen.has(key)) return false;
      seen.add(key);
      return true;
    })
    .slice(0, MAX_FORMS);
}

function variants(words: readonly string[]): string[][] {
  let forms: string[][] = [[]];
  for (const word of words) {
    const ways = [[word], ...(SPOKEN.get(word) ?? OTHERWISE.get(word) ?? spelled(word))];
    const next = forms.flatMap((form) => ways.map((way) => [...form, ...way]));
    if (word === "'s") {
      for (const form of forms) {
        const before = form.at(-1);
        if (before !== undefined) next.push([...form.slice(0, -1), `${before}s`]);
      }
    }
    forms = next.length > MAX_FORMS ? next.slice(0, MAX_FORMS) : next;
  }
  return forms;
}

/** `12` in words, `2nd` in words. */
function spelled(word: string): string[][] {
  if (/^\d{1,6}$/.test(word)) return [wordsOf(numberToWords(Number(word)))];
  const ordinal = /^(\d{1,3})(?:st|nd|rd|th)$/.exec(word)?.[1];
  return ordinal === undefined ? [] : [wordsOf(ordinalToWords(Number(ordinal)))];
}

/** Small number words in digits: `two` → `2`, `second` → `2nd`. */
const SPOKEN: ReadonlyMap<string, string[][]> = new Map(
  Array.from({ length: 20 }, (_, index) => index + 1).flatMap((value): [string, string[][]][] => [
    [numberToWords(value), [[String(value)]]],
    [ordinalToWords(value), [[`${value}${suffix(value)}`]]],
  ]),
);

/** The same thing in another word, whichever of them the home was written with. */
const OTHERWISE: ReadonlyMap<string, string[][]> = new Map(
  [
    ['tv', 'television', 'telly', 'tele'],
    ['fridge', 'refrigerator'],
    ['sofa', 'couch'],
  ].flatMap((same) =>
    same.map((word) => [word, same.filter((other) => other !== word).map((other) => [other])] as const),
  ),
);

function suffix(value: number): string {
  return value === 1 ? 'st' : value === 2 ? 'nd' : value === 3 ? 'rd' : 'th';
}
