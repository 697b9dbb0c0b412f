import { embeddingSize, headFrames } from '../wake_features.ts';
import type { Span } from './scene.ts';

/** A scene as a head hears it: see `Embedder`. */
export interface Heard {
  readonly name: string;
  readonly group: string;
  readonly fold: number;
  readonly embeddings: Float32Array;
  readonly word?: Span;
}

/** What the head sees at one moment (16 x 96, a view), and whether it should fire. */
export interface Example {
  readonly input: Float32Array;
  readonly target: 0 | 1;
}

export const frameSeconds = 0.08;

/** Seconds around the end of the word: before `begunUntil` it must not fire, from `saidFrom` to `firesUntil` it must. */
const firesUntil = 0.28;
const saidFrom = -0.06;
const begunUntil = -0.24;
/** How far back a head sees: 16 steps of 80 ms and the 0.76 s of the first one. */
const memorySeconds = 2;

export function framesIn({ embeddings }: Heard): number {
  return embeddings.length / embeddingSize - headFrames + 1;
}

/** What a head sees at a frame. */
export function windowAt({ embeddings }: Heard, frame: number): Float32Array {
  return embeddings.subarray(frame * embeddingSize, (frame + headFrames) * embeddingSize);
}

export function examplesOf(heard: Heard): Example[] {
  const examples: Example[] = [];
  for (let frame = 0; frame < framesIn(heard); frame += 1) {
    const target = targetAt((frame + 1) * frameSeconds, heard.word);
    if (target !== undefined) examples.push({ input: windowAt(heard, frame), target });
  }
  return examples;
}

function targetAt(time: number, word: Span | undefined): 0 | 1 | undefined {
  if (word === undefined) return 0;
  const { end } = word;
  if (time < end + begunUntil) return 0;
  if (time < end + saidFrom) return undefined;
  if (time <= end + firesUntil) return 1;
  return time > end + memorySeconds ? 0 : undefined;
}
