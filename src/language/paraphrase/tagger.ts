import { hash } from './features.ts';

/** Which units of a sentence are the words of its free slot: logistic regression on each unit, from left to right. */
export interface TaggerWeights {
  /** One for each hashed feature. */
  readonly bytes: Int8Array;
}

/** Places of what is seen of one unit, given what was said of the one before. */
export function tagFeatures(
  kinds: readonly string[],
  at: number,
  intent: string,
  before: boolean,
  places: number,
): number[] {
  const [word, last, next] = [kinds[at] ?? '', kinds[at - 1] ?? '<', kinds[at + 1] ?? '>'];
  const [second, over] = [kinds[at - 2] ?? '<', kinds[at + 2] ?? '>'];
  return [
    `b ${intent} ${before}`,
    `w ${word}`,
    `iw ${intent} ${word} ${before}`,
    `il ${intent} ${last}`,
    `l ${last} ${before}`,
    `in ${intent} ${next} ${before}`,
    `lw ${last} ${word}`,
    `wn ${word} ${next}`,
    `wnb ${intent} ${word} ${next} ${before}`,
    `sl ${intent} ${second} ${last} ${before}`,
    `no ${intent} ${next} ${over} ${before}`,
  ].map((text) => hash(text) % places);
}

/** The one stretch of units that fills the free slot; undefined where there is none, or more than one. */
export function freeStretch(
  weights: TaggerWeights,
  kinds: readonly string[],
  intent: string,
): { from: number; to: number } | undefined {
  let found: { from: number; to: number } | undefined;
  let before = false;
  for (const at of kinds.keys()) {
    let score = 0;
    for (const place of tagFeatures(kinds, at, intent, before, weights.bytes.length))
      score += weights.bytes[place] ?? 0;
    const inside = score > 0;
    if (inside && !before) {
      if (found !== undefined) return undefined;
      found = { from: at, to: at + 1 };
    } else if (inside && found !== undefined) found.to = at + 1;
    before = inside;
  }
  return found;
}
