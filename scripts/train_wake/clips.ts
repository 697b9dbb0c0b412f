/** The recordings to learn from, and the ones that synthesisers on this machine can add. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { readWav, toPcm, wavSamples } from '../../src/interfaces/voice/audio.ts';
import { randomFor, shuffled } from './random.ts';

const run = promisify(execFile);

export interface Clip {
  name: string;
  samples: Int16Array;
  /** Kept out of training, to measure with: every fifth file, by the hash of its name; whole voices of a synthesiser. */
  heldOut: boolean;
}

export async function hasProgram(program: string): Promise<boolean> {
  return run(program, ['--help']).then(
    () => true,
    (error: unknown) => !(error instanceof Error && 'code' in error && error.code === 'ENOENT'),
  );
}

/** Every clip of a folder, files that cannot be read left out and counted. An absent folder is empty. */
export async function clipsIn(folder: string): Promise<{ clips: Clip[]; unread: number }> {
  const names = await readdir(folder).catch(() => []);
  const clips: Clip[] = [];
  let unread = 0;
  for (const name of names.filter((file) => /\.(wav|flac)$/.test(file)).sort()) {
    try {
      const samples = await decode(join(folder, name));
      if (samples.length < 3200) unread += 1;
      else clips.push({ name, samples, heldOut: isHeldOut(name) });
    } catch {
      unread += 1;
    }
  }
  return { clips, unread };
}

async function decode(file: string): Promise<Int16Array> {
  if (file.endsWith('.wav')) return readWav(file);
  const format = ['-t', 'raw', '-r', '16000', '-c', '1', '-e', 'signed', '-b', '16', '-'];
  const { stdout } = await run('sox', ['-V1', file, ...format], { encoding: 'buffer', maxBuffer: 64 << 20 });
  return new Int16Array(stdout.buffer.slice(stdout.byteOffset, stdout.byteOffset + stdout.length));
}

function isHeldOut(name: string): boolean {
  return createHash('sha256').update(name).digest().readUInt32LE(0) % 5 === 0;
}

const fliteVoices = ['kal', 'kal16', 'awb', 'rms', 'slt'];
const espeakVoices = [
  'en-us',
  'en-gb',
  'en-gb-scotland',
  'en-us+m1',
  'en-us+m3',
  'en-us+m7',
  'en-us+f1',
  'en-us+f2',
  'en-us+f4',
];
const heldOutVoices = ['awb', 'en-gb', 'en-us+f2'];

/** Each phrase in each voice of flite and espeak-ng at two speeds, or in `few` of these; without these programs, none. */
export async function synthesised(phrases: readonly string[], few?: number): Promise<Clip[]> {
  const folder = await mkdtemp(join(tmpdir(), 'agentos-wake-'));
  const flite = (await hasProgram('flite')) ? fliteVoices : [];
  const espeak = (await hasProgram('espeak-ng')) ? espeakVoices : [];
  const speakers = [
    ...flite.flatMap((voice) => ['0.9', '1.2'].map((speed) => ({ voice, speed, speak: byFlite }))),
    ...espeak.flatMap((voice) => ['130', '175'].map((speed) => ({ voice, speed, speak: byEspeak }))),
  ];
  const clips: Clip[] = [];
  try {
    for (const phrase of phrases) {
      for (const { voice, speed, speak } of shuffled(randomFor(phrase), speakers).slice(0, few)) {
        const name = `synthesised ${voice} ${speed} ${phrase}`;
        const samples = padded(await speak(phrase, voice, speed, folder));
        clips.push({ name, samples, heldOut: heldOutVoices.includes(voice) });
      }
    }
  } finally {
    await rm(folder, { recursive: true });
  }
  return clips;
}

async function byFlite(phrase: string, voice: string, stretch: string, folder: string): Promise<Int16Array> {
  const file = join(folder, 'clip.wav');
  await run('flite', ['-voice', voice, '--setf', `duration_stretch=${stretch}`, '-t', phrase, '-o', file]);
  return readWav(file);
}

async function byEspeak(phrase: string, voice: string, speed: string): Promise<Int16Array> {
  const options = { encoding: 'buffer', maxBuffer: 64 << 20 } as const;
  const { stdout } = await run('espeak-ng', ['-v', voice, '-s', speed, '--stdout', phrase], options);
  return wavSamples(stdout, 'espeak-ng');
}

function padded(samples: Int16Array): Int16Array {
  const whole = new Float32Array(samples.length + 4800);
  samples.forEach((sample, index) => {
    whole[index + 1600] = sample / 32_768;
  });
  return toPcm(whole);
}
