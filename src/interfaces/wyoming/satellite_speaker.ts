import { setTimeout as sleep } from 'node:timers/promises';
import type { PlayOptions, Speaker } from '../voice/speaker.ts';
import type { Speech } from '../voice/tts.ts';
import type { Connection } from './connection.ts';
import { WyomingError } from './message.ts';
import { bytesOf, monoAt } from './sound.ts';

/** How far the satellite is ahead of what is heard: what it has cannot be taken back when somebody barges in. */
const aheadMs = 200;
const chunkMs = 40;
/** After the last sound, for satellites that do not say that they have played it. */
const graceMs = 500;

/** A satellite's loudspeaker. Where it is away nothing is played, and nothing fails: it is told elsewhere. */
export class SatelliteSpeaker implements Speaker {
  readonly name: string;
  readonly #connection: () => Connection | undefined;
  #onPlayed: () => void = () => undefined;

  constructor(name: string, connection: () => Connection | undefined) {
    this.name = name;
    this.#connection = connection;
  }

  /** It says that all was heard, or it is gone. */
  played(): void {
    this.#onPlayed();
  }

  async play(speech: AsyncIterable<Speech>, { signal, onStart }: PlayOptions = {}): Promise<number> {
    const connection = this.#connection();
    let seconds = 0;
    let started = 0;
    let rate: number | undefined;
    try {
      for await (const piece of speech) {
        signal?.throwIfAborted();
        if (rate === undefined) {
          onStart?.();
          started = performance.now();
          await connection?.send('synthesize', { text: piece.text });
        }
        if (piece.rate !== rate) {
          if (rate !== undefined) await connection?.send('audio-stop', { timestamp: Math.round(seconds * 1_000) });
          rate = piece.rate;
          await connection?.send('audio-start', { ...monoAt(rate), timestamp: 0 });
        }
        const chunk = Math.round((chunkMs * piece.rate) / 1_000);
        for (let at = 0; at < piece.samples.length; at += chunk) {
          const early = started + seconds * 1_000 - aheadMs - performance.now();
          if (early > 0) await sleep(early, undefined, signal === undefined ? {} : { signal }).catch(() => undefined);
          signal?.throwIfAborted();
          const part = piece.samples.subarray(at, at + chunk);
          await connection?.send('audio-chunk', { ...monoAt(piece.rate) }, bytesOf(part));
          seconds += part.length / piece.rate;
        }
      }
      if (rate !== undefined) await this.#heardOut(started + seconds * 1_000 + graceMs, connection, signal);
    } catch (thrown) {
      if (signal?.aborted === true) await connection?.send('audio-stop').catch(() => undefined);
      if (!(thrown instanceof WyomingError)) throw thrown;
    }
    signal?.throwIfAborted();
    return seconds;
  }

  async #heardOut(byMs: number, connection: Connection | undefined, signal: AbortSignal | undefined): Promise<void> {
    const played = new Promise<void>((resolve) => {
      this.#onPlayed = resolve;
    });
    await connection?.send('audio-stop');
    const left = Math.max(0, byMs - performance.now());
    const over = sleep(left, undefined, signal === undefined ? {} : { signal }).catch(() => undefined);
    await Promise.race([played, over]);
  }

  async close(): Promise<void> {}
}
