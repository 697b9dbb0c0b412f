import { setTimeout as sleep } from 'node:timers/promises';
import { sampleRate } from '../voice/audio.ts';
import type { Speaker } from '../voice/speaker.ts';
import type { VoiceEvent } from '../voice/voice_event.ts';
import type { WakeEngine } from '../voice/wake.ts';
import type { Address } from './address.ts';
import { type Connection, connectTo } from './connection.ts';
import type { Message } from './message.ts';
import { WyomingError } from './message.ts';
import { SatelliteSpeaker } from './satellite_speaker.ts';
import { pieceOf } from './sound.ts';
import { SoundQueue } from './sound_queue.ts';

export interface SatelliteOptions {
  readonly name: string;
  readonly address: Address;
  /** BCP 47. */
  readonly language: string;
  readonly report: (text: string) => void;
  readonly firstWaitMs?: number;
  readonly longestWaitMs?: number;
  readonly pingMs?: number;
}

/** Parts what a satellite sent for one call from what it sent for the one before: its stream has holes that nobody hears. */
const gap = new Int16Array(0.6 * sampleRate);
/** After the satellite ended its stream: enough to end what was said. */
const ending = new Int16Array(1.5 * sampleRate);

/**
 * One Wyoming satellite, as a microphone, a loudspeaker and a wake word for the voice pipe. We are its client: `run-satellite`, and it
 * sends sound, either after a wake word of its own (`run-pipeline` from `asr`) or for us to listen for one (from `wake`). It hears
 * `detection`, `transcribe`, `voice-stopped`, the sound of the answer, and at the end of the turn `transcript`, after which it
 * goes back to its wake word. A lost connection is made again, for ever; that is told once.
 */
export class Satellite {
  readonly sound = new SoundQueue();
  readonly speaker: Speaker & { played(): void };
  readonly #options: SatelliteOptions;
  #connection: Connection | undefined;
  /** The wake word that it has heard itself, until the pipe knows. */
  #called: string | undefined;
  #detected: string | undefined;
  #streaming = false;
  /** From the wake word to the end of the turn. */
  #turn: { heard: string } | undefined;

  constructor(options: SatelliteOptions) {
    this.#options = options;
    this.speaker = new SatelliteSpeaker(options.name, () => this.#connection);
  }

  /** Fires when the satellite has heard its own wake word, or when `own` hears one in what it sends. */
  wake(own: WakeEngine): WakeEngine {
    return {
      frame: own.frame,
      accept: async (frame) => {
        const called = this.#called;
        this.#called = undefined;
        if (called !== undefined) return { word: called, score: 1 };
        const hit = await own.accept(frame);
        if (hit !== undefined) this.#tell('detection', { name: hit.word });
        return hit;
      },
      reset: () => own.reset(),
      close: () => own.close(),
    };
  }

  /** Tells the satellite how far the pipe is, for its lights and sounds. */
  follow(event: VoiceEvent): void {
    if (event.type === 'wake') {
      this.#turn = { heard: '' };
      this.#tell('transcribe', { language: this.#options.language });
    }
    if (event.type === 'utterance' && this.#turn !== undefined) {
      this.#turn.heard = event.text;
      this.#tell('voice-stopped');
    }
  }

  /** The turn is over: the satellite may stop sending. */
  idle(): void {
    if (this.#turn === undefined) return;
    this.#tell('transcript', { text: this.#turn.heard });
    this.#turn = undefined;
    this.#streaming = false;
  }

  /** Until the signal aborts. */
  async run(signal: AbortSignal): Promise<void> {
    const { name, address, report, firstWaitMs = 1_000, longestWaitMs = 30_000 } = this.#options;
    let waitMs = firstWaitMs;
    let lost = false;
    while (!signal.aborted) {
      try {
        await this.#attend(signal, () => {
          if (lost) report(`The satellite ${name} is back.`);
          lost = false;
          waitMs = firstWaitMs;
        });
      } catch (thrown) {
        if (signal.aborted) break;
        const why = thrown instanceof Error ? thrown.message : String(thrown);
        if (!lost) report(`The satellite ${name} (${address.host}:${address.port}) is away: ${why} It is tried again.`);
        lost = true;
      }
      await sleep(waitMs, undefined, { signal }).catch(() => undefined);
      waitMs = Math.min(2 * waitMs, longestWaitMs);
    }
    this.sound.close();
  }

  async #attend(signal: AbortSignal, onConnected: () => void): Promise<void> {
    const { address, pingMs = 2_000 } = this.#options;
    // It answers each ping: where nothing comes, nobody is there any more.
    const connection = await connectTo(address, { signal, idleMs: 4 * pingMs });
    this.#connection = connection;
    const pings = setInterval(() => this.#tell('ping'), pingMs);
    try {
      await connection.send('run-satellite');
      this.#tell('ping');
      for (let first = true; ; first = false) {
        const message = await connection.next(signal);
        if (message === undefined) throw new WyomingError('it ended the connection.');
        if (first) onConnected();
        await this.#take(message, connection);
      }
    } finally {
      clearInterval(pings);
      this.#connection = undefined;
      this.#streaming = false;
      this.#turn = undefined;
      this.speaker.played();
      if (connection.open) await connection.send('pause-satellite').catch(() => undefined);
      connection.close();
    }
  }

  async #take(message: Message, connection: Connection): Promise<void> {
    const { type, data } = message;
    if (type === 'ping') await connection.send('pong', { text: data.text ?? null });
    else if (type === 'played') this.speaker.played();
    else if (type === 'detection')
      this.#detected = typeof data.name === 'string' ? data.name.slice(0, 100) : 'its wake word';
    else if (type === 'run-pipeline') {
      if (data.start_stage === 'asr') this.#begin();
    } else if (type === 'audio-chunk') {
      // Some send sound right after their wake word, and ask for nothing.
      if (this.#detected !== undefined && !this.#streaming) this.#begin();
      const { samples, rate } = pieceOf(message);
      if (rate !== sampleRate)
        throw new WyomingError(
          `its microphone sends ${rate} Hz. Set it to ${sampleRate} Hz (--mic-command "arecord -r 16000 …").`,
        );
      this.sound.push(samples);
    } else if (type === 'audio-stop') {
      this.#streaming = false;
      this.sound.push(ending);
    }
  }

  #begin(): void {
    if (this.#streaming) return;
    this.#streaming = true;
    this.#called = this.#detected ?? 'its wake word';
    this.#detected = undefined;
    this.sound.push(gap);
  }

  /** What is told in passing; where it cannot be, the connection is over, which is noticed where it is read. */
  #tell(type: string, data: Message['data'] = {}): void {
    this.#connection?.send(type, data).catch(() => undefined);
  }
}
