import { beyond, within } from '../engine_error.ts';
import { failureOf } from '../http_engine.ts';
import type { Recogniser } from '../stt.ts';
import { heardOpenly, nothingHeard } from './open_text.ts';
import { transcriptionOf } from './transcription.ts';
import { Loudness, whole } from './whole_sound.ts';

export interface HttpRecogniserOptions {
  readonly name: string;
  readonly host: string;
  /** As errors call it. */
  readonly where: string;
  readonly timeoutMs: number;
  /** Sends one utterance and returns the body of the answer, in the form of OpenAI's transcriptions. */
  readonly transcribe: (utterance: Int16Array, signal: AbortSignal) => Promise<unknown>;
}

/** A server that takes one whole utterance in a request and hears whatever is said. Silence is not sent. */
export function httpRecogniser({ name, host, where, timeoutMs, transcribe }: HttpRecogniserOptions): Recogniser {
  return {
    name: `${name} (${host})`,
    freeText: true,
    streams: false,
    sentTo: beyond(host),
    async follow() {}, // it hears whatever is said
    async recognise(sound, signal, among) {
      const utterance = await whole(sound, signal);
      if (new Loudness().hear(utterance).isSilence) return nothingHeard;
      const late = `${where} has not answered within ${timeoutMs / 1000} s.`;
      try {
        const answer = await within(timeoutMs, late, signal, (until) => transcribe(utterance, until));
        const { text, confidence } = transcriptionOf(answer, where);
        return heardOpenly(text, confidence, among);
      } catch (thrown) {
        throw failureOf(where, thrown, signal);
      }
    },
    async close() {},
  };
}
