import { embeddingSize } from '../wake_features.ts';
import { headInputs, type WakeHeadFile } from '../wake_head.ts';
import { biasesAt, hidden, type Network, outAt, size } from './network.ts';

/** The file of a trained network: standardising folded into the weights, each unit rounded to 8 bits with its own scale. */
export function headFile(
  { weights, mean, deviation }: Network,
  about: Pick<WakeHeadFile, 'word' | 'threshold' | 'sure' | 'about' | 'heldOut'>,
): WakeHeadFile {
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
  return {
    format: 'agentos-wake-head-1',
    ...about,
    bias: significant(weights[size - 1] ?? 0),
    units,
    weights: Buffer.from(rounded.buffer).toString('base64'),
  };
}

/** Several networks as one that answers with the mean of their sums: what only one of them hears counts little. */
export function mergedHeads(files: readonly WakeHeadFile[]): WakeHeadFile {
  const [first, ...others] = files;
  if (first === undefined) throw new Error('There is no head to merge.');
  if (others.length === 0) return first;
  const share = 1 / files.length;
  return {
    ...first,
    bias: significant(files.reduce((sum, { bias }) => sum + bias * share, 0)),
    units: files.flatMap(({ units }) => units.map((unit) => ({ ...unit, out: significant(unit.out * share) }))),
    weights: Buffer.concat(files.map(({ weights }) => Buffer.from(weights, 'base64'))).toString('base64'),
  };
}

function significant(value: number): number {
  return Number(value.toPrecision(7));
}
