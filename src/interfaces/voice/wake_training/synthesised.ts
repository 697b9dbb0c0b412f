import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { joined, wavSamples } from '../audio.ts';
import { ProgramError, run } from '../program.ts';
import { randomFor, shuffled } from './random.ts';
import { type Clip, silence } from './scene.ts';

/** One voice of a synthesiser; voices of one `speaker` stay together when recordings are divided. */
interface Voice {
  readonly program: 'flite' | 'espeak-ng';
  readonly voice: string;
  readonly speaker: string;
}

const flite = (voice: string, speaker = voice): Voice => ({ program: 'flite', voice, speaker });
const espeak = (voice: string): Voice => ({ program: 'espeak-ng', voice, speaker: voice });

const voices: readonly Voice[] = [
  ...[flite('kal'), flite('kal16', 'kal'), flite('awb'), flite('rms'), flite('slt')],
  ...['en-us', 'en-gb', 'en-gb-scotland', 'en-us+m1', 'en-us+m3', 'en-us+m7'].map(espeak),
  ...['en-us+f1', 'en-us+f2', 'en-us+f4', 'en-gb+f3', 'en-gb-x-rp+m2'].map(espeak),
];

/** How fast: flite stretches by this, espeak-ng says so many words a minute. */
const speeds = { flite: ['0.9', '1.2'], 'espeak-ng': ['130', '175'] } as const;

/** Those of flite and espeak-ng that are installed. */
export async function installedSynthesisers(): Promise<readonly string[]> {
  const found = await Promise.all(
    (['flite', 'espeak-ng'] as const).map(async (program) => ((await isInstalled(program)) ? [program] : [])),
  );
  return found.flat();
}

async function isInstalled(program: string): Promise<boolean> {
  return run(program, ['--version']).then(
    () => true,
    (error: unknown) => !(error instanceof ProgramError && error.missing),
  );
}

/**
 * Each phrase in each voice at two speeds, or in `few` of these, chosen by the phrase. `folds` is in how many parts the speakers
 * are divided. Empty where no synthesiser is installed.
 */
export async function synthesised(
  phrases: readonly string[],
  group: string,
  { few, folds, programs, signal }: { few?: number; folds: number; programs: readonly string[]; signal?: AbortSignal },
): Promise<Clip[]> {
  const usable = voices.filter(({ program }) => programs.includes(program));
  const speakers = [...new Set(voices.map(({ speaker }) => speaker))];
  const ways = usable.flatMap((voice) => speeds[voice.program].map((speed) => ({ ...voice, speed })));
  const folder = await mkdtemp(join(tmpdir(), 'agentos-wake-'));
  const clips: Clip[] = [];
  try {
    for (const phrase of phrases) {
      for (const way of shuffled(randomFor(phrase), ways).slice(0, few)) {
        const spoken = await say(phrase, way, folder, signal);
        const samples = joined([silence(0.1), spoken, silence(0.2)]);
        const name = `${group}/${way.voice} ${way.speed} ${phrase}`;
        clips.push({ name, samples, group, fold: speakers.indexOf(way.speaker) % folds });
      }
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return clips;
}

async function say(
  phrase: string,
  { program, voice, speed }: Voice & { readonly speed: string },
  folder: string,
  signal?: AbortSignal,
): Promise<Int16Array> {
  const options = { debian: program, ...(signal !== undefined && { signal }) };
  if (program === 'flite') {
    const file = join(folder, 'clip.wav');
    await run('flite', ['-voice', voice, '--setf', `duration_stretch=${speed}`, '-t', phrase, '-o', file], options);
    return wavSamples(await readFile(file), 'flite');
  }
  const { stdout } = await run('espeak-ng', ['-v', voice, '-s', speed, '--stdout', phrase], options);
  return wavSamples(stdout, 'espeak-ng');
}
