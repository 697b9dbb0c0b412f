import { type Features, featuresOf } from './features.ts';
import type { WordVectors } from './word_vectors.ts';

/** A row of signed bytes for each feature, a place for each class; `scale` makes numbers of them. */
export interface ClassifierWeights {
  readonly classes: readonly string[];
  /** Rows for n-grams. */
  readonly places: number;
  readonly gramScale: number;
  readonly denseScale: number;
  readonly bias: readonly number[];
  /** `places` rows, then two for each dimension of the vectors. */
  readonly bytes: Int8Array;
}

/** Softmax regression over the classes. */
export class Classifier {
  readonly weights: ClassifierWeights;
  readonly vectors: WordVectors;

  constructor(weights: ClassifierWeights, vectors: WordVectors) {
    const { classes, places, bytes } = weights;
    if (bytes.length !== (places + 2 * vectors.dimensions) * classes.length)
      throw new Error('the weights do not fit the vectors of words');
    this.weights = weights;
    this.vectors = vectors;
  }

  /** How likely each class is, in the order of the classes; together 1. */
  chances(kinds: readonly string[]): Float32Array {
    const { places } = this.weights;
    return this.#softmax(featuresOf(kinds, this.vectors, places));
  }

  #softmax({ grams, dense }: Features): Float32Array {
    const { classes, places, gramScale, denseScale, bias, bytes } = this.weights;
    const count = classes.length;
    const scores = Float32Array.from(bias);
    const gram = gramScale / Math.sqrt(grams.length);
    for (const place of grams) {
      const row = place * count;
      for (let one = 0; one < count; one += 1) scores[one] = (scores[one] ?? 0) + gram * (bytes[row + one] ?? 0);
    }
    for (let place = 0; place < dense.length; place += 1) {
      const by = (dense[place] ?? 0) * denseScale;
      if (by === 0) continue;
      const row = (places + place) * count;
      for (let one = 0; one < count; one += 1) scores[one] = (scores[one] ?? 0) + by * (bytes[row + one] ?? 0);
    }
    return softmax(scores);
  }
}

/** In place. */
export function softmax(scores: Float32Array): Float32Array {
  let most = Number.NEGATIVE_INFINITY;
  for (const score of scores) most = Math.max(most, score);
  let sum = 0;
  for (const [at, score] of scores.entries()) {
    const power = Math.exp(score - most);
    scores[at] = power;
    sum += power;
  }
  for (const [at, power] of scores.entries()) scores[at] = power / sum;
  return scores;
}
