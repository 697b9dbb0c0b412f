import { tagFeatures } from '../../src/language/paraphrase/tagger.ts';
import type { Choose } from '../../src/language/templates/random.ts';
import type { Example } from './examples.ts';

const RATE = 0.2;

/** Logistic regression, unit by unit, by AdaGrad; what was said of the unit before is the truth now and then wrong, as it is in use. */
export function trainTagger(
  examples: readonly Example[],
  places: number,
  epochs: number,
  choose: Choose,
): Float32Array {
  const weights = new Float32Array(places);
  const squares = new Float32Array(places).fill(1e-3);
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    for (let drawn = 0; drawn < examples.length; drawn += 1) {
      const { kinds, free, intent } = examples[choose(examples.length)] ?? { kinds: [], free: [], intent: '' };
      let before = false;
      for (const at of kinds.keys()) {
        const features = tagFeatures(kinds, at, intent, before, places);
        let score = 0;
        for (const place of features) score += weights[place] ?? 0;
        const truth = free[at] === true;
        const slope = 1 / (1 + Math.exp(-score)) - (truth ? 1 : 0);
        for (const place of features) {
          const square = (squares[place] ?? 0) + slope * slope;
          squares[place] = square;
          weights[place] = (weights[place] ?? 0) - (RATE * slope) / Math.sqrt(square);
        }
        before = choose(20) === 0 ? score > 0 : truth;
      }
    }
  }
  return weights;
}
