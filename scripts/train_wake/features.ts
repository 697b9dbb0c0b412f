/** Scenes turned into what the head sees, kept in a temporary folder: the same sound is never computed twice. */
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { framesOf, SoundReader, sampleRate } from '../../src/interfaces/voice/audio.ts';
import type { VadEngine } from '../../src/interfaces/voice/vad.ts';
import { embeddingSize, headFrames, type WakeFeatures, wakeFrame } from '../../src/interfaces/voice/wake_features.ts';
import type { Scene } from './scenes.ts';

/** A scene's embeddings: 15 of quiet, then one for each 80 ms. Frame `f` is judged on the 16 that start at `f`. */
export interface Heard {
  name: string;
  embeddings: Float32Array;
  frames: number;
  word?: { start: number; end: number };
}

export async function hear(scenes: readonly Scene[], features: WakeFeatures): Promise<Heard[]> {
  const folder = join(tmpdir(), 'agentos-wake-features');
  await mkdir(folder, { recursive: true });
  const all: Heard[] = [];
  for (const { name, samples, word } of scenes) {
    const bytes = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
    const file = join(folder, createHash('sha256').update(bytes).digest('hex'));
    const kept = await readFile(file).catch(() => undefined);
    const embeddings =
      kept === undefined ? await embed(samples, features) : new Float32Array(Uint8Array.from(kept).buffer);
    if (kept === undefined) await writeFile(file, new Uint8Array(embeddings.buffer));
    const frames = embeddings.length / embeddingSize - headFrames + 1;
    all.push({ name, embeddings, frames, ...(word === undefined ? {} : { word }) });
  }
  return all;
}

async function embed(samples: Int16Array, features: WakeFeatures): Promise<Float32Array> {
  features.reset();
  const reader = new SoundReader(framesOf(samples));
  const rows: Float32Array[] = [];
  while (true) {
    const frame = await reader.read(wakeFrame);
    if (frame === undefined) break;
    const window = await features.accept(frame);
    rows.push(rows.length === 0 ? window.slice() : window.slice(-embeddingSize));
  }
  const whole = new Float32Array(rows.reduce((sum, row) => sum + row.length, 0));
  let at = 0;
  for (const row of rows) {
    whole.set(row, at);
    at += row.length;
  }
  return whole;
}

/** Where the speech in a clip begins and ends, in seconds, by the voice detector; undefined if it hears none. */
export async function speechSpan(
  samples: Int16Array,
  vad: VadEngine,
): Promise<{ start: number; end: number } | undefined> {
  vad.reset();
  const reader = new SoundReader(framesOf(samples));
  let start: number | undefined;
  let end = 0;
  for (let at = 0; ; at += vad.frame) {
    const frame = await reader.read(vad.frame);
    if (frame === undefined) break;
    if ((await vad.accept(frame)) < 0.5) continue;
    start ??= at / sampleRate;
    end = (at + vad.frame) / sampleRate;
  }
  return start === undefined ? undefined : { start, end };
}
