import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Recogniser, SpeechGrammar } from '../../src/interfaces/voice/stt.ts';

export interface RecogniserUnderTest {
  open(): Promise<Recogniser>;
  /** What may be said. */
  grammar: SpeechGrammar;
  /** Another that holds nothing of the first. */
  otherGrammar: SpeechGrammar;
  brokenGrammar: SpeechGrammar;
  /** Utterances (16 kHz, mono) and what they say, in words of the grammar. */
  said: readonly { text: string; samples: Int16Array }[];
  /** Something said that the grammar does not hold. */
  foreign: Int16Array;
}

/** What every recogniser must do. */
export function conformsAsRecogniser(prepare: () => Promise<RecogniserUnderTest>): void {
  let it: RecogniserUnderTest;
  let recogniser: Recogniser;

  beforeAll(async () => {
    it = await prepare();
    recogniser = await it.open();
    await recogniser.follow(it.grammar);
  });

  afterAll(() => recogniser?.close());

  test('takes down what was said', async () => {
    for (const { text, samples } of it.said) {
      const heard = await recogniser.recognise(samples);
      expect(heard).toMatchObject({ text });
      expect(heard.rejected).toBeUndefined();
      expect(heard.confidence).toBeGreaterThan(0.5);
      expect(heard.confidence).toBeLessThanOrEqual(1);
      expect(heard.alternatives).not.toContain(text);
    }
  });

  test('takes sound as it comes as well, in pieces of any length', async () => {
    const first = it.said[0];
    const samples = first?.samples ?? new Int16Array(0);
    async function* coming() {
      for (let at = 0, length = 1; at < samples.length; ) {
        yield samples.subarray(at, at + length);
        at += length;
        length = 1 + ((length * 7 + 13) % 4_000);
      }
    }
    const partials: string[] = [];
    const heard = await recogniser.recognise(coming(), undefined, undefined, (text) => partials.push(text));
    expect(heard.text).toBe(first?.text);
    if (!recogniser.streams) expect(partials).toEqual([]);
  });

  test('stops waiting for sound that does not come when it is aborted', async () => {
    const stop = new AbortController();
    async function* never() {
      yield new Int16Array(1_600);
      await new Promise(() => undefined);
    }
    const heard = recogniser.recognise(never(), stop.signal);
    heard.catch(() => undefined);
    setTimeout(() => stop.abort(new Error('no more')), 20);
    await expect(heard).rejects.toThrow('no more');
  });

  test('serves several at a time', async () => {
    const heard = await Promise.all(it.said.slice(0, 3).map(({ samples }) => recogniser.recognise(samples)));
    expect(heard.map(({ text }) => text)).toEqual(it.said.slice(0, 3).map(({ text }) => text));
  });

  test('hears nothing in silence and in too little sound', async () => {
    for (const samples of [new Int16Array(16_000), new Int16Array(100), new Int16Array(0)]) {
      expect(await recogniser.recognise(samples)).toMatchObject({ text: '', confidence: 0, rejected: 'silence' });
    }
  });

  test('rejects what is not for it, or takes it down as it was', async () => {
    const heard = await recogniser.recognise(it.foreign);
    if (!recogniser.freeText) expect(heard.rejected).toBeDefined();
  });

  test('is surer of what the grammar holds than of what it does not', async () => {
    const foreign = await recogniser.recognise(it.foreign);
    for (const { samples } of it.said) {
      expect((await recogniser.recognise(samples)).confidence).toBeGreaterThan(
        recogniser.freeText ? 0 : foreign.confidence,
      );
    }
  });

  test('stops when it is aborted, with the reason', async () => {
    const samples = it.said[0]?.samples ?? new Int16Array(0);
    const stop = new AbortController();
    const heard = recogniser.recognise(samples, stop.signal);
    stop.abort(new Error('not wanted'));
    await expect(heard).rejects.toThrow('not wanted');
    await expect(recogniser.recognise(samples, AbortSignal.abort(new Error('before')))).rejects.toThrow('before');
  });

  test('hears among what may be said this once, and goes on with what it follows', async () => {
    const first = it.said[0];
    const samples = first?.samples ?? new Int16Array(0);
    const [once, usual] = await Promise.all([
      recogniser.recognise(samples, undefined, it.otherGrammar),
      recogniser.recognise(samples),
    ]);
    if (!recogniser.freeText) expect(once.text).not.toBe(first?.text);
    expect(usual.text).toBe(first?.text);
  });

  test('follows another grammar, and keeps the one it has where the new one is broken', async () => {
    const changing = await it.open();
    try {
      const first = it.said[0];
      await changing.follow(it.otherGrammar);
      const other = await changing.recognise(first?.samples ?? new Int16Array(0));
      if (!changing.freeText) expect(other.text).not.toBe(first?.text);
      await changing.follow(it.grammar);
      if (!changing.freeText) await expect(changing.follow(it.brokenGrammar)).rejects.toThrow();
      expect((await changing.recognise(first?.samples ?? new Int16Array(0))).text).toBe(first?.text);
    } finally {
      await changing.close();
    }
  });
}
