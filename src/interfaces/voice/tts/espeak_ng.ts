import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { pcmFromBytes } from '../audio.ts';
import { ProgramError, startError } from '../program.ts';
import { sentences } from '../sentences.ts';
import type { Speech, Synthesiser } from '../tts.ts';

export interface EspeakOptions {
  /** Voice or language as espeak-ng names it: `en-us`, `de`. */
  readonly voice?: string;
  readonly wordsPerMinute?: number;
}

/** What stands before the samples when espeak-ng writes to a pipe: a WAV header whose lengths mean nothing. */
const headerBytes = 44;

/** Debian's espeak-ng: a hundred languages, first sound after 20 ms, streamed as it is made. A process of its own (GPL-3). */
export function openEspeak({ voice = 'en-us', wordsPerMinute = 165 }: EspeakOptions = {}): Synthesiser {
  async function* say(text: string, signal?: AbortSignal): AsyncGenerator<Speech> {
    const child = spawn('espeak-ng', ['-v', voice, '-s', String(wordsPerMinute), '-b', '1', '--stdin', '--stdout'], {
      stdio: 'pipe',
    });
    const failed = new Promise<never>((_, reject) =>
      child.once('error', (cause) => reject(startError('espeak-ng', cause, 'espeak-ng'))),
    );
    failed.catch(() => undefined);
    const ended = once(child, 'close').then(([code]) => code);
    ended.catch(() => undefined);
    let complaint = '';
    child.stderr.on('data', (chunk: Buffer) => {
      complaint = (complaint + chunk.toString('utf8')).slice(-500);
    });
    const kill = () => child.kill('SIGKILL');
    signal?.addEventListener('abort', kill, { once: true });
    child.stdin.on('error', () => undefined); // it ended before it had read the text: its code tells
    child.stdin.end(text);
    try {
      let rate = 0;
      const body = afterHeader(child.stdout, (found) => {
        rate = found;
      });
      for await (const samples of pcmFromBytes(body)) yield { samples, rate, text };
      const code = await Promise.race([ended, failed]);
      signal?.throwIfAborted();
      if (code !== 0)
        throw new ProgramError(`espeak-ng failed (code ${String(code)}): ${complaint.trim() || 'it said nothing'}`);
    } finally {
      signal?.removeEventListener('abort', kill);
      kill();
    }
  }
  return {
    name: 'espeak-ng',
    async *speak(text, signal) {
      signal?.throwIfAborted();
      for await (const sentence of sentences(text)) yield* say(sentence, signal);
    },
  };
}

/** The samples' bytes; `onRate` is told the rate that the header names before the first of them. */
async function* afterHeader(bytes: AsyncIterable<Buffer>, onRate: (rate: number) => void): AsyncGenerator<Uint8Array> {
  let head = Buffer.alloc(0);
  for await (const chunk of bytes) {
    if (head.length >= headerBytes) {
      yield chunk;
      continue;
    }
    head = Buffer.concat([head, chunk]);
    if (head.length < headerBytes) continue;
    onRate(head.readUInt32LE(24));
    if (head.length > headerBytes) yield head.subarray(headerBytes);
  }
}
