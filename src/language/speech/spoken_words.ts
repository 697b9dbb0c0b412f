import { numberToWords } from '../values/spoken_number.ts';

/** Folded words as a recogniser's dictionary has them: lower-case ASCII letters, `what's` in one, numbers in words. Undefined where a word has none. */
export function spokenWords(words: readonly string[]): string[] | undefined {
  const spoken: string[] = [];
  for (const word of words) {
    const before = spoken.at(-1);
    if (word === "'s") {
      if (before !== undefined) spoken[spoken.length - 1] = `${before}'s`;
    } else if (/^[a-z]+$/.test(word)) spoken.push(word);
    else if (/^\d+(\.\d+)?$/.test(word)) spoken.push(...numberToWords(Number(word)).split(' '));
    else return undefined;
  }
  return spoken;
}

/** Whole numbers that people say in a range: all up to 20, then by fives and tens; degrees one by one where a room is warm. */
export function spokenNumbers({ from, to, type }: { from: number; to: number; type: string }): number[] {
  const numbers: number[] = [];
  for (let value = Math.max(0, Math.ceil(from)); value <= Math.min(to, 100); value++) {
    const said =
      type === 'temperature'
        ? value >= 5 && value <= 30
        : value <= 20 || (value % 5 === 0 && (value <= 60 || value % 10 === 0 || value === 75));
    if (said) numbers.push(value);
  }
  return numbers;
}
