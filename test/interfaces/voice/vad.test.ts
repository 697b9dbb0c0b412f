import { describe, expect, test } from 'vitest';
import { framesOf, joined, SoundReader } from '../../../src/interfaces/voice/audio.ts';
import { hearUtterance } from '../../../src/interfaces/voice/utterance.ts';
import { openVad } from '../../../src/interfaces/voice/vad.ts';
import { vadConformance } from '../../conformance/vad.ts';
import { hasEspeak, hasFlite, hasOnnx, noise, recorded, recordings, recordingsIn, said, silence } from './sounds.ts';

const canSpeak = hasFlite || hasEspeak;
const text = 'would you please turn on the lamp in the living room and close the garage door';

describe.skipIf(!hasOnnx || !canSpeak)('needs onnxruntime-node and flite or espeak-ng', () => {
  vadConformance('Silero', openVad, {
    speech: async () => (await said(text)).subarray(3200, -3200),
    others: async () => [noise(3, 300), noise(3, 6000)],
  });

  const readerOf = (...parts: Int16Array[]) => new SoundReader(framesOf(joined(parts)));

  test('an utterance is cut out with what it needs before and after', async () => {
    const vad = await openVad();
    const speech = (await said('turn on the kitchen light')).subarray(3200, -3200);
    const spoken = await hearUtterance(readerOf(silence(1), speech, silence(2)), vad, { afterWake: false });
    expect(spoken?.ended).toBe('silence');
    expect(spoken?.start).toBeGreaterThan(0.5 * 16_000);
    expect(spoken?.start).toBeLessThanOrEqual(16_000);
    expect(Math.abs((spoken?.end ?? 0) - 16_000 - speech.length)).toBeLessThan(0.25 * 16_000);
    expect(spoken?.samples.length).toBeGreaterThan(speech.length);
    await vad.close();
  });

  test('silence and noise are no utterance', async () => {
    const vad = await openVad();
    expect(await hearUtterance(readerOf(silence(3)), vad)).toBeUndefined();
    expect(await hearUtterance(readerOf(noise(8, 2000)), vad, { patienceSeconds: 2 })).toBeUndefined();
    await vad.close();
  });

  test('two utterances are read one after the other from one sound', async () => {
    const vad = await openVad();
    const reader = readerOf(await said('yes please'), silence(1), await said('open the garage'), silence(1));
    const first = await hearUtterance(reader, vad, { afterWake: false });
    const second = await hearUtterance(reader, vad, { afterWake: false });
    expect(second?.start).toBeGreaterThan(first?.end ?? Number.POSITIVE_INFINITY);
    expect(await hearUtterance(reader, vad, { afterWake: false })).toBeUndefined();
    await vad.close();
  });
});

describe.skipIf(!hasOnnx || recordings === undefined)('needs onnxruntime-node and recordings', () => {
  test('each recorded command is one utterance, a kitchen is none', { timeout: 180_000 }, async () => {
    const vad = await openVad();
    for (const file of await recordingsIn('commands/human')) {
      const reader = new SoundReader(framesOf(await recorded(file), 1));
      const spoken = await hearUtterance(reader, vad, { afterWake: false });
      expect(spoken, file).toBeDefined();
      expect(await hearUtterance(reader, vad, { afterWake: false }), `${file}: the rest`).toBeUndefined();
    }
    const [, kitchen] = await recordingsIn('noise');
    const noisy = new SoundReader(framesOf((await recorded(kitchen ?? '')).subarray(0, 20 * 16_000)));
    expect(await hearUtterance(noisy, vad, { patienceSeconds: 15 })).toBeUndefined();
    await vad.close();
  });
});
