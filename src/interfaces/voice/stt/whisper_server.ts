import { sampleRate } from '../audio.ts';
import { boundedText, faithfulFetch, hostOf } from '../http_engine.ts';
import type { Recogniser } from '../stt.ts';
import { encodeWav } from '../wav.ts';
import { httpRecogniser } from './http_recogniser.ts';

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

  async function transcribe(utterance: Int16Array, signal: AbortSignal): Promise<unknown> {
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

  return httpRecogniser({ name: 'whisper_server', host, where, timeoutMs, transcribe });
}
