/** What was worked out stays in a temporary folder: a run that was cut short goes on where it stopped. */
import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Embedder } from '../../src/interfaces/voice/wake_training/embedder.ts';
import type { Heard } from '../../src/interfaces/voice/wake_training/examples.ts';
import type { Network } from '../../src/interfaces/voice/wake_training/network.ts';
import type { Clip, Scene, Span } from '../../src/interfaces/voice/wake_training/scene.ts';

export class Cache {
  readonly #folder: string;
  readonly #untilMs: number;

  /** After `untilMs` (since the epoch) nothing new is begun. */
  constructor(untilMs: number) {
    this.#folder = join(tmpdir(), 'agentos-wake');
    this.#untilMs = untilMs;
  }

  get isOver(): boolean {
    return Date.now() > this.#untilMs;
  }

  async open(): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
  }

  /** Scenes as the head hears them; `left` is how many there was no time for. */
  async hear(scenes: readonly Scene[], embedder: Embedder): Promise<{ heard: Heard[]; left: number }> {
    const heard: Heard[] = [];
    let left = 0;
    for (const { name, group, fold, key, render } of scenes) {
      if (this.isOver && (await this.#read(key)) === undefined) {
        left += 1;
        continue;
      }
      const stored = await this.#floats(key, async () => {
        const { samples, word } = render();
        const embeddings = await embedder.embed(samples);
        const all = new Float32Array(embeddings.length + 2);
        all.set([word?.start ?? -1, word?.end ?? -1]);
        all.set(embeddings, 2);
        return all;
      });
      const [start = -1, end = -1] = stored;
      heard.push({ name, group, fold, embeddings: stored.subarray(2), ...(end >= 0 && { word: { start, end } }) });
    }
    return { heard, left };
  }

  async span(clip: Clip, find: () => Promise<Span | undefined>): Promise<Span | undefined> {
    const key = `span-${hash(clip.name, new Uint8Array(clip.samples.buffer, clip.samples.byteOffset, clip.samples.byteLength))}`;
    const found = await this.#floats(key, async () => {
      const span = await find();
      return Float32Array.of(span?.start ?? -1, span?.end ?? -1);
    });
    const [start = -1, end = -1] = found;
    return end < 0 ? undefined : { start, end };
  }

  /** A trained network, by all that it depends on. */
  async network(what: string, make: () => Promise<Network>): Promise<Network> {
    const key = `network-${hash(what)}`;
    const stored = await this.#floats(key, async () => {
      const { mean, deviation, weights } = await make();
      return Float32Array.from([...mean, ...deviation, ...weights]);
    });
    return { mean: stored.slice(0, 96), deviation: stored.slice(96, 192), weights: stored.slice(192) };
  }

  /** Clips of which only the sound has to be kept. */
  async clips(what: string, make: () => Promise<Clip[]>): Promise<Clip[]> {
    const key = `clips-${hash(what)}`;
    const stored = await this.#read(key);
    if (stored !== undefined) {
      const length = stored.readUInt32LE(0);
      const list: (Omit<Clip, 'samples'> & { length: number })[] = JSON.parse(stored.toString('utf8', 4, 4 + length));
      let at = 4 + length;
      return list.map(({ length: samples, ...clip }) => {
        const bytes = Uint8Array.from(stored.subarray(at, at + samples * 2));
        at += samples * 2;
        return { ...clip, samples: new Int16Array(bytes.buffer) };
      });
    }
    const made = await make();
    const list = Buffer.from(JSON.stringify(made.map(({ samples, ...clip }) => ({ ...clip, length: samples.length }))));
    const size = Buffer.alloc(4);
    size.writeUInt32LE(list.length);
    const sound = made.map(({ samples }) => Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength));
    await this.#write(key, Buffer.concat([size, list, ...sound]));
    return made;
  }

  async #floats(key: string, make: () => Promise<Float32Array>): Promise<Float32Array> {
    const stored = await this.#read(key);
    if (stored !== undefined) return new Float32Array(Uint8Array.from(stored).buffer);
    const made = await make();
    await this.#write(key, Buffer.from(made.buffer, made.byteOffset, made.byteLength));
    return made;
  }

  #read(key: string): Promise<Buffer | undefined> {
    return readFile(join(this.#folder, key)).catch(() => undefined);
  }

  /** Whole or not at all, however it is cut short. */
  async #write(key: string, bytes: Uint8Array): Promise<void> {
    const file = join(this.#folder, key);
    await writeFile(`${file}.part`, bytes);
    await rename(`${file}.part`, file);
  }
}

export function hash(...parts: readonly (string | Uint8Array)[]): string {
  const sum = createHash('sha256');
  for (const part of parts) sum.update(part);
  return sum.digest('hex').slice(0, 32);
}
