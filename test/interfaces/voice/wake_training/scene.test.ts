import { describe, expect, test } from 'vitest';
import { framesOf, SoundReader } from '../../../../src/interfaces/voice/audio.ts';
import { openOnnx } from '../../../../src/interfaces/voice/onnx.ts';
import { embeddingSize, openWakeFeatures, wakeFrame } from '../../../../src/interfaces/voice/wake_features.ts';
import { openEmbedder } from '../../../../src/interfaces/voice/wake_training/embedder.ts';
import { framesIn, windowAt } from '../../../../src/interfaces/voice/wake_training/examples.ts';
import { atSpeed, inRoom, withNoise } from '../../../../src/interfaces/voice/wake_training/in_room.ts';
import { noiseOf } from '../../../../src/interfaces/voice/wake_training/noises.ts';
import { randomFor } from '../../../../src/interfaces/voice/wake_training/random.ts';
import { throughRoom } from '../../../../src/interfaces/voice/wake_training/rooms.ts';
import { partScene, parts, wakeScene } from '../../../../src/interfaces/voice/wake_training/scene.ts';
import { hasOnnx, noise } from '../sounds.ts';

/** A "word" of 0.5 s after half a second of silence. */
const tone = Int16Array.from({ length: 24_000 }, (_, at) =>
  at < 8_000 || at >= 16_000 ? 0 : Math.round(9_000 * Math.sin(at * 0.2)),
);
const clip = { name: 'tone', samples: tone, group: 'word', fold: 1 };
const span = { start: 0.5, end: 1 };
const around = { noises: [noise(2, 500)], speech: [noise(2, 3000)] };

function power(samples: Int16Array): number {
  return samples.reduce((sum, sample) => sum + sample * sample, 0) / Math.max(1, samples.length);
}

test('a scene is the same each time, and its word is where it says', () => {
  for (let round = 0; round < 6; round += 1) {
    const one = wakeScene(clip, span, round, around).render();
    expect(wakeScene(clip, span, round, around).render()).toEqual(one);
    expect((one.word?.end ?? 0) * 16_000).toBeLessThan(one.samples.length);
  }
  const { samples, word } = wakeScene(clip, span, 0, { noises: [], speech: [] }).render();
  expect(
    power(samples.subarray(Math.round((word?.start ?? 0) * 16_000), Math.round((word?.end ?? 0) * 16_000))),
  ).toBeGreaterThan(1e7);
  expect(power(samples.subarray(0, Math.round((word?.start ?? 0) * 16_000) - 200))).toBe(0);
});

test('part of the word is never marked as the word', () => {
  for (const part of parts) {
    const { samples, word } = partScene(clip, span, part, around).render();
    expect(word).toBeUndefined();
    expect(samples.length).toBeGreaterThan(8_000);
  }
});

test('a room adds what comes later, and moves nothing', () => {
  const click = new Int16Array(16_000);
  click[1_000] = 20_000;
  const heard = throughRoom(click, randomFor('a room'));
  expect(heard.subarray(0, 1_000).every((sample) => sample === 0)).toBe(true);
  expect(heard[1_000]).toBeGreaterThan(12_000);
  expect(heard.subarray(1_001, 9_000).some((sample) => Math.abs(sample) > 100)).toBe(true);
});

test('noise is as much softer as was asked for', () => {
  const noisy = withNoise(tone, noise(2, 4_000), 10, randomFor('noise'));
  const ratio = power(tone.subarray(8_000, 16_000)) / power(noisy.subarray(0, 8_000));
  expect(10 * Math.log10(ratio)).toBeGreaterThan(8);
  expect(10 * Math.log10(ratio)).toBeLessThan(12);
});

test('faster is shorter, and a made-up noise is neither silence nor too loud', () => {
  expect(atSpeed(tone, 1.25).length).toBe(19_200);
  expect(atSpeed(tone, 1)).toEqual(tone);
  for (let seed = 0; seed < 12; seed += 1) {
    const made = noiseOf(randomFor(`noise ${seed}`), 1);
    expect(made.length).toBe(16_000);
    expect(power(made)).toBeGreaterThan(100);
  }
  const room = inRoom({ samples: tone, word: span }, around, randomFor('fast'));
  expect(room.word?.end).toBeCloseTo((1 * room.samples.length) / tone.length, 1);
});

describe.skipIf(!hasOnnx)('needs onnxruntime-node', () => {
  test('a whole recording becomes the same features as frame by frame', async () => {
    const onnx = await openOnnx();
    const [embedder, features] = [await openEmbedder(onnx), await openWakeFeatures(onnx)];
    const sound = Int16Array.from([...noise(1, 2_000), ...tone, ...new Int16Array(3_000)]);
    const heard = { name: '', group: '', fold: 0, embeddings: await embedder.embed(sound) };
    const reader = new SoundReader(framesOf(sound));
    for (let frame = 0; frame < framesIn(heard); frame += 1) {
      const piece = await reader.read(wakeFrame);
      const wanted = await features.accept(piece ?? new Int16Array(wakeFrame));
      const got = windowAt(heard, frame);
      expect(got.length).toBe(16 * embeddingSize);
      const worst = got.reduce((most, value, at) => Math.max(most, Math.abs(value - (wanted[at] ?? 0))), 0);
      expect(worst, `frame ${frame}`).toBeLessThan(0.01);
    }
    await embedder.close();
    await features.close();
  });
});
