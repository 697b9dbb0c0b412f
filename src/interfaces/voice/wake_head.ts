/**
 * The small network that knows one wake word: 16 x 96 features -> 32 (ReLU) -> 1 (logistic). It is a JSON file: the
 * weights of each hidden unit are whole numbers of 8 bits with one scale, in base64. `scripts/train_wake.ts` writes it.
 */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { AudioError } from './audio.ts';
import { embeddingSize, headFrames } from './wake_features.ts';

export const headInputs = headFrames * embeddingSize;

const unit = z.object({ scale: z.number(), bias: z.number(), out: z.number() });

export const wakeHeadFile = z.object({
  format: z.literal('agentos-wake-head-1'),
  /** The word as it is said. */
  word: z.string().min(1),
  /** The score from which on it counts as said. */
  threshold: z.number().gt(0).lt(1),
  /** A score from which on nobody needs to check what was said after it. */
  sure: z.number().gt(0).lt(1).optional(),
  /** Where it comes from, and how well it does, in words. */
  about: z.string().optional(),
  /** Recordings that it was measured with and has not heard in training: see `recordingName`. */
  heldOut: z.array(z.string()).optional(),
  bias: z.number(),
  units: z.array(unit).min(1).max(256),
  /** units x 1536 signed bytes in base64. */
  weights: z.base64(),
});
export type WakeHeadFile = z.infer<typeof wakeHeadFile>;

export interface WakeHead {
  word: string;
  threshold: number;
  /** See the file's; the threshold itself where that one is not told. */
  sure: number;
  heldOut: ReadonlySet<string>;
  about?: string;
  /** 16 x 96 features, oldest first, to a score in [0, 1]. */
  score(features: Float32Array): number;
}

/** What a head calls a recording: the beginning of its file's name. */
export function recordingName(file: string): string {
  return file.replace(/^.*\//, '').slice(0, 8);
}

export async function readWakeHead(file: string): Promise<WakeHead> {
  try {
    return wakeHead(wakeHeadFile.parse(JSON.parse(await readFile(file, 'utf8'))));
  } catch (cause) {
    throw new AudioError(`${file}: this is not a wake word that AgentOS can read. Train it again, or name another.`, {
      cause,
    });
  }
}

export function wakeHead(file: WakeHeadFile): WakeHead {
  const bytes = Buffer.from(file.weights, 'base64');
  if (bytes.length !== file.units.length * headInputs) throw new Error('the weights do not fit the units');
  const weights = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length);
  return {
    word: file.word,
    threshold: file.threshold,
    sure: file.sure ?? file.threshold,
    heldOut: new Set(file.heldOut),
    ...(file.about !== undefined && { about: file.about }),
    score(features) {
      let sum = file.bias;
      file.units.forEach(({ scale, bias, out }, index) => {
        let inner = 0;
        const start = index * headInputs;
        for (let input = 0; input < headInputs; input += 1)
          inner += (weights[start + input] ?? 0) * (features[input] ?? 0);
        sum += out * Math.max(0, inner * scale + bias);
      });
      return 1 / (1 + Math.exp(-sum));
    },
  };
}
