import { AudioError, type SoundReader, sampleRate } from './audio.ts';
import { openOnnx } from './onnx.ts';
import { openWakeFeatures, wakeFrame } from './wake_features.ts';
import { type OpenHead, openHead } from './wake_heads.ts';
import { deafFrames } from './wake_scores.ts';
import type { WakeWord } from './wake_words.ts';

/** Somebody said the wake word. */
export interface WakeHit {
  word: string;
  /** How sure the engine is, in [0, 1]. */
  score: number;
  /** It may have been something else: what is said next has to make sense, or nobody called. */
  doubtful?: boolean;
  /** Whose settings, and which area, the word leads to. */
  speaker?: string;
  area?: string;
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
  /** What it listens for, all at once; "jarvis" where absent. */
  words?: readonly WakeWord[];
  /** Where words that were taught are kept. */
  taughtFolder?: string;
  /** Hears the licence of a head that has conditions of its own. */
  onLicence?: (licence: string) => void;
}

/** A score between the threshold and certainty is looked at for so many frames more: it usually rises. */
const secondLookFrames = 2;

/** A word whose score was reached. */
interface Candidate {
  readonly word: WakeWord;
  readonly head: OpenHead;
  readonly score: number;
  /** How far beyond its threshold, 0 to 1: what words are compared by. */
  readonly margin: number;
  readonly doubtful: boolean;
}

/**
 * The embedded engine: openWakeWord's features and heads of our own (or others of that form), on onnxruntime-node. No network,
 * about 3 ms a frame; a further word costs next to nothing.
 */
export async function openWake({
  words = [{ head: 'jarvis' }],
  taughtFolder,
  onLicence,
}: WakeOptions = {}): Promise<WakeEngine> {
  const onnx = await openOnnx();
  const heads = await Promise.all(
    words.map(async (word) => ({ word, head: await openHead(word.head, onnx, taughtFolder) })),
  );
  for (const { head } of heads) if (head.licence !== undefined) onLicence?.(head.licence);
  const features = await openWakeFeatures(onnx);
  let heard = 0;
  let held: Candidate | undefined;
  let looks = 0;
  const reset = () => {
    features.reset();
    heard = 0;
    held = undefined;
    looks = 0;
  };
  const best = async (window: Float32Array): Promise<Candidate | undefined> => {
    const all = await Promise.all(heads.map(({ word, head }) => candidate(word, head, window)));
    return all.reduce(stronger, undefined);
  };
  return {
    frame: wakeFrame,
    async accept(frame) {
      if (frame.length !== wakeFrame) {
        throw new AudioError(
          `The wake word engine takes ${wakeFrame} samples (${wakeFrame / sampleRate} s), not ${frame.length}.`,
        );
      }
      const window = await features.accept(frame);
      heard += 1;
      if (heard <= deafFrames) return undefined;
      held = stronger(held, await best(window));
      if (held === undefined) return undefined;
      looks += 1;
      if (held.doubtful && looks <= secondLookFrames) return undefined;
      const { word, head, score, doubtful } = held;
      reset();
      return {
        ...{ word: head.word, score, doubtful },
        ...(word.speaker !== undefined && { speaker: word.speaker }),
        ...(word.area !== undefined && { area: word.area }),
      };
    },
    reset,
    async close() {
      await features.close();
      for (const { head } of heads) await head.close();
    },
  };
}

async function candidate(word: WakeWord, head: OpenHead, window: Float32Array): Promise<Candidate | undefined> {
  const limit = word.threshold ?? head.threshold;
  const score = await head.score(window);
  if (score < limit) return undefined;
  const margin = (score - limit) / Math.max(1e-9, 1 - limit);
  return { word, head, score, margin, doubtful: score < Math.max(limit, head.sure) };
}

function stronger(one: Candidate | undefined, other: Candidate | undefined): Candidate | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return other.margin > one.margin ? other : one;
}
