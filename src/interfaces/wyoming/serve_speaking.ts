import { TextStream } from '../voice/text_stream.ts';
import type { Speech, Synthesiser } from '../voice/tts.ts';
import type { Connection } from './connection.ts';
import type { Message } from './message.ts';
import { WyomingError } from './message.ts';
import type { Service } from './server.ts';
import { bytesOf, monoAt } from './sound.ts';

/** About an hour of speech. */
const mostCharacters = 50_000;
/** Samples in a chunk on the wire: 2 kB, as others send. */
const chunkSamples = 1_024;

/**
 * `synthesize`, and back `audio-start`, `audio-chunk` …, `audio-stop`. Or as a stream: `synthesize-start`, `synthesize-chunk` …,
 * `synthesize-stop`, with the sound of each sentence as soon as it is made, and `synthesize-stopped` at the end. The `synthesize`
 * that comes within a stream is for those who know none, and is passed over.
 */
export function serveSpeaking(synthesiser: Synthesiser): Service {
  let stream: { readonly text: TextStream; readonly spoken: Promise<void>; characters: number } | undefined;
  return {
    async take({ type, data }, connection, signal) {
      switch (type) {
        case 'synthesize':
          if (stream === undefined) await speak([plain(data)], synthesiser, connection, signal);
          return true;
        case 'synthesize-start': {
          stream?.text.close();
          const text = new TextStream();
          const spoken = speak(text, synthesiser, connection, signal);
          spoken.catch(() => undefined); // told at its end
          stream = { text, spoken, characters: 0 };
          return true;
        }
        case 'synthesize-chunk': {
          if (stream === undefined) throw new WyomingError('synthesize-chunk came without synthesize-start');
          const piece = plain(data);
          stream.text.piece(piece, stream.characters, 0);
          stream.characters += piece.length;
          if (stream.characters > mostCharacters) throw new WyomingError('there is too much to be said at once');
          return true;
        }
        case 'synthesize-stop': {
          const ending = stream;
          stream = undefined;
          ending?.text.close();
          await ending?.spoken;
          await connection.send('synthesize-stopped');
          return true;
        }
        default:
          return false;
      }
    },
  };
}

/** The text of a request, with the tags of SSML taken out where it says that it is that: they are not for reading aloud. */
function plain({ text, text_format: format }: Message['data']): string {
  if (typeof text !== 'string') throw new WyomingError('there is no text to be spoken');
  const short = text.slice(0, mostCharacters);
  return format === 'ssml' ? short.replaceAll(/<[^<>]*>/g, ' ') : short;
}

/** A stretch of sound for each rate that comes, mostly one; nothing to say is an empty one. */
async function speak(
  text: AsyncIterable<string> | readonly string[],
  synthesiser: Synthesiser,
  connection: Connection,
  signal: AbortSignal,
): Promise<void> {
  let rate: number | undefined;
  let sent = 0;
  for await (const piece of synthesiser.speak(text, signal)) {
    if (piece.rate !== rate) {
      if (rate !== undefined) await connection.send('audio-stop', { timestamp: milliseconds(sent, rate) });
      rate = piece.rate;
      sent = 0;
      await connection.send('audio-start', { ...monoAt(rate), timestamp: 0 });
    }
    sent = await sendPiece(piece, sent, connection);
  }
  if (rate === undefined) await connection.send('audio-start', { ...monoAt(16_000), timestamp: 0 });
  await connection.send('audio-stop', { timestamp: milliseconds(sent, rate ?? 16_000) });
}

async function sendPiece({ samples, rate }: Speech, sent: number, connection: Connection): Promise<number> {
  for (let at = 0; at < samples.length; at += chunkSamples) {
    const chunk = samples.subarray(at, at + chunkSamples);
    const timestamp = milliseconds(sent + at, rate);
    await connection.send('audio-chunk', { ...monoAt(rate), timestamp }, bytesOf(chunk));
  }
  return sent + samples.length;
}

function milliseconds(samples: number, rate: number): number {
  return Math.round((samples / rate) * 1_000);
}
