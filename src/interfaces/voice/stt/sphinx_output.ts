/** One decoding, in pocketsphinx's own scores: logarithms, the higher the better, summed over its frames of 10 ms. */
export interface Decoding {
  readonly words: readonly string[];
  readonly score: number;
  readonly frames: number;
}

/**
 * Reads the first line of `-hypseg`: `id S 0 T score A acoustic L language, then start acoustic language word …, frames`.
 * Undefined where nothing was decoded. Pauses and noises (`<sil>`, `++…++`) are left out, `word(2)` is `word`.
 */
export function readSegments(text: string): Decoding | undefined {
  const match = /^\S+ S \S+ T (-?\d+) A -?\d+ L -?\d+ (.*)$/m.exec(text);
  if (match === null) return undefined;
  const fields = (match[2] ?? '').trim().split(/\s+/);
  const frames = Number(fields.at(-1));
  const words: string[] = [];
  for (let at = 3; at < fields.length; at += 4) words.push(fields[at] ?? '');
  return Number.isFinite(frames) && frames > 0 ? { words: spoken(words), score: Number(match[1]), frames } : undefined;
}

function spoken(words: readonly string[]): readonly string[] {
  return words
    .filter((word) => !/^(<.*>|\(NULL\)|\+\+.*\+\+|\[.*\])$/.test(word))
    .map((word) => word.replace(/\(\d+\)$/, ''));
}
