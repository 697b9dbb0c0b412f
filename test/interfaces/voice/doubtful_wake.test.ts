import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Turn, Update, UtterOptions } from '../../../src/interfaces/client/api.ts';
import { framesOf } from '../../../src/interfaces/voice/audio.ts';
import type { Assistant } from '../../../src/interfaces/voice/conversation.ts';
import { RejectedWakes } from '../../../src/interfaces/voice/rejected_wakes.ts';
import { openSilence } from '../../../src/interfaces/voice/speaker.ts';
import type { Hearing, Recogniser } from '../../../src/interfaces/voice/stt.ts';
import { Vocabulary } from '../../../src/interfaces/voice/vocabulary.ts';
import { voice } from '../../../src/interfaces/voice/voice.ts';
import type { VoiceEvent } from '../../../src/interfaces/voice/voice_event.ts';
import type { WakeHit } from '../../../src/interfaces/voice/wake.ts';
import { noise, silence } from './sounds.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'agentos-doubtful-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const heardAs = (hearing: Partial<Hearing>): Hearing => ({ text: '', confidence: 0.9, alternatives: [], ...hearing });

function recogniser(hearing: Hearing): Recogniser {
  return {
    ...{ name: 'fake', freeText: false, streams: false },
    follow: async () => undefined,
    recognise: async () => hearing,
    close: async () => undefined,
  };
}

async function* done(): AsyncGenerator<Update> {
  yield { type: 'end', thread: 't', turn: 1, text: 'Done.', status: 'complete', acted: true, mailOffset: 1 };
}

function assistant(uttered: (UtterOptions & { readonly at: string })[], at: string): Assistant {
  return {
    utter(options): Turn {
      uttered.push({ ...options, at });
      return {
        requestId: 'r',
        accepted: Promise.resolve({ thread: 't', turn: 1, seq: 1, answered: false }),
        updates: done(),
        cancel: async () => undefined,
      };
    },
    answer: async () => ({ thread: 't', turn: 1, seq: 2, answered: true }),
    async *notices() {},
    heard: () => undefined,
    call: async () => ({ language: 'en', jsgf: '#JSGF V1.0;', words: [], hash: 'h' }),
    claimWake: async () => true,
  };
}

/** Half a second in, somebody seems to call; then something is said, or nothing. */
async function after(hit: WakeHit, hearing: Hearing, speaks = true) {
  const events: VoiceEvent[] = [];
  const uttered: (UtterOptions & { readonly at: string })[] = [];
  const report = (event: VoiceEvent) => void events.push(event);
  const rejectedWakes = new RejectedWakes({ folder: join(folder, 'rejected'), keepSound: false });
  const here = assistant(uttered, 'here');
  const engine = recogniser(hearing);
  const vocabulary = new Vocabulary(here, engine, (text) => report({ type: 'trouble', text }));
  let frames = 0;
  await voice(
    {
      sound: framesOf(Int16Array.from([...silence(1.5), ...(speaks ? noise(1.5, 9000) : silence(6))]), 2),
      ...{ live: false, language: 'en', cues: false, followUpSeconds: 1, recogniser: engine, vocabulary, report },
      wake: {
        frame: 1280,
        accept: async () => {
          frames += 1;
          return frames === 10 ? hit : undefined;
        },
        reset: () => undefined,
        close: async () => undefined,
      },
      vad: {
        frame: 512,
        accept: async (frame) => (frame.some((sample) => Math.abs(sample) > 400) ? 1 : 0),
        reset: () => undefined,
        close: async () => undefined,
      },
      synthesiser: {
        name: 'fake',
        async *speak(text) {
          for await (const one of text) yield { samples: new Int16Array(160), rate: 16_000, text: one };
        },
      },
      ...{ speaker: openSilence(), assistant: here, assistantIn: (area) => assistant(uttered, area), rejectedWakes },
    },
    AbortSignal.timeout(20_000),
  );
  return { types: events.map(({ type }) => type), uttered, counts: await rejectedWakes.counts() };
}

const sure: WakeHit = { word: 'jarvis', score: 0.99, doubtful: false };
const doubtful: WakeHit = { word: 'jarvis', score: 0.88, doubtful: true };
const nonsense = heardAs({ text: 'take a note', confidence: 0.1, rejected: 'unknown' });

test('after a doubtful wake, what makes no sense is let go without a word, and counted', async () => {
  const { types, uttered, counts } = await after(doubtful, nonsense);
  expect(types).toEqual(['wake', 'utterance', 'asleep']);
  expect(uttered).toEqual([]);
  expect(counts).toEqual({ jarvis: { not_understood: 1 } });
});

test('after a sure one, it says that it did not understand, and nothing is counted', async () => {
  const { types, counts } = await after(sure, nonsense);
  expect(types).toEqual(['wake', 'utterance', 'spoken']);
  expect(counts).toEqual({});
});

test('after a doubtful wake, what makes sense is done', async () => {
  const { types, uttered, counts } = await after(doubtful, heardAs({ text: 'turn on the light' }));
  expect(types).toEqual(['wake', 'utterance', 'end', 'spoken']);
  expect(uttered).toMatchObject([{ text: 'turn on the light', at: 'here' }]);
  expect(counts).toEqual({});
});

test('nothing said after a wake is counted', async () => {
  const { types, counts } = await after(sure, nonsense, false);
  expect(types).toEqual(['wake', 'nothing']);
  expect(counts).toEqual({ jarvis: { nothing: 1 } });
});

test('"that was not for you" goes onto the thread, and is counted', async () => {
  const { uttered, counts } = await after(sure, heardAs({ text: "that wasn't for you" }));
  expect(uttered).toMatchObject([{ text: "that wasn't for you", continueLast: true }]);
  expect(counts).toEqual({ jarvis: { not_for_you: 1 } });
});

test('a word of one person for another room is said there, in her name', async () => {
  const { uttered } = await after({ ...sure, speaker: 'ana', area: 'office' }, heardAs({ text: 'turn on the light' }));
  expect(uttered).toMatchObject([{ text: 'turn on the light', speaker: 'ana', at: 'office' }]);
});
