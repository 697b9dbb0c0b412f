import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  framesOf,
  joined,
  pcmFromBytes,
  readWav,
  SoundReader,
  toPcm,
  writeWav,
} from '../../../src/interfaces/voice/audio.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'agentos-audio-'));
});
afterAll(() => rm(folder, { recursive: true }));

const ramp = (length: number, from = 0) => Int16Array.from({ length }, (_, index) => from + index);

test('what is written is read again', async () => {
  const file = join(folder, 'ramp.wav');
  await writeWav(file, ramp(4000, -2000));
  expect(await readWav(file)).toEqual(ramp(4000, -2000));
});

test('a synthesiser at its own rate is read at 16 kHz', async () => {
  const file = join(folder, 'fast.wav');
  await writeWav(file, ramp(22_050), 22_050);
  expect(await readWav(file)).toHaveLength(16_000);
});

test('a file that is not there is named', async () => {
  await expect(readWav(join(folder, 'none.wav'))).rejects.toThrow(/none\.wav: cannot be read/);
});

test('what is louder than full scale is clipped', () => {
  expect([...toPcm(Float32Array.of(2, -2, 0.5))]).toEqual([32_767, -32_768, 16_384]);
});

test('a reader gives pieces of any length, in order, and pads the last one', async () => {
  const reader = new SoundReader(framesOf(ramp(3000)));
  expect(await reader.read(512)).toEqual(ramp(512));
  expect(await reader.read(1280)).toEqual(ramp(1280, 512));
  expect(reader.position).toBe(1792);
  expect(reader.recent(100)).toEqual(ramp(100, 1692));
  expect(await reader.read(1280)).toEqual(joined([ramp(1208, 1792), new Int16Array(72)]));
  expect(await reader.read(1)).toBeUndefined();
});

test('framesOf adds the silence that it is asked for', async () => {
  let length = 0;
  for await (const frame of framesOf(ramp(1000), 0.5)) length += frame.length;
  expect(length).toBe(9000);
});

test('bytes become samples whatever the length of the chunks', async () => {
  const bytes = new Uint8Array(ramp(500, -250).buffer);
  async function* chunks() {
    for (const [from, to] of [
      [0, 1],
      [1, 2],
      [2, 333],
      [333, 334],
      [334, 1000],
    ]) {
      yield bytes.subarray(from, to);
    }
  }
  const pieces: Int16Array[] = [];
  for await (const piece of pcmFromBytes(chunks())) pieces.push(piece);
  expect(joined(pieces)).toEqual(ramp(500, -250));
});

test('a read that is aborted loses no sound for the next one', async () => {
  let deliver: (frame: Int16Array) => void = () => undefined;
  async function* microphone() {
    while (true) yield await new Promise<Int16Array>((resolve) => (deliver = resolve));
  }
  const reader = new SoundReader(microphone());
  const stop = new AbortController();
  const first = reader.read(4, stop.signal);
  stop.abort(new Error('enough'));
  await expect(first).rejects.toThrow('enough');
  const second = reader.read(4);
  deliver(ramp(6));
  expect(await second).toEqual(ramp(4));
});

test('a source that fails tells its reader', async () => {
  async function* broken(): AsyncGenerator<Int16Array> {
    yield ramp(10);
    throw new Error('the microphone was unplugged');
  }
  const reader = new SoundReader(broken());
  await reader.read(10);
  await expect(reader.read(10)).rejects.toThrow('the microphone was unplugged');
});
