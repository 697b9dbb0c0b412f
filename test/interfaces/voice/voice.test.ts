import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Notice, Turn, Update, UtterOptions } from '../../../src/interfaces/client/api.ts';
import { framesOf, joined, readWav } from '../../../src/interfaces/voice/audio.ts';
import type { Assistant } from '../../../src/interfaces/voice/conversation.ts';
import { silences } from '../../../src/interfaces/voice/early_end.ts';
import { openSilence, openWavSpeaker, type Speaker } from '../../../src/interfaces/voice/speaker.ts';
import { openPocketsphinx } from '../../../src/interfaces/voice/stt/pocketsphinx.ts';
import type { Recogniser } from '../../../src/interfaces/voice/stt.ts';
import { openFlite } from '../../../src/interfaces/voice/tts/flite.ts';
import type { VadEngine } from '../../../src/interfaces/voice/vad.ts';
import { Vocabulary } from '../../../src/interfaces/voice/vocabulary.ts';
import { type Stages, voice } from '../../../src/interfaces/voice/voice.ts';
import type { VoiceEvent } from '../../../src/interfaces/voice/voice_event.ts';
import type { WakeEngine } from '../../../src/interfaces/voice/wake.ts';
import { grammarOf, missing } from './home_grammar.ts';
import { said, silence } from './sounds.ts';

const absent = missing('pocketsphinx_batch', 'flite');

/** Loud is speech. */
function loudness(): VadEngine {
  return {
    frame: 512,
    accept: async (frame) => (frame.some((sample) => Math.abs(sample) > 400) ? 1 : 0),
    reset() {},
    close: async () => {},
  };
}

/** Fires at these samples of the sound. */
function wakesAt(...positions: number[]): WakeEngine {
  let at = 0;
  return {
    frame: 1280,
    async accept(frame) {
      const before = at;
      at += frame.length;
      return positions.some((position) => position >= before && position < at)
        ? { word: 'jarvis', score: 0.98 }
        : undefined;
    },
    reset() {},
    close: async () => {},
  };
}

const grammar = grammarOf(`#JSGF V1.0;
grammar home;
public <c> = turn ( on | off ) the kitchen light | open the garage door | set a timer for five minutes | yes | no;
`);

/** A daemon that plays its part by a script: what was sent to it, and what it says next. */
class Script implements Assistant {
  readonly uttered: UtterOptions[] = [];
  readonly answered: [string, string][] = [];
  readonly heardOffsets: number[] = [];
  cancelled = 0;
  readonly #reply: (text: string, script: Script) => AsyncGenerator<Update>;
  readonly #notices: readonly Notice[];

  constructor(reply: (text: string, script: Script) => AsyncGenerator<Update>, notices: readonly Notice[] = []) {
    this.#reply = reply;
    this.#notices = notices;
  }

  utter(options: UtterOptions): Turn {
    this.uttered.push(options);
    const accepted = { thread: 't1', turn: 1, seq: 1, answered: false };
    return {
      requestId: 'r1',
      accepted: Promise.resolve(accepted),
      updates: this.#reply(options.text, this),
      cancel: async () => {
        this.cancelled += 1;
      },
    };
  }

  async answer(id: string, text: string) {
    this.answered.push([id, text]);
    return { thread: 't1', turn: 1, seq: 2, answered: true };
  }

  async *notices() {
    yield* this.#notices;
  }

  heard(offset: number) {
    this.heardOffsets.push(offset);
  }

  async call(subject: string) {
    expect(subject).toBe('need.understand.vocabulary');
    return grammar;
  }

  async claimWake() {
    return true;
  }
}

const end = (text: string): Update => ({
  ...{ type: 'end', thread: 't1', turn: 1, text, status: 'complete', acted: true, mailOffset: 7 },
});

