/** What Adam remembers of each weight (Kingma and Ba, 2015), with the decay of weights apart from it (Loshchilov and Hutter, 2019). */
export interface Adam {
  readonly mean: Float32Array;
  readonly square: Float32Array;
  step: number;
}

export function newAdam(size: number): Adam {
  return { mean: new Float32Array(size), square: new Float32Array(size), step: 0 };
}

/** One step down the slope; the first `decayed` weights also shrink by `decay` of themselves. */
export function descend(
  weights: Float32Array,
  gradient: Float32Array,
  adam: Adam,
  rate: number,
  { decay, decayed }: { readonly decay: number; readonly decayed: number },
): void {
  adam.step += 1;
  const meanScale = 1 / (1 - 0.9 ** adam.step);
  const squareScale = 1 / (1 - 0.999 ** adam.step);
  for (let at = 0; at < weights.length; at += 1) {
    const slope = gradient[at] ?? 0;
    const mean = 0.9 * (adam.mean[at] ?? 0) + 0.1 * slope;
    const square = 0.999 * (adam.square[at] ?? 0) + 0.001 * slope * slope;
    adam.mean[at] = mean;
    adam.square[at] = square;
    const weight = weights[at] ?? 0;
    const shrunk = at < decayed ? decay * weight : 0;
    weights[at] = weight - rate * ((mean * meanScale) / (Math.sqrt(square * squareScale) + 1e-8) + shrunk);
  }
}
