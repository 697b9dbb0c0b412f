/**
 * Sound inside the voice pipe is always 16 kHz, mono, signed 16-bit: an `Int16Array` of samples.
 * A stage reads it through a `SoundReader`, in pieces of the length its model wants.
 */
import { readFile, stat, writeFile } from 'node:fs/promises';
import { resample } from './resample.ts';
import { decodeWav, encodeWav } from './wav.ts';

/** Samples per second everywhere in the pipe. */
export const sampleRate = 16_000;

/** How much `recent` remembers: enough for a wake word and what was said around it. */
const historySamples = 2 * sampleRate;

/** Bytes. A larger file is refused before it is read into memory. */
const largestFile = 1_000_000_000;

/** What was wrong with a piece of sound or with a model that listens to it; the message says where and what to do. */
export class AudioError extends Error {
  override readonly name = 'AudioError';
}

export function seconds(samples: number): number {
  return samples / sampleRate;
}

/**
 * Reads a WAV file as 16 kHz mono. Supported: PCM of 8, 16, 24 or 32 bits and 32-bit float, 1 to 8 channels (averaged),
 * 8 to 192 kHz (resampled), at most an hour. Anything else is an `AudioError` that names the file.
 */
export async function readWav(file: string): Promise<Int16Array> {
  let bytes: Uint8Array;
  try {
    const { size } = await stat(file);
    if (size > largestFile) throw new AudioError(`${file}: it is larger than 1 GB. Cut it into pieces.`);
    bytes = await readFile(file);
  } catch (cause) {
    if (cause instanceof AudioError) throw cause;
    throw new AudioError(`${file}: cannot be read. Check the path and its permissions.`, { cause });
  }
  return wavSamples(bytes, file);
}

/** The same for a WAV that is in memory already; `name` is how errors call it. */
export function wavSamples(bytes: Uint8Array, name: string): Int16Array {
  try {
    const wav = decodeWav(bytes);
    return toPcm(wav.rate === sampleRate ? wav.samples : resample(wav.samples, wav.rate, sampleRate));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new AudioError(`${name}: ${why}`, { cause });
  }
}

/** Writes samples as a 16-bit mono WAV. `rate` is 16 kHz unless the samples come from a synthesiser with its own. */
export async function writeWav(file: string, samples: Int16Array, rate: number = sampleRate): Promise<void> {
  await writeFile(file, encodeWav(samples, rate));
}

/** Floats in [-1, 1] as samples; louder than full scale is clipped. */
export function toPcm(floats: Float32Array): Int16Array {
  return Int16Array.from(floats, (value) => Math.max(-32_768, Math.min(32_767, Math.round(value * 32_768))));
}

/** Little-endian 16-bit bytes, as recorders write them, as samples: a stream of chunks of any length, odd ones too. */
export async function* pcmFromBytes(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Int16Array> {
  let odd: Uint8Array = new Uint8Array(0);
  for await (const chunk of chunks) {
    const bytes = odd.length === 0 ? chunk : Buffer.concat([odd, chunk]);
    const whole = bytes.length - (bytes.length % 2);
    odd = Uint8Array.from(bytes.subarray(whole));
    if (whole === 0) continue;
    const view = new DataView(bytes.buffer, bytes.byteOffset, whole);
    yield Int16Array.from({ length: whole / 2 }, (_, index) => view.getInt16(index * 2, true));
  }
}

/** A recording as a microphone would deliver it: 80 ms at a time, as fast as it is read, then `silence` seconds of nothing. */
export async function* framesOf(samples: Int16Array, silence = 0): AsyncGenerator<Int16Array> {
  const total = samples.length + Math.round(silence * sampleRate);
  for (let start = 0; start < total; start += 1280) {
    const frame = new Int16Array(Math.min(1280, total - start));
    frame.set(samples.subarray(start, start + 1280));
    yield frame;
  }
}

/** Several recordings as one. */
export function joined(parts: readonly Int16Array[]): Int16Array {
  const whole = new Int16Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/**
 * One microphone, read by one stage after the other, each in pieces of its own length. A stage that stops reading, or
 * whose signal aborts, loses nothing for the next one: samples leave the reader only when they are returned.
 */
export class SoundReader {
  readonly #source: AsyncIterator<Int16Array>;
  #pending: Promise<IteratorResult<Int16Array>> | undefined;
  #buffer: Int16Array = new Int16Array(0);
  #history: Int16Array = new Int16Array(0);
  #position = 0;
  #ended = false;

  constructor(source: AsyncIterable<Int16Array>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** Samples returned so far, since the start of the sound. */
  get position(): number {
    return this.#position;
  }

  /** The next `length` samples; the last piece is padded with silence; undefined at the end. Throws the signal's reason. */
  async read(length: number, signal?: AbortSignal): Promise<Int16Array | undefined> {
    while (this.#buffer.length < length && !this.#ended) {
      signal?.throwIfAborted();
      this.#pending ??= this.#source.next();
      const next = await unlessAborted(this.#pending, signal);
      this.#pending = undefined;
      if (next.done === true) this.#ended = true;
      else this.#buffer = this.#buffer.length === 0 ? next.value : joined([this.#buffer, next.value]);
    }
    if (this.#buffer.length === 0) return undefined;
    const piece = new Int16Array(length);
    piece.set(this.#buffer.subarray(0, length));
    this.#buffer = this.#buffer.subarray(length);
    this.#position += length;
    this.#history = joined([this.#history, piece]).subarray(-historySamples);
    return piece;
  }

  /** The last samples that were returned: at most `length`, at most two seconds, fewer at the start. */
  recent(length: number): Int16Array {
    return length <= 0 ? new Int16Array(0) : this.#history.slice(-length);
  }

  /** Lets the source go: a microphone stops, a file closes. */
  async close(): Promise<void> {
    this.#ended = true;
    await this.#source.return?.();
  }
}

/** Waits for `work`, or rejects with the signal's reason as soon as it aborts; the work goes on and is kept by its owner. */
async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  let onAbort: () => void = () => undefined;
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
