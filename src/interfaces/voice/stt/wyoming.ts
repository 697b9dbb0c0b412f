import { addressOf } from '../../wyoming/address.ts';
import { type Connection, connectTo } from '../../wyoming/connection.ts';
import { type Message, WyomingError } from '../../wyoming/message.ts';
import { bytesOf, monoAt } from '../../wyoming/sound.ts';
import { sampleRate } from '../audio.ts';
import { beyond, EngineError, within } from '../engine_error.ts';
import type { Recogniser, Sound } from '../stt.ts';
import { heardOpenly, nothingHeard, unstated } from './open_text.ts';
import { Loudness, pieces } from './whole_sound.ts';

export interface WyomingRecogniserOptions {
  /** `tcp://host:port`. */
  readonly address: string;
  /** BCP 47. */
  readonly language: string;
  /** A model's name as its `info` has it; its own choice where absent. */
  readonly model?: string;
  /** From the end of the sound to the text, in milliseconds. */
  readonly timeoutMs?: number;
}

/** A recogniser that speaks Wyoming, as faster-whisper's or Vosk's: sound goes there as it comes. */
export function openWyomingRecogniser(options: WyomingRecogniserOptions): Recogniser {
  const { language, model, timeoutMs = 20_000 } = options;
  const address = asEngine('The settings', () => addressOf(options.address));
  const where = `The recogniser at ${address.host}:${address.port}`;

  async function ask(sound: Sound, signal?: AbortSignal, onPartial?: (text: string) => void) {
    const connection = await connectTo(address, signal === undefined ? {} : { signal });
    try {
      await connection.send('transcribe', { language, ...(model !== undefined && { name: model }) });
      const answer = transcript(connection, onPartial);
      answer.catch(() => undefined); // seen once all is sent
      if (await sendSound(connection, sound, signal)) return undefined;
      return await within(timeoutMs, `${where} has not answered within ${timeoutMs / 1000} s.`, signal, () => answer);
    } finally {
      connection.destroy();
    }
  }

  return {
    name: `wyoming (${address.host}:${address.port})`,
    freeText: true,
    streams: true,
    sentTo: beyond(address.host),
    async follow() {}, // it hears whatever is said
    async recognise(sound, signal, among, onPartial) {
      const text = await asEngineError(where, () => ask(sound, signal, onPartial));
      // The protocol has no place for a recogniser's certainty.
      return text === undefined ? nothingHeard : heardOpenly(text, unstated, among);
    },
    async close() {},
  };
}

/** Sends it as it comes. True where it was silence from end to end. */
async function sendSound(connection: Connection, sound: Sound, signal: AbortSignal | undefined): Promise<boolean> {
  const loudness = new Loudness();
  let sent = 0;
  const timestamp = (): number => Math.round((sent / sampleRate) * 1_000);
  await connection.send('audio-start', { ...monoAt(sampleRate), timestamp: 0 });
  for await (const piece of pieces(sound, signal)) {
    loudness.hear(piece);
    await connection.send('audio-chunk', { ...monoAt(sampleRate), timestamp: timestamp() }, bytesOf(piece));
    sent += piece.length;
  }
  await connection.send('audio-stop', { timestamp: timestamp() });
  return loudness.isSilence;
}

/** The text, once it is whole; what it sends of it before is told. */
async function transcript(connection: Connection, onPartial?: (text: string) => void): Promise<string> {
  let soFar = '';
  while (true) {
    const message = await nextOf(connection);
    const { text } = message.data;
    if (message.type === 'transcript') return typeof text === 'string' ? text : '';
    if (message.type === 'transcript-chunk' && typeof text === 'string' && soFar.length < 10_000) {
      soFar += text;
      onPartial?.(soFar.trim());
    }
  }
}

/** What the engine says next. A WyomingError where it says that it failed, or leaves. */
export async function nextOf(connection: Connection, signal?: AbortSignal): Promise<Message> {
  const message = await connection.next(signal);
  if (message === undefined) throw new WyomingError('it ended the connection without an answer.');
  if (message.type !== 'error') return message;
  const { text } = message.data;
  throw new WyomingError(typeof text === 'string' ? text.slice(0, 300) : 'it failed, and did not say why.');
}

/** What goes wrong on the wire is the engine's fault, said with where it is. */
export async function asEngineError<T>(where: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    throw engineError(where, thrown);
  }
}

export function asEngine<T>(where: string, work: () => T): T {
  try {
    return work();
  } catch (thrown) {
    throw engineError(where, thrown);
  }
}

function engineError(where: string, thrown: unknown): unknown {
  if (!(thrown instanceof WyomingError)) return thrown;
  return new EngineError(`${where} is of no use: ${thrown.message}`, { cause: thrown });
}
