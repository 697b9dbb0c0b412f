/**
 * Slips (a letter added, left out, changed, or two swapped) between two words: optimal string alignment. Stops counting above `limit`.
 */
export function slipsBetween(one: string, other: string, limit: number): number {
  if (Math.abs(one.length - other.length) > limit) return limit + 1;
  let before: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row++) {
    const next = [row];
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
      next.push(slips);
    }
    if (Math.min(...next) > limit) return limit + 1;
    before = last;
    last = next;
  }
  return last[other.length] ?? limit + 1;
}

/** The known word that a word was most likely meant to be: one slip from four letters on, two from eight on; none where two are as near. */
export function nearestWord(word: string, known: Iterable<string>): string | undefined {
  let limit = word.length >= 8 ? 2 : word.length >= 4 ? 1 : 0;
  if (limit === 0 || word.length > 40) return undefined;
  let best: string | undefined;
  let tied = false;
  for (const other of known) {
    if (other.length < 3) continue;
    const slips = slipsBetween(word, other, limit);
    if (slips > limit) continue;
    tied = best !== undefined && slips === limit;
    if (best === undefined || slips < limit) {
      best = other;
      tied = false;
    }
    limit = slips;
  }
  return tied ? undefined : best;
}
