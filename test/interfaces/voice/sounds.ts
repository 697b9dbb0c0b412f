/** Sounds for tests: said by a synthesiser of this machine, or recorded, from the public data beside the checkout. */
import { execFile } from 'node:child_process';
import { accessSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { joined, readWav, wavSamples } from '../../../src/interfaces/voice/audio.ts';

const run = promisify(execFile);
const whole = { encoding: 'buffer', maxBuffer: 64 << 20 } as const;

function installed(program: string): boolean {
  return (process.env.PATH ?? '').split(':').some((folder) => present(join(folder, program)));
}

function present(path: string): boolean {
  try {
    accessSync(path);
    return true;
  } catch {
    return false;
  }
}

export const hasFlite = installed('flite');
export const hasEspeak = installed('espeak-ng');
export const hasSox = installed('sox');

/** Whether onnxruntime-node is there, which is optional. */
export const hasOnnx = (() => {
  try {
    createRequire(import.meta.url).resolve('onnxruntime-node');
    return true;
  } catch {
    return false;
  }
})();

/** The folder of recordings; undefined where there is none. */
export const recordings = [join(import.meta.dirname, '../../../../shared/data/audio')].find(present);

/** Speech at 16 kHz, with 0.2 s of silence on both sides. */
export async function said(text: string, voice = 'slt'): Promise<Int16Array> {
  const speech = hasFlite ? await byFlite(text, voice) : await byEspeak(text, 'en-us');
  return joined([silence(0.2), speech, silence(0.2)]);
}

async function byFlite(text: string, voice: string): Promise<Int16Array> {
  const folder = await mkdtemp(join(tmpdir(), 'agentos-said-'));
  try {
    const file = join(folder, 'said.wav');
    await run('flite', ['-voice', voice, '-t', text, '-o', file]);
    return await readWav(file);
  } finally {
    await rm(folder, { recursive: true });
  }
}

export async function byEspeak(text: string, voice: string): Promise<Int16Array> {
  const { stdout } = await run('espeak-ng', ['-v', voice, '--stdout', text], whole);
  return wavSamples(stdout, 'espeak-ng');
}

export function silence(seconds: number): Int16Array {
  return new Int16Array(Math.round(seconds * 16_000));
}

/** White noise, the same each time; `loudness` is its largest sample. */
export function noise(seconds: number, loudness: number): Int16Array {
  let seed = 11;
  return silence(seconds).map(() => {
    seed = (seed * 48_271) % 2_147_483_647;
    return Math.round(((seed / 2_147_483_647) * 2 - 1) * loudness);
  });
}

/** Files of a folder of the recordings, in the order of their names. */
export async function recordingsIn(folder: string): Promise<string[]> {
  if (recordings === undefined) return [];
  const names = await readdir(join(recordings, folder)).catch(() => []);
  return names.sort().map((name) => join(recordings, folder, name));
}

/** A recording at 16 kHz; FLAC goes through sox. */
export async function recorded(file: string): Promise<Int16Array> {
  if (file.endsWith('.wav')) return readWav(file);
  const { stdout } = await run('sox', ['-V1', file, '-t', 'wav', '-r', '16000', '-c', '1', '-b', '16', '-'], whole);
  return wavSamples(stdout, file);
}
