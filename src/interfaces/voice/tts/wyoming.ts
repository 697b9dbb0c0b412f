import { addressOf } from '../../wyoming/address.ts';
import { connectTo } from '../../wyoming/connection.ts';
import { pieceOf } from '../../wyoming/sound.ts';
import { beyond, EngineError, within } from '../engine_error.ts';
import { sentences } from '../sentences.ts';
import { asEngine, asEngineError, nextOf } from '../stt/wyoming.ts';
import type { Speech, Synthesiser } from '../tts.ts';
import { streamedAhead } from './ahead.ts';

export interface WyomingSynthesiserOptions {
  /** `tcp://host:port`. */
  readonly address: string;
  /** A voice's name as its `info` has it; its own choice where absent. */
  readonly voice?: string;
  /** The longest wait for the next piece of sound, in milliseconds. */
  readonly timeoutMs?: number;
}

/** A sentence that sounds longer than this is a fault of the engine: five minutes at 48 kHz. */
const mostSamples = 300 * 48_000;

/** A synthesiser that speaks Wyoming, as Piper's: a connection per sentence, and the sound as it is made. */
export function openWyomingSynthesiser(options: WyomingSynthesiserOptions): Synthesiser {
  const { voice, timeoutMs = 15_000 } = options;
  const address = asEngine('The settings', () => addressOf(options.address));
  const where = `The voice at ${address.host}:${address.port}`;

  async function* say(text: string, signal: AbortSignal): AsyncGenerator<Speech> {
    const connection = await asEngineError(where, () => connectTo(address, { signal }));
    try {
      await asEngineError(where, () =>
        connection.send('synthesize', { text, ...(voice !== undefined && { voice: { name: voice } }) }),
      );
      let left = mostSamples;
      while (true) {
        const message = await within(
          timeoutMs,
          `${where} has said nothing for ${timeoutMs / 1000} s.`,
          signal,
          (until) => asEngineError(where, () => nextOf(connection, until)),
        );
        if (message.type === 'audio-stop') return;
        if (message.type !== 'audio-chunk') continue;
        const { samples, rate } = await asEngineError(where, async () => pieceOf(message));
        left -= samples.length;
        if (left < 0) throw new EngineError(`${where} does not stop speaking.`);
        if (samples.length > 0) yield { samples, rate, text };
      }
    } finally {
      connection.destroy();
    }
  }

  return {
    name: `wyoming (${address.host}:${address.port})`,
    sentTo: beyond(address.host),
    speak: (text, signal) => streamedAhead(sentences(text), say, signal),
  };
}