describe.skipIf(absent.length > 0)(
  `the voice pipe${absent.length > 0 ? ` (skipped: ${absent.join(', ')} not installed)` : ''}`,
  () => {
    let folder: string;
    let recogniser: Recogniser;

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'agentos-pipe-'));
      recogniser = await openPocketsphinx({ cacheFolder: folder });
    });

    afterAll(async () => {
      await recogniser?.close();
      await rm(folder, { recursive: true, force: true });
    });

    async function listen(sound: Int16Array, wakes: number[], assistant: Assistant, more: Partial<Stages> = {}) {
      const events: VoiceEvent[] = [];
      const vocabulary = new Vocabulary(assistant, recogniser, (text) => events.push({ type: 'trouble', text }));
      await vocabulary.open();
      const stages: Stages = {
        ...{ sound: framesOf(sound, 2), live: false, wake: wakesAt(...wakes), vad: loudness(), recogniser },
        ...{ synthesiser: openFlite(), speaker: openSilence(), language: 'en', cues: false, followUpSeconds: 3 },
        ...{ vocabulary, assistant, report: (event: VoiceEvent) => void events.push(event) },
        ...more,
      };
      const summary = await voice(stages, AbortSignal.timeout(25_000));
      return { events, summary, types: events.map(({ type }) => type) };
    }

    test('hears a command after the wake word, hands it over and speaks the answer', async () => {
      const assistant = new Script(async function* () {
        yield { type: 'progress', text: 'The kitchen light is on. ', offset: 0, attempt: 1 };
        yield end('The kitchen light is on. Anything else you like.');
      });
      const out = join(folder, 'out.wav');
      const command = await said('turn on the kitchen light');
      const sound = joined([silence(2), command]);
      const { events, types, summary } = await listen(sound, [28_000], assistant, { speaker: openWavSpeaker(out) });
      expect(types).toEqual(['wake', 'utterance', 'end', 'spoken']);
      expect(summary).toEqual({ wakes: 1, understood: true });
      expect(assistant.uttered).toMatchObject([
        { text: 'turn on the kitchen light', language: 'en', continueLast: true },
      ]);
      const [, utterance, , spoken] = events;
      expect(utterance).toMatchObject({ text: 'turn on the kitchen light' });
      if (utterance?.type !== 'utterance' || spoken?.type !== 'spoken') throw new Error('wrong events');
      expect(utterance.start).toBeGreaterThan(1.5);
      expect(utterance.end).toBeGreaterThan(utterance.start + 0.8);
      expect(utterance.end).toBeLessThan(2 + command.length / 16_000 + 0.1);
      expect(spoken).toMatchObject({ text: 'The kitchen light is on. Anything else you like.', interrupted: false });
      // No sooner than the silence after a command that is whole.
      expect(spoken.afterSpeechSeconds).toBeGreaterThan(silences.none - 0.032);
      expect(assistant.heardOffsets).toEqual([7]);
      expect((await readWav(out)).length / 16_000).toBeCloseTo(spoken.seconds, 1);
    });

    test('a question keeps it listening, and the answer goes back', async () => {
      const assistant = new Script(async function* (_, script) {
        yield {
          type: 'ask',
          mailOffset: 3,
          ask: { id: 'a1', text: 'Open the garage door?', kind: 'confirm', expiresAt: 0 },
        };
        while (script.answered.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
        yield end('The garage door is opening.');
      });
      const sound = joined([silence(2), await said('open the garage door'), silence(1.5), await said('yes')]);
      const { types } = await listen(sound, [28_000], assistant);
      expect(types).toEqual(['wake', 'utterance', 'ask', 'spoken', 'utterance', 'end', 'spoken']);
      expect(assistant.answered).toEqual([['a1', 'yes']]);
      expect(assistant.heardOffsets).toEqual([3, 7]);
    });

    test('a question with choices is answered by what tells them apart', async () => {
      const choices = ['the 5 minute timer', 'the 10 minute timer'];
      const assistant = new Script(async function* (_, script) {
        yield {
          type: 'ask',
          mailOffset: 3,
          ask: { id: 'a1', text: 'Which timer?', kind: 'question', choices, expiresAt: 0 },
        };
        while (script.answered.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
        yield end('It is cancelled.');
      });
      const answer = await said('the ten minute one');
      const sound = joined([silence(2), await said('open the garage door'), silence(1.5), answer]);
      await listen(sound, [28_000], assistant);
      expect(assistant.answered).toEqual([['a1', 'the 10 minute timer']]);
    });

    test('what is no answer is asked again', async () => {
      const assistant = new Script(async function* (_, script) {
        yield { type: 'ask', mailOffset: 3, ask: { id: 'a1', text: 'Open it?', kind: 'confirm', expiresAt: 0 } };
        while (script.answered.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
        yield end('It opens.');
      });
      const first = await said('yesterday my grandmother bought seven wonderful tomatoes');
      const parts = [await said('open the garage door'), silence(1.5), first, silence(1.5), await said('yes')];
      const { events } = await listen(joined([silence(2), ...parts]), [28_000], assistant);
      expect(assistant.answered).toEqual([['a1', 'yes']]);
      expect(events.flatMap((event) => (event.type === 'spoken' ? event.text : []))).toContain(
        'Sorry, I did not catch that. Open it?',
      );
    });

    /** Takes whatever it hears for a sentence whose contrary sounds alike, and answers for what they are. */
    const unsure = (): Recogniser => ({
      ...recogniser,
      async recognise(samples, signal, among) {
        if (among !== undefined) return recogniser.recognise(samples, signal, among);
        const alternatives = ['turn off the kitchen light'];
        return { text: 'turn on the kitchen light', confidence: 0.6, alternatives, rejected: 'unsure' };
      },
    });

    test.each([
      { answers: ['yes'], uttered: ['turn on the kitchen light'] },
      { answers: ['no', 'yes'], uttered: ['turn off the kitchen light'] },
      { answers: ['no', 'no'], uttered: [] },
      { answers: [], uttered: [] },
    ])('what sounds like its contrary is asked about, and done after "$answers"', async ({ answers, uttered }) => {
      const assistant = new Script(async function* (text) {
        yield end(`Done: ${text}.`);
      });
      const replies = await Promise.all(answers.map(async (text) => joined([silence(1.5), await said(text)])));
      const sound = joined([silence(2), await said('turn on the kitchen light'), ...replies]);
      const { events, summary } = await listen(sound, [28_000], assistant, { recogniser: unsure() });
      expect(assistant.uttered.map(({ text }) => text)).toEqual(uttered);
      expect(events.find(({ type }) => type === 'ask')).toMatchObject({
        text: 'Did you say "turn on the kitchen light"?',
        kind: 'confirm',
      });
      expect(events.filter(({ type }) => type === 'spoken')).not.toHaveLength(0);
      expect(summary.understood).toBe(true);
    });

    test('a question without an answer is let go', async () => {
      const assistant = new Script(async function* (_, script) {
        yield {
          type: 'ask',
          mailOffset: 3,
          ask: { id: 'a1', text: 'Open the garage door?', kind: 'confirm', expiresAt: 0 },
        };
        while (script.cancelled === 0) await new Promise((resolve) => setTimeout(resolve, 5));
        yield end('');
      });
      const { types } = await listen(joined([silence(2), await said('open the garage door')]), [28_000], assistant);
      expect(types).toEqual(['wake', 'utterance', 'ask', 'spoken', 'nothing', 'spoken', 'end']);
      expect(assistant.answered).toEqual([]);
    });

    test('what is not in the grammar is not acted on, and it says so', async () => {
      const assistant = new Script(async function* () {
        yield end('never');
      });
      const foreign = await said('yesterday my grandmother bought seven wonderful tomatoes at the market square');
      const { types, events, summary } = await listen(joined([silence(2), foreign]), [28_000], assistant);
      expect(types).toEqual(['wake', 'utterance', 'spoken']);
      expect(events[1]).toHaveProperty('rejected');
      expect(assistant.uttered).toEqual([]);
      expect(summary).toEqual({ wakes: 1, understood: false });
    });

    test('without the wake word nothing is heard, and after it silence is nothing', async () => {
      const assistant = new Script(async function* () {
        yield end('never');
      });
      expect(await listen(await said('turn on the kitchen light'), [], assistant)).toMatchObject({
        types: [],
        summary: { wakes: 0, understood: false },
      });
      expect((await listen(silence(8), [28_000], assistant)).types).toEqual(['wake', 'nothing']);
      expect(assistant.uttered).toEqual([]);
    });

    test('each wake word opens a turn', async () => {
      const assistant = new Script(async function* (text) {
        yield end(`Done: ${text}.`);
      });
      const first = joined([silence(2), await said('turn on the kitchen light')]);
      const sound = joined([first, silence(4), await said('set a timer for five minutes')]);
      // The wake engine is not fed while an utterance is heard: the second is a second after the first turn's end.
      const { summary } = await listen(sound, [28_000, 28_000 + 17_000], assistant);
      expect(assistant.uttered.map(({ text }) => text)).toEqual([
        'turn on the kitchen light',
        'set a timer for five minutes',
      ]);
      expect(summary.wakes).toBe(2);
    });

    test('news is spoken unasked', async () => {
      const notice: Notice = {
        ...{ kind: 'notice', mailOffset: 9, at: 0, thread: 't2', turn: 1 },
        ...{ text: 'Your timer is done.', status: 'complete', acted: false },
      };
      const assistant = new Script(
        async function* () {
          yield end('never');
        },
        [notice],
      );
      const { events } = await listen(silence(3), [], assistant);
      expect(events).toMatchObject([
        { type: 'notice', text: 'Your timer is done.' },
        { type: 'spoken', text: 'Your timer is done.' },
      ]);
      expect(assistant.heardOffsets).toEqual([9]);
    });

    test('a connection that fails is told, and it goes on', async () => {
      const assistant = new Script(async function* () {
        yield { type: 'progress', text: 'I am ', offset: 0, attempt: 1 };
        throw new Error('the daemon went away');
      });
      const { types } = await listen(
        joined([silence(2), await said('turn on the kitchen light')]),
        [28_000],
        assistant,
      );
      expect(types).toEqual(['wake', 'utterance', 'trouble', 'spoken']);
    });

    test('at a microphone the wake word cuts its speech short, and opens the next turn', async () => {
      const assistant = new Script(async function* () {
        yield end('This answer is very long. It goes on and on. Nobody wants to hear all of it.');
      });
      const command = joined([silence(2), await said('turn on the kitchen light'), silence(1)]);
      // A loudspeaker that takes as long as speech does; the microphone goes on meanwhile.
      const slow: Speaker = {
        name: 'slow',
        async play(speech, { signal, onStart } = {}) {
          for await (const { samples, rate } of speech) {
            onStart?.();
            await new Promise((resolve) => setTimeout(resolve, (1000 * samples.length) / rate));
            signal?.throwIfAborted();
          }
          return 1;
        },
        close: async () => {},
      };
      async function* live() {
        yield* framesOf(command);
        for (let frame = 0; frame < 75; frame += 1) {
          await new Promise((resolve) => setTimeout(resolve, 40));
          yield new Int16Array(1280);
        }
      }
      let frames = 0;
      const wake: WakeEngine = {
        frame: 1280,
        async accept() {
          frames += 1;
          return frames === 22 || frames === 50 ? { word: 'jarvis', score: 1 } : undefined;
        },
        reset() {},
        close: async () => {},
      };
      const { events } = await listen(command, [], assistant, { sound: live(), live: true, wake, speaker: slow });
      expect(events.find(({ type }) => type === 'spoken')).toMatchObject({ interrupted: true });
      expect(events.filter(({ type }) => type === 'wake')).toHaveLength(2);
    });
  },
);
