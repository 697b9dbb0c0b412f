/** The recordings to learn from. */
import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { readWav } from '../../src/interfaces/voice/audio.ts';
import type { Clip } from '../../src/interfaces/voice/wake_training/scene.ts';

const run = promisify(execFile);

export interface Recordings {
  readonly clips: Clip[];
  /** Files that could not be read, or hold less than 0.2 s. */
  readonly unread: number;
}

/** Every clip of a folder, all in fold 0; files that cannot be read are left out and counted. An absent folder is empty. */
export async function clipsIn(folder: string): Promise<Recordings> {
  const names = await readdir(folder).catch(() => []);
  const group = basename(folder);
  const clips: Clip[] = [];
  let unread = 0;
  for (const name of names.filter((file) => /\.(wav|flac)$/.test(file)).sort()) {
    const samples = await decode(join(folder, name)).catch(() => new Int16Array(0));
    if (samples.length < 3200) unread += 1;
    else clips.push({ name: `${group}/${name}`, samples, group, fold: 0 });
  }
  return { clips, unread };
}

export async function hasSox(): Promise<boolean> {
  return run('sox', ['--version']).then(
    () => true,
    () => false,
  );
}

async function decode(file: string): Promise<Int16Array> {
  if (file.endsWith('.wav')) return readWav(file);
  const format = ['-t', 'raw', '-r', '16000', '-c', '1', '-e', 'signed', '-b', '16', '-'];
  const { stdout } = await run('sox', ['-V1', file, ...format], { encoding: 'buffer', maxBuffer: 64 << 20 });
  return new Int16Array(stdout.buffer.slice(stdout.byteOffset, stdout.byteOffset + stdout.length));
}
