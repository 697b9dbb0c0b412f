/**
 * Other speech as heads hear it, to teach new words against: embeddings of public recordings, a byte for each number. The file is
 * the length of its header (32 bits, little-endian), the header in JSON, and the rows of all scenes one after the other.
 */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { AudioError } from '../audio.ts';
import { embeddingSize } from '../wake_features.ts';
import type { Heard } from './examples.ts';

const header = z.object({
  format: z.literal('agentos-other-speech-1'),
  /** Where it comes from, and its licence. */
  about: z.string(),
  /** A number is `mean + byte x scale` of its column. */
  mean: z.array(z.number()).length(embeddingSize),
  scale: z.array(z.number()).length(embeddingSize),
  scenes: z.array(z.object({ name: z.string(), group: z.string(), rows: z.int().min(1) })),
});

export function packedSpeech(scenes: readonly Heard[], about: string): Buffer {
  const [mean, deviation] = columns(scenes);
  // Four deviations fit: what is beyond is cut off.
  const scale = deviation.map((one) => Number(((4 * one) / 127).toPrecision(6)));
  const list = scenes.map(({ name, group, embeddings }) => ({ name, group, rows: embeddings.length / embeddingSize }));
  const text = Buffer.from(JSON.stringify({ format: 'agentos-other-speech-1', about, mean, scale, scenes: list }));
  const size = Buffer.alloc(4);
  size.writeUInt32LE(text.length);
  const bytes = scenes.map(({ embeddings }) => {
    const row = Int8Array.from(embeddings, (value, at) => {
      const column = at % embeddingSize;
      return Math.max(-127, Math.min(127, Math.round((value - (mean[column] ?? 0)) / (scale[column] ?? 1))));
    });
    return Buffer.from(row.buffer);
  });
  return Buffer.concat([size, text, ...bytes]);
}

/** The scenes, divided into `folds` parts in turn. @throws AudioError that names the file */
export async function readOtherSpeech(file: string, folds: number): Promise<Heard[]> {
  try {
    return unpacked(await readFile(file), folds);
  } catch (cause) {
    throw new AudioError(`${file}: this is no speech to teach wake words against. Install AgentOS again.`, { cause });
  }
}

function unpacked(bytes: Buffer, folds: number): Heard[] {
  const length = bytes.readUInt32LE(0);
  const { mean, scale, scenes } = header.parse(JSON.parse(bytes.toString('utf8', 4, 4 + length)));
  const rows = scenes.reduce((sum, scene) => sum + scene.rows, 0);
  let at = 4 + length;
  if (bytes.length !== at + rows * embeddingSize) throw new Error('its length is not what its header says');
  return scenes.map(({ name, group, rows: count }, index) => {
    const embeddings = new Float32Array(count * embeddingSize);
    for (let index = 0; index < embeddings.length; index += 1) {
      const column = index % embeddingSize;
      embeddings[index] = (mean[column] ?? 0) + bytes.readInt8(at + index) * (scale[column] ?? 1);
    }
    at += embeddings.length;
    return { name, group, fold: index % folds, embeddings };
  });
}

function columns(scenes: readonly Heard[]): [number[], number[]] {
  const sum = new Array<number>(embeddingSize).fill(0);
  const squares = new Array<number>(embeddingSize).fill(0);
  let count = 0;
  for (const { embeddings } of scenes) {
    count += embeddings.length / embeddingSize;
    embeddings.forEach((value, at) => {
      const column = at % embeddingSize;
      sum[column] = (sum[column] ?? 0) + value;
      squares[column] = (squares[column] ?? 0) + value * value;
    });
  }
  const mean = sum.map((one) => Number((one / count).toPrecision(6)));
  return [mean, squares.map((one, at) => Math.sqrt(Math.max(1e-9, one / count - (mean[at] ?? 0) ** 2)))];
}
