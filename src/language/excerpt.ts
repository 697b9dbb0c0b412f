import { tellingWords } from './filler_words.ts';

export interface ExcerptOf {
  readonly text: string;
  /** Words that a chosen sentence should hold. */
  readonly about?: string | undefined;
  /** At most so many. */
  readonly sentences: number;
}

/** A sentence that is shorter tells little; one that is longer is none. Characters. */
const SHORTEST = 20;
const LONGEST = 400;
/** More is not looked at, in sentences: the beginning of a text says what it is about. */
const LOOKED_AT = 400;

/** Made when the first text is taken apart: ICU takes 10 ms and 2 MB for it. */
let segmenter: Intl.Segmenter | undefined;

/**
 * The sentences of a text that say most of it, in their order: SumBasic (Nenkova and Vanderwende, 2005). A word weighs as often as
 * it comes; once it was said it weighs its square, so that the next sentence says something else.
 */
export function excerpt({ text, about = '', sentences }: ExcerptOf): string[] {
  const found = sentencesOf(text);
  const weights = weightsOf(found.flatMap(({ words }) => words));
  const wanted = new Set(tellingWords(about));
  const chosen = new Set<(typeof found)[number]>();
  while (chosen.size < Math.min(sentences, found.length)) {
    let best: (typeof found)[number] | undefined;
    let most = Number.NEGATIVE_INFINITY;
    for (const [place, sentence] of found.entries()) {
      if (chosen.has(sentence)) continue;
      const weight = sentence.words.reduce((sum, word) => sum + (weights.get(word) ?? 0), 0) / sentence.words.length;
      const asked = sentence.words.filter((word) => wanted.has(word)).length;
      // The first sentence of a text is mostly its best summary.
      const score = weight * (1 + asked) * (place === 0 ? 1.5 : 1);
      if (score > most) [best, most] = [sentence, score];
    }
    if (best === undefined) break;
    chosen.add(best);
    for (const word of best.words) weights.set(word, (weights.get(word) ?? 0) ** 2);
  }
  return found.filter((sentence) => chosen.has(sentence)).map(({ said }) => said);
}

function sentencesOf(text: string) {
  const found: { readonly said: string; readonly words: readonly string[] }[] = [];
  const before = new Set<string>();
  segmenter ??= new Intl.Segmenter('en', { granularity: 'sentence' });
  for (const { segment } of segmenter.segment(text)) {
    const said = segment.replaceAll(/\s+/g, ' ').trim();
    const words = tellingWords(said);
    if (said.length < SHORTEST || said.length > LONGEST || words.length === 0) continue;
    // Several who report the same report it in the same words.
    if (before.has(said)) continue;
    before.add(said);
    if (found.push({ said, words }) >= LOOKED_AT) break;
  }
  return found;
}

function weightsOf(words: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return new Map([...counts].map(([word, count]) => [word, count / words.length]));
}
