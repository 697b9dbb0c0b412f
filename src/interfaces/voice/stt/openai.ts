import OpenAI, { toFile } from 'openai';
import { sampleRate } from '../audio.ts';
import { beyond, within } from '../engine_error.ts';
import { failureOf, faithfulFetch, hostOf } from '../http_engine.ts';
import type { Recogniser } from '../stt.ts';
import { encodeWav } from '../wav.ts';
import { heardOpenly, nothingHeard } from './open_text.ts';
import { transcriptionOf } from './transcription.ts';
import { Loudness, whole } from './whole_sound.ts';

export interface OpenAiRecogniserOptions {
  /** As in `https://api.openai.com/v1`: whoever speaks that protocol. */
  readonly baseUrl: string;
  /** Sent as a bearer token; none where absent. */
  readonly key?: string;
  readonly model: string;
  /** BCP 47. */
  readonly language: string;
  readonly timeoutMs?: number;
}

/** `/audio/transcriptions` of OpenAI, or of anything that speaks its protocol. */
export function openOpenAiRecogniser(options: OpenAiRecogniserOptions): Recogniser {
  const { baseUrl, key = 'none', model, language, timeoutMs = 20_000 } = options;
  const host = hostOf(baseUrl);
  const where = `The recogniser at ${host}`;
  const client = new OpenAI({ baseURL: baseUrl, apiKey: key, maxRetries: 0, timeout: timeoutMs, fetch: faithfulFetch });
  return {
    name: `openai (${host})`,
    freeText: true,
    streams: false,
    sentTo: beyond(host),
    async follow() {}, // it hears whatever is said
    async recognise(sound, signal, among) {
      const utterance = await whole(sound, signal);
      if (new Loudness().hear(utterance).isSilence) return nothingHeard;
      const late = `${where} has not answered within ${timeoutMs / 1000} s.`;
      try {
        const file = await toFile(encodeWav(utterance, sampleRate), 'utterance.wav', { type: 'audio/wav' });
        const request = { file, model, language: language.split('-')[0] ?? language };
        const answer = await within(timeoutMs, late, signal, (until) =>
          client.audio.transcriptions.create(request, { signal: until }),
        );
        const { text, confidence } = transcriptionOf(answer, where);
        return heardOpenly(text, confidence, among);
      } catch (thrown) {
        throw failureOf(where, thrown, signal);
      }
    },
    async close() {},
  };
}
