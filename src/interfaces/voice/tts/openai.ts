import OpenAI from 'openai';
import { pcmFromBytes } from '../audio.ts';
import { beyond, EngineError, within } from '../engine_error.ts';
import { failureOf, faithfulFetch, hostOf } from '../http_engine.ts';
import { sentences } from '../sentences.ts';
import type { Speech, Synthesiser } from '../tts.ts';
import { streamedAhead } from './ahead.ts';

export interface OpenAiSynthesiserOptions {
  /** As in `https://api.openai.com/v1`: whoever speaks that protocol. */
  readonly baseUrl: string;
  readonly key?: string;
  readonly model: string;
  readonly voice: string;
  /** The longest wait for the next piece of sound. */
  readonly timeoutMs?: number;
}

/** What `pcm` is by OpenAI's reference: 24 kHz, 16 bits, mono. Some who speak the protocol send WAV whatever is asked for. */
const pcmRate = 24_000;
const wavHeader = 44;
/** A sentence that sounds longer than five minutes is a fault. */
const mostBytes = 300 * 2 * 48_000;

/** `/audio/speech` of OpenAI, or of anything that speaks its protocol: the sound is taken as it comes. */
export function openOpenAiSynthesiser(options: OpenAiSynthesiserOptions): Synthesiser {
  const { baseUrl, key = 'none', model, voice, timeoutMs = 15_000 } = options;
  const host = hostOf(baseUrl);
  const where = `The voice at ${host}`;
  const late = `${where} has said nothing for ${timeoutMs / 1000} s.`;
  const client = new OpenAI({ baseURL: baseUrl, apiKey: key, maxRetries: 0, timeout: timeoutMs, fetch: faithfulFetch });

  async function* say(text: string, signal: AbortSignal): AsyncGenerator<Speech> {
    // Whoever leaves in the middle ends the request.
    const left = new AbortController();
    const until = AbortSignal.any([signal, left.signal]);
    try {
      const request = { model, voice, input: text, response_format: 'pcm' } as const;
      const response = await within(timeoutMs, late, until, (soon) =>
        client.audio.speech.create(request, { signal: AbortSignal.any([soon, until]) }),
      );
      let rate = pcmRate;
      const bytes = afterHeader(bytesOf(response, timeoutMs, late, where, until), (found) => {
        rate = found;
      });
      for await (const samples of pcmFromBytes(bytes)) yield { samples, rate, text };
    } catch (thrown) {
      throw failureOf(where, thrown, signal);
    } finally {
      left.abort(new Error('Nobody listens any more.'));
    }
  }

  return {
    name: `openai (${host})`,
    sentTo: beyond(host),
    speak: (text, signal) => streamedAhead(sentences(text), say, signal),
  };
}

async function* bytesOf(
  response: Response,
  timeoutMs: number,
  late: string,
  where: string,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const reader = response.body?.getReader();
  if (reader === undefined) throw new EngineError(`${where} answers without any sound.`);
  let bytes = 0;
  try {
    while (true) {
      const { done, value } = await within(timeoutMs, late, signal, () => reader.read());
      if (done) return;
      bytes += value.length;
      if (bytes > mostBytes) throw new EngineError(`${where} does not stop speaking.`);
      yield value;
    }
  } finally {
    reader.cancel().catch(() => undefined);
  }
}

/** Raw samples as they are; of a WAV what stands after its header, whose rate is told first. */
async function* afterHeader(
  bytes: AsyncIterable<Uint8Array>,
  onRate: (rate: number) => void,
): AsyncGenerator<Uint8Array> {
  let head: Buffer | undefined = Buffer.alloc(0);
  for await (const chunk of bytes) {
    if (head === undefined) {
      yield chunk;
      continue;
    }
    head = Buffer.concat([head, chunk]);
    if (head.length < wavHeader && 'RIFF'.startsWith(head.toString('latin1', 0, 4))) continue;
    const isWav = head.toString('latin1', 0, 4) === 'RIFF';
    if (isWav) onRate(head.readUInt32LE(24));
    yield isWav ? head.subarray(wavHeader) : head;
    head = undefined;
  }
  if (head !== undefined && head.length > 0) yield head;
}
