import { parseNumber } from './values/number.ts';

/** Words that tell no choice from another. */
const FILLERS = new Set([
  'the',
  'a',
  'an',
  'my',
  'number',
  'option',
  'please',
  'one',
  'in',
  'for',
  'of',
  'i',
  'mean',
  'meant',
  'want',
]);

const PLACES: readonly (readonly string[])[] = [
  ['1', 'first', 'one'],
  ['2', 'second', 'two'],
  ['3', 'third', 'three'],
  ['4', 'fourth', 'four'],
  ['5', 'fifth', 'five'],
  ['6', 'sixth', 'six'],
];

function wordsOf(text: string): string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.map((word) => (word.length > 3 && word.endsWith('s') ? word.slice(0, -1) : word));
}

/**
 * Which of the choices an answer means: said in full, by words that only one of them has, or by its number
 * (`the second one`). Undefined where it fits none or several.
 */
export function chosenIndex(said: string, choices: readonly string[]): number | undefined {
  const words = wordsOf(said);
  const full = words.join(' ');
  const exact = choices.findIndex((choice) => wordsOf(choice).join(' ') === full);
  if (exact >= 0) return exact;

  const telling = words.filter((word) => !FILLERS.has(word));
  if (telling.length > 0) {
    const fitting = choices.flatMap((choice, index) =>
      telling.every((word) => wordsOf(choice).includes(word)) ? [index] : [],
    );
    if (fitting.length === 1) return fitting[0];
    if (fitting.length > 1) return undefined;
  }
  const place = PLACES.findIndex(
    (names) =>
      words.some((word) => names.includes(word)) && words.every((word) => names.includes(word) || FILLERS.has(word)),
  );
  if (place >= 0) return place < choices.length ? place : undefined;
  // `the ten minute one` of timers that are written as `10 minute timer`.
  const counted = telling.map((word) => String(parseNumber(word)?.value ?? word));
  if (counted.every((word, index) => word === telling[index])) return undefined;
  const fitting = choices.flatMap((choice, index) =>
    counted.every((word) => wordsOf(choice).includes(word)) ? [index] : [],
  );
  return fitting.length === 1 ? fitting[0] : undefined;
}
