import OpenAI, { toFile } from 'openai';
import { sampleRate } from '../audio.ts';
import { faithfulFetch, hostOf } from '../http_engine.ts';
import type { Recogniser } from '../stt.ts';
import { encodeWav } from '../wav.ts';
import { httpRecogniser } from './http_recogniser.ts';

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
  const client = new OpenAI({ baseURL: baseUrl, apiKey: key, maxRetries: 0, timeout: timeoutMs, fetch: faithfulFetch });
  return httpRecogniser({
    ...{ name: 'openai', host, where: `The recogniser at ${host}`, timeoutMs },
    async transcribe(utterance, signal) {
      const file = await toFile(encodeWav(utterance, sampleRate), 'utterance.wav', { type: 'audio/wav' });
      const request = { file, model, language: language.split('-')[0] ?? language };
      return client.audio.transcriptions.create(request, { signal });
    },
  });
}
