/** What every wake word engine must do. Its test calls this with a way to open it and with recordings of its word. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { framesOf, joined, SoundReader } from '../../src/interfaces/voice/audio.ts';
import { type WakeEngine, waitForWake } from '../../src/interfaces/voice/wake.ts';

export interface WakeSounds {
  word: string;
  /** The word, once in each. */
  words: () => Promise<Int16Array[]>;
  /** Speech without the word, and noise. */
  others: () => Promise<Int16Array[]>;
}

export function wakeConformance(name: string, open: () => Promise<WakeEngine>, sounds: WakeSounds): void {
  describe(`${name} as a wake word engine`, () => {
    let engine: WakeEngine;
    let words: Int16Array[];
    beforeAll(async () => {
      engine = await open();
      words = await sounds.words();
      expect(words.length).toBeGreaterThan(0);
    });
    afterAll(() => engine.close());

    const patient = { timeout: 180_000 };
    const pause = new Int16Array(16_000);
    const readerOf = (...parts: Int16Array[]) => {
      engine.reset();
      return new SoundReader(framesOf(joined(parts)));
    };
    const wordOf = (index: number) => words[index % words.length] ?? new Int16Array(0);

    test('hears its word and says which, how surely and where', patient, async () => {
      for (const word of words) {
        const reader = readerOf(pause, word, pause);
        const woken = await waitForWake(reader, engine);
        expect(woken).toMatchObject({ word: sounds.word });
        expect(woken?.score).toBeGreaterThan(0);
        expect(woken?.score).toBeLessThanOrEqual(1);
        expect(woken?.position).toBeGreaterThan(pause.length);
        expect(woken?.position).toBeLessThanOrEqual(pause.length + word.length + 8_000);
      }
    });

    test('fires once for a word, and again when it is said again', patient, async () => {
      const reader = readerOf(pause, wordOf(0), pause, pause, wordOf(1), pause, pause);
      expect(await waitForWake(reader, engine)).toBeDefined();
      const again = await waitForWake(reader, engine);
      expect(again?.position).toBeGreaterThan(2.5 * 16_000);
      expect(await waitForWake(reader, engine)).toBeUndefined();
    });

    test('does not fire for other speech, noise or silence', patient, async () => {
      for (const other of [...(await sounds.others()), new Int16Array(48_000)]) {
        expect(await waitForWake(readerOf(other, pause), engine)).toBeUndefined();
      }
    });

    test('hears the same after a reset as at the start', patient, async () => {
      const first = await waitForWake(readerOf(pause, wordOf(0), pause), engine);
      await waitForWake(readerOf(wordOf(1).subarray(0, 6_000)), engine);
      expect(await waitForWake(readerOf(pause, wordOf(0), pause), engine)).toEqual(first);
    });

    test('takes frames of its own length only', async () => {
      await expect(engine.accept(new Int16Array(engine.frame + 1))).rejects.toThrow(String(engine.frame));
    });

    test('stops waiting when its signal aborts', async () => {
      const stop = new AbortController();
      async function* never(): AsyncGenerator<Int16Array> {
        await new Promise(() => undefined);
      }
      const waiting = waitForWake(new SoundReader(never()), engine, stop.signal);
      stop.abort(new Error('enough'));
      await expect(waiting).rejects.toThrow('enough');
    });
  });
}
