import { SoundReader, sampleRate } from './audio.ts';
import { openOnnx } from './onnx.ts';
import type { VadEngine } from './vad.ts';
import { openWakeFeatures, wakeFrame } from './wake_features.ts';
import { openHead } from './wake_heads.ts';

/** What the microphone hears in one frame of 80 ms. */
export interface Reading {
  /** Seconds since the start, at the end of the frame. */
  readonly at: number;
  /** Root mean square and loudest sample, in dB of full scale; -96 is digital silence. */
  readonly levelDb: number;
  readonly peakDb: number;
  /** How likely it is that somebody speaks, in [0, 1]. */
  readonly speech: number;
  /** The score of each wake word, in [0, 1], and the one from which on it counts. */
  readonly wake: readonly WakeScore[];
}

export interface WakeScore {
  readonly word: string;
  readonly score: number;
  readonly threshold: number;
}

/** Scores frame by frame, without deciding anything. */
export interface WakeScores {
  accept(frame: Int16Array): Promise<readonly WakeScore[]>;
  close(): Promise<void>;
}

const SILENCE_DB = -96;

/** The scores of these words: see `openHead` for their names. Rejects with an AudioError where there is no such word. */
export async function openWakeScores(
  words: readonly { readonly head: string; readonly threshold?: number }[],
  taughtFolder?: string,
): Promise<WakeScores> {
  const onnx = await openOnnx();
  const heads = await Promise.all(
    words.map(async (word) => ({ word, head: await openHead(word.head, onnx, taughtFolder) })),
  );
  const features = await openWakeFeatures(onnx);
  return {
    async accept(frame) {
      const window = await features.accept(frame);
      return Promise.all(
        heads.map(async ({ word, head }) => ({
          word: head.word,
          score: await head.score(window),
          threshold: word.threshold ?? head.threshold,
        })),
      );
    },
    async close() {
      await Promise.all([...heads.map(({ head }) => head.close()), features.close()]);
    },
  };
}

/** Reads the sound to its end, a reading for each 80 ms. */
export async function* meter(
  sound: AsyncIterable<Int16Array>,
  vad: VadEngine,
  scores: WakeScores,
): AsyncGenerator<Reading> {
  const reader = new SoundReader(sound);
  let waiting = new Int16Array(0);
  try {
    for (;;) {
      const frame = await reader.read(wakeFrame);
      if (frame === undefined) return;
      let speech = 0;
      const pending = new Int16Array(waiting.length + frame.length);
      pending.set(waiting);
      pending.set(frame, waiting.length);
      let from = 0;
      for (; from + vad.frame <= pending.length; from += vad.frame)
        speech = Math.max(speech, await vad.accept(pending.subarray(from, from + vad.frame)));
      waiting = pending.slice(from);
      yield { at: reader.position / sampleRate, ...loudness(frame), speech, wake: await scores.accept(frame) };
    }
  } finally {
    await reader.close();
  }
}

function loudness(samples: Int16Array): Pick<Reading, 'levelDb' | 'peakDb'> {
  let power = 0;
  let peak = 0;
  for (const sample of samples) {
    power += (sample / 32_768) ** 2;
    peak = Math.max(peak, Math.abs(sample) / 32_768);
  }
  return { levelDb: decibels(Math.sqrt(power / Math.max(1, samples.length))), peakDb: decibels(peak) };
}

function decibels(amplitude: number): number {
  return Math.max(SILENCE_DB, Math.round(200 * Math.log10(Math.max(amplitude, 1e-6))) / 10);
}
