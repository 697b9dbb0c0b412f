/** What every voice detector must do. Its test calls this with a way to open it and with some speech. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { framesOf, SoundReader } from '../../src/interfaces/voice/audio.ts';
import type { VadEngine } from '../../src/interfaces/voice/vad.ts';

export interface VadSounds {
  /** Speech from the first to the last second, pauses between words aside. */
  speech: () => Promise<Int16Array>;
  /** Anything but speech. */
  others: () => Promise<Int16Array[]>;
}

export function vadConformance(name: string, open: () => Promise<VadEngine>, sounds: VadSounds): void {
  describe(`${name} as a voice detector`, () => {
    let engine: VadEngine;
    beforeAll(async () => {
      engine = await open();
    });
    afterAll(() => engine.close());

    /** The score of each frame. */
    const scores = async (samples: Int16Array) => {
      engine.reset();
      const reader = new SoundReader(framesOf(samples));
      const all: number[] = [];
      for (let frame = await reader.read(engine.frame); frame !== undefined; frame = await reader.read(engine.frame)) {
        all.push(await engine.accept(frame));
      }
      return all;
    };
    const voiced = (all: number[]) => all.filter((score) => score >= 0.5).length / all.length;

    test('hears speech, soft and loud', async () => {
      const speech = await sounds.speech();
      expect(voiced(await scores(speech))).toBeGreaterThan(0.6);
      expect(voiced(await scores(speech.map((sample) => sample / 8)))).toBeGreaterThan(0.5);
    });

    test('hears no speech where there is none', async () => {
      for (const other of [...(await sounds.others()), new Int16Array(32_000)]) {
        expect(voiced(await scores(other))).toBeLessThan(0.02);
      }
    });

    test('gives scores in [0, 1], the same after a reset', async () => {
      const speech = (await sounds.speech()).subarray(0, 16_000);
      const first = await scores(speech);
      expect(Math.min(...first)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...first)).toBeLessThanOrEqual(1);
      expect(await scores(speech)).toEqual(first);
    });

    test('takes frames of its own length only', async () => {
      await expect(engine.accept(new Int16Array(engine.frame - 1))).rejects.toThrow(String(engine.frame));
    });
  });
}
