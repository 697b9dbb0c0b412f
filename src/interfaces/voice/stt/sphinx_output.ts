/** One word or pause, in frames of 10 ms from `start` up to `end`, with its acoustic score. */
export interface Segment {
  readonly word: string;
  readonly start: number;
  readonly end: number;
  readonly score: number;
}

/** One decoding, in pocketsphinx's own scores: logarithms, the higher the better, summed over its frames of 10 ms. */
export interface Decoding {
  readonly words: readonly string[];
  readonly score: number;
  readonly frames: number;
  /** All of it, pauses and noises as well. */
  readonly segments: readonly Segment[];
}

/** No word that was said: pauses and noises. */
export const isPause = (word: string): boolean => /^(<.*>|\(NULL\)|\+\+.*\+\+|\[.*\])$/.test(word);

/**
 * Reads the first line of `-hypseg`: `id S 0 T score A acoustic L language, then start acoustic language word …, frames`.
 * Undefined where nothing was decoded. Pauses and noises (`<sil>`, `++…++`) are left out, `word(2)` is `word`.
 */
export function readSegments(text: string): Decoding | undefined {
  const match = /^\S+ S \S+ T (-?\d+) A -?\d+ L -?\d+ (.*)$/m.exec(text);
  if (match === null) return undefined;
  const fields = (match[2] ?? '').trim().split(/\s+/);
  const frames = Number(fields.at(-1));
  if (!Number.isFinite(frames) || frames <= 0) return undefined;
  const segments: Segment[] = [];
  for (let at = 3; at < fields.length; at += 4) {
    const [start, score, , word = '', end] = fields.slice(at - 3, at + 2);
    segments.push({ word, start: Number(start), end: Number(end), score: Number(score) });
  }
  return { words: spoken(segments.map(({ word }) => word)), score: Number(match[1]), frames, segments };
}

function spoken(words: readonly string[]): readonly string[] {
  return words.filter((word) => !isPause(word)).map((word) => word.replace(/\(\d+\)$/, ''));
}
