import { joined, sampleRate } from '../audio.ts';
import type { Sound } from '../stt.ts';

/** Longer than any utterance; what comes after it is not heard. */
const longestSamples = 60 * sampleRate;
/** Less than this is no word. */
const leastSamples = 0.1 * sampleRate;
/** A peak below it is a silent room, whatever a model makes of that: about -54 dBFS. */
const quietestPeak = 64;

/** Collects what comes, for engines that want it whole. Throws the signal's reason when it aborts. */
export async function whole(sound: Sound, signal?: AbortSignal): Promise<Int16Array> {
  if (sound instanceof Int16Array) return sound.subarray(0, longestSamples);
  const parts: Int16Array[] = [];
  for await (const piece of pieces(sound, signal)) parts.push(piece);
  return joined(parts);
}

/** What comes, no longer than an utterance may be, in pieces of a length that engines like. Throws the signal's reason at once. */
export async function* pieces(sound: Sound, signal?: AbortSignal, length = 1_600): AsyncGenerator<Int16Array> {
  let left = longestSamples;
  const source = (sound instanceof Int16Array ? inOne(sound) : sound)[Symbol.asyncIterator]();
  const aborted = abortionOf(signal);
  try {
    while (left > 0) {
      const next = await Promise.race([source.next(), aborted.promise]);
      if (next.done === true) break;
      for (let at = 0; at < next.value.length && left > 0; at += length) {
        const piece = next.value.subarray(at, Math.min(at + length, at + left));
        left -= piece.length;
        yield piece;
      }
    }
    signal?.throwIfAborted();
  } finally {
    aborted.forget();
    void source.return?.();
  }
}

async function* inOne(sound: Int16Array): AsyncGenerator<Int16Array> {
  yield sound;
}

function abortionOf(signal: AbortSignal | undefined): { promise: Promise<never>; forget: () => void } {
  let onAbort: () => void = () => undefined;
  const promise = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal?.reason);
    if (signal?.aborted === true) onAbort();
    else signal?.addEventListener('abort', onAbort, { once: true });
  });
  promise.catch(() => undefined); // seen where it is raced
  return { promise, forget: () => signal?.removeEventListener('abort', onAbort) };
}

/** Whether anybody can have said something in it. Open engines hear words in silence, so they are not asked about it. */
export class Loudness {
  #samples = 0;
  #peak = 0;

  hear(samples: Int16Array): this {
    this.#samples += samples.length;
    for (const sample of samples) this.#peak = Math.max(this.#peak, Math.abs(sample));
    return this;
  }

  get isSilence(): boolean {
    return this.#samples < leastSamples || this.#peak < quietestPeak;
  }
}
