import { z } from 'zod';
import { type Message, WyomingError } from './message.ts';

/** How sound is written in a stream. */
export interface SoundFormat {
  readonly rate: number;
  /** Bytes of a sample. */
  readonly width: number;
  readonly channels: number;
}

const format = z.object({
  rate: z.int().min(8_000).max(192_000),
  width: z.literal([1, 2, 4]),
  channels: z.int().min(1).max(8),
});

/** A piece of sound, its channels averaged, in 16 bits. */
export interface Piece {
  readonly samples: Int16Array;
  readonly rate: number;
}

/** The sound of an `audio-chunk`. A WyomingError where it says of itself what cannot be. */
export function pieceOf({ data, payload = new Uint8Array(0) }: Message): Piece {
  const { rate, width, channels } = formatOf(data);
  const frames = Math.floor(payload.length / (width * channels));
  const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
  const samples = new Int16Array(frames);
  for (let frame = 0; frame < frames; frame += 1) {
    let sum = 0;
    for (let channel = 0; channel < channels; channel += 1)
      sum += sampleAt(view, (frame * channels + channel) * width, width);
    samples[frame] = Math.trunc(sum / channels);
  }
  return { samples, rate };
}

function formatOf(data: Message['data']): SoundFormat {
  const read = format.safeParse(data);
  if (!read.success) throw new WyomingError('sound came without its rate, width and channels');
  return read.data;
}

/** As 16 bits: one byte is unsigned, as in WAV; of four the upper two count. */
function sampleAt(view: DataView, at: number, width: number): number {
  if (width === 1) return (view.getUint8(at) - 128) << 8;
  return width === 2 ? view.getInt16(at, true) : view.getInt32(at, true) >> 16;
}

/** 16-bit samples as the wire has them, little-endian. */
export function bytesOf(samples: Int16Array): Uint8Array {
  return new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
}

export const monoAt = (rate: number): SoundFormat & { readonly [key: string]: number } => ({
  rate,
  width: 2,
  channels: 1,
});
