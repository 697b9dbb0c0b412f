import { AudioError, type SoundReader, sampleRate } from './audio.ts';
import { openOnnx, shippedFile } from './onnx.ts';
import { openWakeFeatures, wakeFrame } from './wake_features.ts';
import { readWakeHead } from './wake_head.ts';

/** Somebody said the wake word. */
export interface WakeHit {
  word: string;
  /** How sure the engine is, in [0, 1]. */
  score: number;
}

/** One way to hear a wake word. Sound goes in frame by frame, in order; one engine serves one microphone. */
export interface WakeEngine {
  /** Samples in a frame: `accept` takes exactly that many. */
  readonly frame: number;
  /** A hit as soon as the word was said, once for each time it is said. */
  accept(frame: Int16Array): Promise<WakeHit | undefined>;
  /** Forgets what was heard, as after a turn: the next frame starts afresh. */
  reset(): void;
  close(): Promise<void>;
}

/** A hit, and where its last frame ended: samples since the start of the sound. */
export interface Woken extends WakeHit {
  position: number;
}

/** Reads on until the wake word; undefined when the sound ends first. Throws the signal's reason when it aborts. */
export async function waitForWake(
  reader: SoundReader,
  engine: WakeEngine,
  signal?: AbortSignal,
): Promise<Woken | undefined> {
  while (true) {
    const frame = await reader.read(engine.frame, signal);
    if (frame === undefined) return undefined;
    const hit = await engine.accept(frame);
    if (hit !== undefined) return { ...hit, position: reader.position };
  }
}

export interface WakeOptions {
  /** A head that ships, by its word ("jarvis"), or the path of another one. */
  head?: string;
  /** The score that counts as said; the head knows a good one. */
  threshold?: number;
}

/** Frames without a decision after the start and after a hit: openWakeWord's, 0.4 s in which the windows fill. */
const deafFrames = 5;

/** The embedded engine: openWakeWord's features and a head of our own, on onnxruntime-node. No network, about 3 ms a frame. */
export async function openWake({ head = 'jarvis', threshold }: WakeOptions = {}): Promise<WakeEngine> {
  const known = await readWakeHead(/^[a-z_]+$/.test(head) ? await shippedFile(`data/models/wake_${head}.json`) : head);
  const limit = threshold ?? known.threshold;
  const features = await openWakeFeatures(await openOnnx());
  let heard = 0;
  const reset = () => {
    features.reset();
    heard = 0;
  };
  return {
    frame: wakeFrame,
    async accept(frame) {
      if (frame.length !== wakeFrame) {
        throw new AudioError(
          `The wake word engine takes ${wakeFrame} samples (${wakeFrame / sampleRate} s), not ${frame.length}.`,
        );
      }
      const score = known.score(await features.accept(frame));
      heard += 1;
      if (heard <= deafFrames || score < limit) return undefined;
      reset();
      return { word: known.word, score };
    },
    reset,
    close: () => features.close(),
  };
}
