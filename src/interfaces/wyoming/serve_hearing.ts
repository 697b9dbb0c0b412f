import { sampleRate, toPcm } from '../voice/audio.ts';
import { resample } from '../voice/resample.ts';
import type { Recogniser } from '../voice/stt.ts';
import type { Connection } from './connection.ts';
import { type Message, WyomingError } from './message.ts';
import type { Service } from './server.ts';
import { pieceOf } from './sound.ts';

/** Sound of one utterance that is kept: a minute at 48 kHz. What comes after it is not heard. */
const mostSamples = 60 * 48_000;

export interface Hearing {
  readonly recogniser: Recogniser;
  /** Looks whether the house has changed, before something is taken down. */
  readonly refresh: () => Promise<void>;
}

/** `transcribe`, `audio-start`, `audio-chunk` …, `audio-stop`, and back a `transcript`: empty where nothing for this house was said. */
export function serveHearing({ recogniser, refresh }: Hearing): Service {
  let utterance: Utterance | undefined;
  return {
    async take(message, connection, signal) {
      switch (message.type) {
        case 'transcribe':
        case 'audio-start':
          utterance?.end();
          utterance = undefined;
          if (message.type === 'audio-start') utterance = new Utterance();
          return true;
        case 'audio-chunk':
          utterance ??= new Utterance();
          utterance.take(message);
          return true;
        case 'audio-stop': {
          const spoken = utterance ?? new Utterance();
          utterance = undefined;
          await answer(spoken, recogniser, refresh, connection, signal);
          return true;
        }
        default:
          return false;
      }
    },
  };
}

async function answer(
  spoken: Utterance,
  recogniser: Recogniser,
  refresh: () => Promise<void>,
  connection: Connection,
  signal: AbortSignal,
): Promise<void> {
  await refresh();
  const { text, rejected } = await recogniser.recognise(spoken.end(), signal);
  const heard = rejected === undefined ? text : '';
  if (recogniser.streams) {
    await connection.send('transcript-start');
    if (heard !== '') await connection.send('transcript-chunk', { text: heard });
  }
  await connection.send('transcript', { text: heard });
  if (recogniser.streams) await connection.send('transcript-stop');
}

/** What is said, as it comes; brought to our own rate in the end. */
class Utterance {
  readonly #parts: Int16Array[] = [];
  #samples = 0;
  #rate = sampleRate;

  take(message: Message): void {
    const { samples, rate } = pieceOf(message);
    if (this.#samples === 0) this.#rate = rate;
    else if (rate !== this.#rate) throw new WyomingError('the rate of the sound changed in the middle of it');
    if (this.#samples >= mostSamples) return;
    this.#parts.push(samples);
    this.#samples += samples.length;
  }

  end(): Int16Array {
    const all = new Int16Array(this.#samples);
    let at = 0;
    for (const part of this.#parts.splice(0)) {
      all.set(part, at);
      at += part.length;
    }
    if (this.#rate === sampleRate) return all;
    const floats = Float32Array.from(all, (sample) => sample / 32_768);
    return toPcm(resample(floats, this.#rate, sampleRate));
  }
}
