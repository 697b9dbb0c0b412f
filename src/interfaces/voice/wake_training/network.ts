/** A network of one hidden layer, trained with Adam (Kingma and Ba, 2015) on examples chosen anew each epoch. */
import { embeddingSize } from '../wake_features.ts';
import { headInputs } from '../wake_head.ts';
import { type Adam, descend, newAdam } from './adam.ts';
import type { Example } from './examples.ts';
import { type Random, shuffled } from './random.ts';

export const hidden = 32;
const batch = 64;
const weightDecay = 5e-2;
const inputDropout = 0.25;

export interface Network {
  /** hidden x 1536 input weights, hidden biases, hidden output weights, the output bias: one after the other. */
  readonly weights: Float32Array;
  readonly mean: Float32Array;
  readonly deviation: Float32Array;
}

export interface Course {
  readonly epochs: number;
  /** Others heard per epoch for each positive: half of them the ones that the network is most wrong about. */
  readonly othersPerPositive: number;
}

export const biasesAt = hidden * headInputs;
export const outAt = biasesAt + hidden;
export const size = outAt + hidden + 1;

/** Learns a head. The same examples in the same order and the same `random` give the same network. */
export async function train(
  examples: readonly Example[],
  { epochs, othersPerPositive }: Course,
  random: Random,
  tell: (line: string) => void = () => undefined,
): Promise<Network> {
  const { mean, deviation } = statistics(examples);
  const positives = examples.filter(({ target }) => target === 1);
  const others = examples.filter(({ target }) => target === 0);
  const weights = new Float32Array(size);
  for (let at = 0; at < biasesAt; at += 1) weights[at] = (random() - 0.5) * 2 * Math.sqrt(3 / headInputs);
  for (let unit = 0; unit < hidden; unit += 1) weights[outAt + unit] = (random() - 0.5) * 2 * Math.sqrt(3 / hidden);
  const network = { weights, mean, deviation };
  const adam = newAdam(size);
  let hardest: Example[] = [];
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    const wanted = positives.length * othersPerPositive;
    if (epoch > 0 && epoch % 3 === 0) hardest = mostWrong(network, others, wanted / 2);
    const drawn = shuffled(random, others).slice(0, wanted - hardest.length);
    const chosen = shuffled(random, [...positives, ...drawn, ...hardest]);
    const rate = 1.5e-3 * 0.5 * (1 + Math.cos((Math.PI * epoch) / epochs)) + 1e-5;
    let loss = 0;
    for (let start = 0; start < chosen.length; start += batch)
      loss += learn(network, adam, chosen.slice(start, start + batch), rate, random);
    if (epoch % 5 === 4) tell(`epoch ${epoch + 1}: loss ${(loss / chosen.length).toFixed(4)}`);
    await new Promise((resolve) => setImmediate(resolve)); // Ctrl-C is heard between two epochs
  }
  return network;
}

/** Mean and deviation of each of the 96 numbers of an embedding, over every fifth example. */
function statistics(examples: readonly Example[]): { mean: Float32Array; deviation: Float32Array } {
  const sum = new Float64Array(embeddingSize);
  const squares = new Float64Array(embeddingSize);
  let count = 0;
  for (let index = 0; index < examples.length; index += 5) {
    const input = examples[index]?.input ?? new Float32Array(0);
    for (let at = input.length - embeddingSize; at < input.length; at += 1) {
      const value = input[at] ?? 0;
      const column = at % embeddingSize;
      sum[column] = (sum[column] ?? 0) + value;
      squares[column] = (squares[column] ?? 0) + value * value;
    }
    count += 1;
  }
  const mean = Float32Array.from(sum, (value) => value / Math.max(1, count));
  const deviation = Float32Array.from(squares, (value, column) =>
    Math.sqrt(Math.max(1e-6, value / Math.max(1, count) - (mean[column] ?? 0) ** 2)),
  );
  return { mean, deviation };
}

function standardised({ mean, deviation }: Network, input: Float32Array, into: Float32Array): void {
  for (let start = 0; start < headInputs; start += embeddingSize) {
    for (let column = 0; column < embeddingSize; column += 1)
      into[start + column] = ((input[start + column] ?? 0) - (mean[column] ?? 0)) / (deviation[column] ?? 1);
  }
}

/** Fills `activations` with the hidden layer after ReLU; returns the score before the logistic. */
function forward(weights: Float32Array, input: Float32Array, activations: Float32Array): number {
  let sum = weights[size - 1] ?? 0;
  for (let unit = 0; unit < hidden; unit += 1) {
    const start = unit * headInputs;
    let [a, b, c, d] = [weights[biasesAt + unit] ?? 0, 0, 0, 0];
    // Four sums at once: the machine adds them side by side.
    for (let at = 0; at < headInputs; at += 4) {
      a += (weights[start + at] ?? 0) * (input[at] ?? 0);
      b += (weights[start + at + 1] ?? 0) * (input[at + 1] ?? 0);
      c += (weights[start + at + 2] ?? 0) * (input[at + 2] ?? 0);
      d += (weights[start + at + 3] ?? 0) * (input[at + 3] ?? 0);
    }
    const inner = Math.max(0, a + b + c + d);
    activations[unit] = inner;
    sum += inner * (weights[outAt + unit] ?? 0);
  }
  return sum;
}

function logistic(value: number): number {
  return 1 / (1 + Math.exp(-value));
}

const gradient = new Float32Array(size);
const scratch = new Float32Array(headInputs);
const active = new Float32Array(hidden);

function learn(network: Network, adam: Adam, examples: readonly Example[], rate: number, random: Random): number {
  const { weights } = network;
  gradient.fill(0);
  let loss = 0;
  for (const { input, target } of examples) {
    standardised(network, input, scratch);
    for (let at = 0; at < headInputs; at += 1) if (random() < inputDropout) scratch[at] = 0;
    const guess = logistic(forward(weights, scratch, active));
    loss -= Math.log(Math.max(1e-7, target === 1 ? guess : 1 - guess));
    const wrong = (guess - target) / examples.length;
    if (Math.abs(wrong) * examples.length < 1e-3) continue; // nothing to learn from
    gradient[size - 1] = (gradient[size - 1] ?? 0) + wrong;
    for (let unit = 0; unit < hidden; unit += 1) {
      const lit = active[unit] ?? 0;
      gradient[outAt + unit] = (gradient[outAt + unit] ?? 0) + wrong * lit;
      if (lit <= 0) continue;
      const back = wrong * (weights[outAt + unit] ?? 0);
      gradient[biasesAt + unit] = (gradient[biasesAt + unit] ?? 0) + back;
      const start = unit * headInputs;
      for (let at = 0; at < headInputs; at += 1)
        gradient[start + at] = (gradient[start + at] ?? 0) + back * (scratch[at] ?? 0);
    }
  }
  descend(weights, gradient, adam, rate, { decay: weightDecay, decayed: biasesAt });
  return loss;
}

function mostWrong(network: Network, others: readonly Example[], count: number): Example[] {
  const scored = others.map((example) => {
    standardised(network, example.input, scratch);
    return { example, score: forward(network.weights, scratch, active) };
  });
  scored.sort((a, b) => b.score - a.score);
  return scored.slice(0, Math.floor(count)).map(({ example }) => example);
}
