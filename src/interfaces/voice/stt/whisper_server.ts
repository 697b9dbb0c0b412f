import { sampleRate } from '../audio.ts';
import { beyond, within } from '../engine_error.ts';
import { boundedText, failureOf, faithfulFetch, hostOf } from '../http_engine.ts';
import type { Recogniser } from '../stt.ts';
import { encodeWav } from '../wav.ts';
import { heardOpenly, nothingHeard } from './open_text.ts';
import { transcriptionOf } from './transcription.ts';
import { Loudness, whole } from './whole_sound.ts';

export interface WhisperServerOptions {
  /** Of whisper.cpp's server, as in `http://127.0.0.1:8080`. */
  readonly url: string;
  /** BCP 47. */
  readonly language: string;
  readonly timeoutMs?: number;
}

/** whisper.cpp's `whisper-server`: one `POST /inference` for each utterance. */
export function openWhisperServer({ url, language, timeoutMs = 20_000 }: WhisperServerOptions): Recogniser {
  const host = hostOf(url);
  const where = `The whisper server at ${host}`;
  const inference = new URL('inference', url.endsWith('/') ? url : `${url}/`);

  async function ask(utterance: Int16Array, signal: AbortSignal): Promise<unknown> {
    const form = new FormData();
    form.append('file', new Blob([encodeWav(utterance, sampleRate)], { type: 'audio/wav' }), 'utterance.wav');
    form.append('response_format', 'verbose_json');
    form.append('temperature', '0');
    form.append('language', language.split('-')[0] ?? language);
    const response = await faithfulFetch(inference, { method: 'POST', body: form, signal });
    const text = await boundedText(response, where);
    if (!response.ok) throw new Error(`it answers ${response.status}: ${text.slice(0, 200)}`);
    return JSON.parse(text);
  }

  return {
    name: `whisper_server (${host})`,
    freeText: true,
    streams: false,
    sentTo: beyond(host),
    async follow() {}, // it hears whatever is said
    async recognise(sound, signal, among) {
      const utterance = await whole(sound, signal);
      if (new Loudness().hear(utterance).isSilence) return nothingHeard;
      const late = `${where} has not answered within ${timeoutMs / 1000} s.`;
      try {
        const answer = await within(timeoutMs, late, signal, (until) => ask(utterance, until));
        const { text, confidence } = transcriptionOf(answer, where);
        return heardOpenly(text, confidence, among);
      } catch (thrown) {
        throw failureOf(where, thrown, signal);
      }
    },
    async close() {},
  };
}
