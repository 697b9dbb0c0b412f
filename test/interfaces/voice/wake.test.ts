import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { framesOf, joined, SoundReader } from '../../../src/interfaces/voice/audio.ts';
import { hearUtterance } from '../../../src/interfaces/voice/utterance.ts';
import { openVad, type VadEngine } from '../../../src/interfaces/voice/vad.ts';
import { openWake, type WakeEngine, waitForWake } from '../../../src/interfaces/voice/wake.ts';
import { wakeConformance } from '../../conformance/wake.ts';
import {
  byEspeak,
  hasEspeak,
  hasFlite,
  hasOnnx,
  hasSox,
  noise,
  recorded,
  recordings,
  recordingsIn,
  said,
  silence,
} from './sounds.ts';

/** A machine under load is no reason to fail. */
const patient = { timeout: 180_000 };

const otherSpeech = [
  'turn on the kitchen light and close the garage door please',
  'hey there what is the weather in the harbour tomorrow',
  'alexa set a timer for five minutes',
  'the customer service of this carpet shop is marvelous',
];

describe.skipIf(!hasOnnx || !hasFlite)('needs onnxruntime-node and flite', () => {
  wakeConformance('the embedded engine, on synthetic speech,', () => openWake(), {
    word: 'jarvis',
    words: () => Promise.all(['slt', 'rms', 'kal16'].map((voice) => said('hey jarvis', voice))),
    others: async () => [...(await Promise.all(otherSpeech.map((text) => said(text)))), noise(4, 3000), noise(4, 200)],
  });

  test('the threshold and another head can be chosen', async () => {
    const never = await openWake({ words: [{ head: 'jarvis', threshold: 1 }] });
    const reader = new SoundReader(framesOf(joined([silence(0.5), await said('hey jarvis'), silence(0.5)])));
    expect(await waitForWake(reader, never)).toBeUndefined();
    await never.close();
    const folder = await mkdtemp(join(tmpdir(), 'agentos-head-'));
    const file = join(folder, 'broken.json');
    await writeFile(file, '{"format":"something else"}');
    await expect(openWake({ words: [{ head: file }] })).rejects.toThrow(/broken\.json: this is not a wake word/);
    await expect(openWake({ words: [{ head: 'xylophone' }] })).rejects.toThrow(/no wake word "xylophone".*wake teach/);
    await expect(openWake({ words: [{ head: 'openwakeword/xylophone' }] })).rejects.toThrow(/openwakeword\/alexa/);
    await rm(folder, { recursive: true });
  });
});

describe.skipIf(!hasOnnx || !hasFlite)('several wake words (needs onnxruntime-node and flite)', () => {
  const words = [
    { head: 'hey jarvis', speaker: 'ana', area: 'kitchen' },
    { head: 'openwakeword/alexa', threshold: 0.8 },
  ];

  test('each leads to its own settings, and the licence of one of others is told', async () => {
    const licences: string[] = [];
    const engine = await openWake({ words, onLicence: (licence) => licences.push(licence) });
    expect(licences).toEqual([expect.stringContaining('CC BY-NC-SA 4.0')]);
    for (const [said_, hit] of [
      ['hey jarvis', { word: 'jarvis', speaker: 'ana', area: 'kitchen' }],
      ['alexa', { word: 'alexa' }],
    ] as const) {
      engine.reset();
      const reader = new SoundReader(framesOf(joined([silence(0.5), await said(said_), silence(1)])));
      const woken = await waitForWake(reader, engine);
      expect(woken, said_).toMatchObject(hit);
      expect(woken?.speaker).toBe('speaker' in hit ? hit.speaker : undefined);
    }
    await engine.close();
  });
});

describe.skipIf(!hasOnnx || !hasEspeak)('needs onnxruntime-node and espeak-ng', () => {
  test.each(['en-us', 'en-us+m3', 'en-us+f1', 'en-gb'])('hears "hey jarvis" in the voice %s', async (voice) => {
    const engine = await openWake();
    const reader = new SoundReader(framesOf(joined([silence(0.5), await byEspeak('hey jarvis', voice), silence(1)])));
    expect(await waitForWake(reader, engine)).toMatchObject({ word: 'jarvis' });
    await engine.close();
  });
});

describe.skipIf(!hasOnnx || recordings === undefined)('needs onnxruntime-node and recordings', () => {
  const phrase = join(recordings ?? '', 'wake/phrases/hey_jarvis.wav');

  wakeConformance('the embedded engine, on recorded speech,', () => openWake(), {
    word: 'jarvis',
    words: async () => [await recorded(phrase)],
    others: async () => {
      const commands = (await recordingsIn('commands/human')).filter((_, index) => index % 3 === 0);
      const files = [...commands, ...(await recordingsIn('wake/phrases'))];
      return Promise.all(files.filter((file) => file.endsWith('.wav') && !file.includes('jarvis')).map(recorded));
    },
  });

  let wake: WakeEngine;
  let vad: VadEngine;
  beforeAll(async () => {
    wake = await openWake();
    vad = await openVad();
  });
  afterAll(async () => {
    await wake.close();
    await vad.close();
  });

  test('a wake word, 0.2 s and a command: the utterance is the command', patient, async () => {
    const before = await recorded(phrase);
    for (const file of await recordingsIn('commands/human')) {
      const command = await recorded(file);
      wake.reset();
      const reader = new SoundReader(framesOf(joined([before, silence(0.2), command]), 1.5));
      expect(await waitForWake(reader, wake), file).toBeDefined();
      const spoken = await hearUtterance(reader, vad);
      const alone = await hearUtterance(new SoundReader(framesOf(command, 1.5)), vad, { afterWake: false });
      const offset = before.length + 3200;
      expect(spoken, file).toBeDefined();
      const late = (spoken?.start ?? 0) - offset - (alone?.start ?? 0);
      // What is kept before the first voice (0.4 s) makes up for a first word that is heard late.
      expect(late, file).toBeLessThan(0.45 * 16_000);
      expect(Math.abs((spoken?.end ?? 0) - offset - (alone?.end ?? 0)), file).toBeLessThan(0.25 * 16_000);
      expect(await hearUtterance(reader, vad, { afterWake: false }), `${file}: the rest`).toBeUndefined();
    }
  });

  test.skipIf(!hasSox)('most of many speakers are heard (needs sox)', patient, async () => {
    const files = (await recordingsIn('wake/jarvis')).filter((_, index) => index % 12 === 0);
    let heard = 0;
    for (const file of files) {
      wake.reset();
      const reader = new SoundReader(framesOf(await recorded(file), 0.5));
      if ((await waitForWake(reader, wake)) !== undefined) heard += 1;
    }
    expect(heard / files.length).toBeGreaterThan(0.95);
  });

  test('a kitchen does not wake it', patient, async () => {
    for (const file of await recordingsIn('noise')) {
      wake.reset();
      const reader = new SoundReader(framesOf((await recorded(file)).subarray(0, 20 * 16_000)));
      expect(await waitForWake(reader, wake), file).toBeUndefined();
    }
  });
});
