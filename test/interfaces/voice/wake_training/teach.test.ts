import { describe, expect, test } from 'vitest';
import { framesOf, joined, SoundReader } from '../../../../src/interfaces/voice/audio.ts';
import { openOnnx, shippedFile } from '../../../../src/interfaces/voice/onnx.ts';
import { openVad } from '../../../../src/interfaces/voice/vad.ts';
import { wakeHead } from '../../../../src/interfaces/voice/wake_head.ts';
import { openEmbedder } from '../../../../src/interfaces/voice/wake_training/embedder.ts';
import { judge } from '../../../../src/interfaces/voice/wake_training/measure.ts';
import { readOtherSpeech } from '../../../../src/interfaces/voice/wake_training/other_speech.ts';
import { recordWords } from '../../../../src/interfaces/voice/wake_training/record_words.ts';
import { teach, teachFolds } from '../../../../src/interfaces/voice/wake_training/teach.ts';
import { hasFlite, hasOnnx, said, silence } from '../sounds.ts';

/** A machine under load is no reason to fail. */
const patient = { timeout: 280_000 };

describe.skipIf(!hasOnnx || !hasFlite)('needs onnxruntime-node and flite', () => {
  test('a new word is learned from a few recordings, and it is said how well', patient, async () => {
    const onnx = await openOnnx();
    const [vad, embedder] = [await openVad(), await openEmbedder(onnx)];
    const others = await readOtherSpeech(await shippedFile('data/models/other_speech.bin'), teachFolds);
    const recordings = await Promise.all(
      ['slt', 'rms', 'slt', 'rms', 'rms', 'slt', 'rms', 'slt'].map(async (voice, index) => {
        const louder = (await said('marvin', voice)).map((sample) => Math.round(sample * (0.5 + index / 16)));
        return joined([silence(0.2 + index / 40), louder, silence(0.3)]);
      }),
    );
    const told: string[] = [];
    const tools = { embedder, vad, tell: (line: string) => told.push(line), signal: new AbortController().signal };
    const some = others.filter((_, index) => index % 6 === 0);
    const lesson = { word: 'marvin', recordings, mistaken: [await said('martin')], others: some, programs: [] };
    const { file, quality } = await teach(lesson, tools);
    expect(quality).toMatchObject({ recordings: 8 });
    expect(quality.heard).toBeGreaterThanOrEqual(6);
    expect(quality.falseWakes / quality.hours).toBeLessThan(40);
    expect(file).toMatchObject({ word: 'marvin', about: expect.stringContaining('8 recordings') });
    expect(told.length).toBeGreaterThan(2);

    const head = wakeHead(file);
    const best = async (text: string) => {
      const embeddings = await embedder.embed(joined([silence(1), await said(text, 'slt'), silence(0.5)]));
      return judge(head, { name: text, group: text, fold: 0, embeddings }).best;
    };
    expect(await best('marvin')).toBeGreaterThan(file.threshold);
    expect(await best('turn on the kitchen light')).toBeLessThan(file.threshold);

    await expect(teach({ ...lesson, recordings: recordings.slice(0, 5) }, tools)).rejects.toThrow(/Only 5 recordings/);
    await embedder.close();
    await vad.close();
  });

  test('words are cut out of the microphone one by one; what is too long does not count', patient, async () => {
    const vad = await openVad();
    const long = await said('marvin went to the market to buy some bread and a bottle of milk');
    const word = await said('marvin');
    const sound = joined([silence(1), word, silence(1.5), long, silence(1.5), word, silence(1.5)]);
    const [asked, again]: [number[], string[]] = [[], []];
    const words = await recordWords(new SoundReader(framesOf(sound)), vad, {
      count: 2,
      signal: new AbortController().signal,
      ask: (number) => asked.push(number),
      again: (why) => again.push(why),
    });
    expect(asked).toEqual([1, 2, 2]);
    expect(again).toEqual([expect.stringContaining('too long')]);
    for (const one of words) expect(Math.abs(one.length - word.length) / 16_000).toBeLessThan(0.9);
    await expect(
      recordWords(new SoundReader(framesOf(silence(1))), vad, {
        ...{ count: 1, signal: new AbortController().signal, ask: () => undefined, again: () => undefined },
      }),
    ).rejects.toThrow(/Nothing was heard/);
    await vad.close();
  });
});
