import { expect, test } from 'vitest';
import { framesOf } from '../../../src/interfaces/voice/audio.ts';
import { meter, type Reading, type WakeScores } from '../../../src/interfaces/voice/meter.ts';
import type { VadEngine } from '../../../src/interfaces/voice/vad.ts';

/** Speech is whatever is loud; it counts the samples that it was given, which must be all of them, in order. */
class LoudnessVad implements VadEngine {
  readonly frame = 512;
  readonly heard: number[] = [];
  async accept(frame: Int16Array): Promise<number> {
    this.heard.push(...frame);
    return frame.some((sample) => Math.abs(sample) > 1_000) ? 0.9 : 0.1;
  }
  reset(): void {}
  async close(): Promise<void> {}
}

const scores: WakeScores = {
  accept: async (frame) => [{ word: 'jarvis', score: (frame[0] ?? 0) / 32_768, threshold: 0.5 }],
  close: async () => undefined,
};

test('level, peak, speech and wake score of each 80 ms', async () => {
  const vad = new LoudnessVad();
  const sound = new Int16Array(3 * 1_280);
  sound.fill(16_384, 1_280, 2_560);
  sound.fill(-32_768, 2_560);
  const readings: Reading[] = [];
  for await (const reading of meter(framesOf(sound), vad, scores)) readings.push(reading);
  expect(readings.map(({ at }) => at)).toEqual([0.08, 0.16, 0.24]);
  expect(readings.map(({ levelDb }) => levelDb)).toEqual([-96, -6, 0]);
  expect(readings.map(({ peakDb }) => peakDb)).toEqual([-96, -6, 0]);
  expect(readings.map(({ speech }) => speech)).toEqual([0.1, 0.9, 0.9]);
  expect(readings.map(({ wake }) => wake[0]?.score)).toEqual([0, 0.5, -1]);
  expect(vad.heard).toEqual([...sound].slice(0, vad.heard.length));
  expect(vad.heard.length).toBeGreaterThan(sound.length - 512);
});
