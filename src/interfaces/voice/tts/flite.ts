import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toPcm } from '../audio.ts';
import { run } from '../program.ts';
import { sentences } from '../sentences.ts';
import type { Speech, Synthesiser } from '../tts.ts';
import { decodeWav } from '../wav.ts';
import { oneAhead } from './one_ahead.ts';

export interface FliteOptions {
  /** One of `flite -lv`; `slt` where absent, which our own recogniser understands best. */
  readonly voice?: string;
}

/** Debian's flite: English, 16 kHz. It writes files only, so each sentence is a process, and the next is made while one is heard. */
export function openFlite({ voice = 'slt' }: FliteOptions = {}): Synthesiser {
  async function say(text: string, signal: AbortSignal): Promise<Speech> {
    const folder = await mkdtemp(join(tmpdir(), 'agentos-said-'));
    try {
      const [from, to] = [join(folder, 'text'), join(folder, 'speech.wav')];
      await writeFile(from, `${text}\n`);
      await run('flite', ['-voice', voice, '-f', from, '-o', to], { signal, debian: 'flite' });
      const wav = decodeWav(await readFile(to));
      return { samples: toPcm(wav.samples), rate: wav.rate, text };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
  return { name: 'flite', speak: (text, signal) => oneAhead(sentences(text), say, signal) };
}
