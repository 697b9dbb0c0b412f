/** A network of one hidden layer, trained with Adam (Kingma and Ba, 2015) on examples chosen anew each epoch. */
import { embeddingSize } from '../../src/interfaces/voice/wake_features.ts';
import { headInputs, type WakeHeadFile } from '../../src/interfaces/voice/wake_head.ts';
import type { Example } from './examples.ts';
import { type Random, shuffled } from './random.ts';

const hidden = 32;
const batch = 64;
/** Others heard per epoch for each positive: half of them the ones that the network is most wrong about. */
const othersPerPositive = 6;
const weightDecay = 5e-2;
const inputDropout = 0.25;

export interface Network {
  /** hidden x 1536 input weights, hidden biases, hidden output weights, the output bias: one after the other. */
  weights: Float32Array;
  mean: Float32Array;
  deviation: Float32Array;
}

const biasesAt = hidden * headInputs;
const outAt = biasesAt + hidden;
const size = outAt + hidden + 1;

export function train(
  examples: readonly Example[],
  epochs: number,
  random: Random,
  tell: (line: string) => void,
): Network {
  const { mean, deviation } = statistics(examples);
  const positives = examples.filter(({ target }) => target === 1);
  const others = examples.filter(({ target }) => target === 0);
  const weights = new Float32Array(size);
  for (let at = 0; at < biasesAt; at += 1) weights[at] = (random() - 0.5) * 2 * Math.sqrt(3 / headInputs);
  for (let unit = 0; unit < hidden; unit += 1) weights[outAt + unit] = (random() - 0.5) * 2 * Math.sqrt(3 / hidden);
  const network = { weights, mean, deviation };
  const adam = { mean: new Float32Array(size), square: new Float32Array(size), step: 0 };
  let hardest: Example[] = [];
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    const wanted = positives.length * othersPerPositive;
    if (epoch > 0 && epoch % 3 === 0) hardest = mostWrong(network, others, wanted / 2);
    const drawn = shuffled(random, others).slice(0, wanted - hardest.length);
    const chosen = shuffled(random, [...positives, ...drawn, ...hardest]);
    const rate = 1.5e-3 * 0.5 * (1 + Math.cos((Math.PI * epoch) / epochs)) + 1e-5;
    let loss = 0;
    for (let start = 0; start < chosen.length; start += batch) {
      loss += learn(network, adam, chosen.slice(start, start + batch), rate, random);
    }
    if (epoch % 5 === 4) tell(`epoch ${epoch + 1}: loss ${(loss / chosen.length).toFixed(4)}`);
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
  const mean = Float32Array.from(sum, (value) => value / count);
  const deviation = Float32Array.from(squares, (value, column) =>
    Math.sqrt(Math.max(1e-6, value / count - (mean[column] ?? 0) ** 2)),
  );
  return { mean, deviation };
}

function standardised(network: Network, input: Float32Array, into: Float32Array): void {
  for (let at = 0; at < headInputs; at += 1) {
    const column = at % embeddingSize;
    into[at] = ((input[at] ?? 0) - (network.mean[column] ?? 0)) / (network.deviation[column] ?? 1);
  }
}

/** Fills `activations` with the hidden layer after ReLU; returns the score before the logistic. */
function forward(weights: Float32Array, input: Float32Array, activations: Float32Array): number {
  let sum = weights[size - 1] ?? 0;
  for (let unit = 0; unit < hidden; unit += 1) {
    const start = unit * headInputs;
    let inner = weights[biasesAt + unit] ?? 0;
    for (let at = 0; at < headInputs; at += 1) inner += (weights[start + at] ?? 0) * (input[at] ?? 0);
    activations[unit] = Math.max(0, inner);
    sum += Math.max(0, inner) * (weights[outAt + unit] ?? 0);
  }
  return sum;
}

function logistic(value: number): number {
  return 1 / (1 + Math.exp(-value));
}

const gradient = new Float32Array(size);
const scratch = new Float32Array(headInputs);
const active = new Float32Array(hidden);

interface Adam {
  mean: Float32Array;
  square: Float32Array;
  step: number;
}

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
  descend(weights, adam, rate);
  return loss;
}

function descend(weights: Float32Array, adam: Adam, rate: number): void {
  adam.step += 1;
  const meanScale = 1 / (1 - 0.9 ** adam.step);
  const squareScale = 1 / (1 - 0.999 ** adam.step);
  for (let at = 0; at < size; at += 1) {
    const slope = gradient[at] ?? 0;
    const mean = 0.9 * (adam.mean[at] ?? 0) + 0.1 * slope;
    const square = 0.999 * (adam.square[at] ?? 0) + 0.001 * slope * slope;
    adam.mean[at] = mean;
    adam.square[at] = square;
    const weight = weights[at] ?? 0;
    const decay = at < biasesAt ? weightDecay * weight : 0;
    weights[at] = weight - rate * ((mean * meanScale) / (Math.sqrt(square * squareScale) + 1e-8) + decay);
  }
}

function mostWrong(network: Network, others: readonly Example[], count: number): Example[] {
  const scored = others.map((example) => {
    standardised(network, example.input, scratch);
    return { example, score: forward(network.weights, scratch, active) };
  });
  scored.sort((a, b) => b.score - a.score);
  return scored.slice(0, Math.floor(count)).map(({ example }) => example);
}

/** The file of a trained network: standardising folded into the weights, each unit rounded to 8 bits with its own scale. */
export function toFile(network: Network, word: string, threshold: number): WakeHeadFile {
  const { weights, mean, deviation } = network;
  const rounded = new Int8Array(biasesAt);
  const units = Array.from({ length: hidden }, (_, unit) => {
    const folded = new Float64Array(headInputs);
    let bias = weights[biasesAt + unit] ?? 0;
    for (let at = 0; at < headInputs; at += 1) {
      const column = at % embeddingSize;
      folded[at] = (weights[unit * headInputs + at] ?? 0) / (deviation[column] ?? 1);
      bias -= (folded[at] ?? 0) * (mean[column] ?? 0);
    }
    const scale = folded.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-9) / 127;
    folded.forEach((value, at) => {
      rounded[unit * headInputs + at] = Math.round(value / scale);
    });
    return { scale: significant(scale), bias: significant(bias), out: significant(weights[outAt + unit] ?? 0) };
  });
  const bytes = Buffer.from(rounded.buffer).toString('base64');
  return {
    format: 'agentos-wake-head-1',
    word,
    threshold,
    bias: significant(weights[size - 1] ?? 0),
    units,
    weights: bytes,
  };
}

function significant(value: number): number {
  return Number(value.toPrecision(7));
}
