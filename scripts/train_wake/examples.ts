/** Which frames of a scene teach what. */
import { embeddingSize, headFrames } from '../../src/interfaces/voice/wake_features.ts';
import type { Heard } from './features.ts';

/** What the head sees at one moment (16 x 96, a view), and whether it should fire. */
export interface Example {
  input: Float32Array;
  target: 0 | 1;
}

/** Seconds around the end of the word: before `begunUntil` it must not fire, from `saidFrom` to `firesUntil` it must. */
const firesUntil = 0.28;
const saidFrom = -0.06;
const begunUntil = -0.24;
/** How far back a head sees: 16 steps of 80 ms and the 0.76 s of the first one. */
const memorySeconds = 2;

export function examplesOf(heard: Heard): Example[] {
  const examples: Example[] = [];
  for (let frame = 0; frame < heard.frames; frame += 1) {
    const target = targetAt((frame + 1) * 0.08, heard.word);
    if (target === undefined) continue;
    const input = heard.embeddings.subarray(frame * embeddingSize, (frame + headFrames) * embeddingSize);
    examples.push({ input, target });
  }
  return examples;
}

function targetAt(time: number, word: Heard['word']): 0 | 1 | undefined {
  if (word === undefined) return 0;
  const { end } = word;
  if (time < end + begunUntil) return 0;
  if (time < end + saidFrom) return undefined;
  if (time <= end + firesUntil) return 1;
  return time > end + memorySeconds ? 0 : undefined;
}
