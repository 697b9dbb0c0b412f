/** Worked in: the row before the last, the last, and the next. */
const ROWS: readonly [number[], number[], number[]] = [[], [], []];

/**
 * Slips (a letter added, left out, changed, or two swapped) between two words: optimal string alignment. Stops counting above `limit`.
 */
export function slipsBetween(one: string, other: string, limit: number): number {
  if (Math.abs(one.length - other.length) > limit) return limit + 1;
  let [before, last, next] = ROWS;
  for (let column = 0; column <= other.length; column++) last[column] = column;
  for (let row = 1; row <= one.length; row++) {
    next[0] = row;
    let least = row;
    for (let column = 1; column <= other.length; column++) {
      const same = one[row - 1] === other[column - 1];
      let slips = Math.min(
        (last[column] ?? 0) + 1,
        (next[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      );
      if (one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1] && row > 1 && column > 1) {
        slips = Math.min(slips, (before[column - 2] ?? 0) + 1);
      }
      next[column] = slips;
      if (slips < least) least = slips;
    }
    if (least > limit) return limit + 1;
    [before, last, next] = [last, next, before];
  }
  return last[other.length] ?? limit + 1;
}

/** Known words, found by what is nearly them. */
export class NearbyWords {
  readonly #byLength = new Map<number, { readonly word: string; readonly letters: number }[]>();

  constructor(known: Iterable<string>) {
    for (const word of known) {
      if (word.length < 3) continue;
      const entry = { word, letters: lettersOf(word) };
      const alike = this.#byLength.get(word.length);
      if (alike === undefined) this.#byLength.set(word.length, [entry]);
      else alike.push(entry);
    }
  }

  /** The word that was most likely meant: one slip from four letters on, two from eight on; none where two are as near. */
  nearest(word: string): string | undefined {
    let limit = word.length >= 8 ? 2 : word.length >= 4 ? 1 : 0;
    if (limit === 0 || word.length > 40) return undefined;
    const letters = lettersOf(word);
    let best: string | undefined;
    let tied = false;
    for (let length = word.length - limit; length <= word.length + limit; length++) {
      for (const other of this.#byLength.get(length) ?? []) {
        // A slip changes at most two of the letters that there are.
        if (bitsIn(letters ^ other.letters) > 2 * limit) continue;
        const slips = slipsBetween(word, other.word, limit);
        if (slips > limit) continue;
        tied = best !== undefined && slips === limit;
        if (best === undefined || slips < limit) {
          best = other.word;
          tied = false;
        }
        limit = slips;
      }
    }
    return tied ? undefined : best;
  }
}

/** A bit for each letter that is in a word; other signs share bits. */
function lettersOf(word: string): number {
  let letters = 0;
  for (let index = 0; index < word.length; index++) letters |= 1 << (word.charCodeAt(index) & 31);
  return letters;
}

/** How many bits are set. */
export function bitsIn(number: number): number {
  let bits = 0;
  for (let rest = number; rest !== 0; rest &= rest - 1) bits += 1;
  return bits;
}
