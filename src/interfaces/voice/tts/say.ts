import { ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import say from 'say';
import { toPcm } from '../audio.ts';
import { ProgramError, startError } from '../program.ts';
import { sentences } from '../sentences.ts';
import type { Speech, Synthesiser } from '../tts.ts';
import { decodeWav } from '../wav.ts';
import { oneAhead } from './one_ahead.ts';

export interface SayOptions {
  /** A voice of festival, as in `voice_kal_diphone`; festival's default where absent. */
  readonly voice?: string;
}

/** Debian's packages that the npm package `say` drives on Linux. */
const debian = 'festival festvox-kallpc16k';
const longestMs = 30_000;

/**
 * The npm package `say`, which drives festival on Linux. It pastes text and voice into a program in Scheme, so the text goes in
 * as `plain` leaves it, and the voice is checked. It is told to hand the sound over instead of playing it: so speech can be cut
 * short, and written to a file. Its `stop` is never called: it kills whatever process has the second next number.
 */
export function openSay({ voice }: SayOptions = {}): Synthesiser {
  if (voice !== undefined && !/^voice_[a-z0-9_]+$/i.test(voice)) {
    throw new ProgramError(`"${voice}" is no voice of festival. Its names look like voice_kal_diphone.`);
  }
  async function spoken(text: string, signal: AbortSignal): Promise<Speech> {
    const folder = await mkdtemp(join(tmpdir(), 'agentos-said-'));
    try {
      const file = join(folder, 'speech.wav');
      const complaint = await festival(plain(text), program(file, voice), signal);
      const sound = await readFile(file).catch((cause: unknown) => silent(complaint, cause));
      const wav = decodeWav(sound);
      return { samples: toPcm(wav.samples), rate: wav.rate, text };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
  return { name: 'say', speak: (text, signal) => oneAhead(sentences(text), spoken, signal) };
}

function silent(complaint: string, cause: unknown): never {
  const why = complaint === '' ? '' : ` It said: ${complaint}.`;
  throw new ProgramError(`festival made no sound.${why} Has it a voice? apt-get install ${debian}`, { cause });
}

/**
 * What may stand between two quotes in festival's program: ASCII letters, digits, spaces and the marks that matter for
 * reading aloud. Quotes, backslashes, parentheses and all else become spaces; accents are dropped.
 */
export function plain(text: string): string {
  const letters = text
    .replace(/°\s*C\b/g, ' degrees')
    .replace(/°/g, ' degrees ')
    .normalize('NFKD');
  const marks = letters.replace(/[’‘]/g, "'").replace(/\p{M}/gu, '');
  return marks
    .replace(/[^A-Za-z0-9 .,:;!?'%$-]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Goes where `say` pastes a voice: what festival is to do before it speaks. */
function program(file: string, voice: string | undefined): string {
  if (!/^[\w./-]+$/.test(file))
    throw new ProgramError(`festival cannot write to ${file}: the folder for temporary files needs a plain name.`);
  const output = `(Parameter.set 'Audio_Required_Format 'riff) (Parameter.set 'Audio_Method 'Audio_Command) (Parameter.set 'Audio_Command "cp $FILE ${file}")`;
  return `begin ${voice === undefined ? '' : `(${voice}) `}${output}`;
}

/**
 * Lets `say` run festival; its process is ours to watch and to kill. `say` takes every word on its standard error for a failure,
 * also a warning about a sound that the voice lacks: whether it spoke is told by the file, and what it complained of is returned.
 */
async function festival(text: string, voice: string, signal: AbortSignal): Promise<string> {
  signal.throwIfAborted();
  let complaint = '';
  await new Promise<void>((resolve, reject) => {
    say.speak(text === '' ? ',' : text, voice, undefined, (error?: unknown) => {
      if (error) complaint = (error instanceof Error ? error.message : String(error)).trim();
    });
    // Not in its types, and without a listener for 'error' a missing festival ends the whole program.
    const child: unknown = Reflect.get(say, 'child');
    if (!(child instanceof ChildProcess))
      return reject(new ProgramError('The package say works otherwise than it did. Choose flite or espeak-ng.'));
    const kill = () => child.kill('SIGKILL');
    const timer = setTimeout(kill, longestMs);
    signal.addEventListener('abort', kill, { once: true });
    child.on('error', (cause) => reject(startError('festival', cause, debian)));
    child.stdin?.on('error', () => undefined); // it ended early: the file tells
    child.stdout?.resume();
    child.once('close', () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', kill);
      resolve();
    });
  });
  signal.throwIfAborted();
  return complaint;
}
