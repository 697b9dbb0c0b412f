import { mkdir, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { paths } from '../../settings/paths.ts';
import { loadSettings } from '../../settings/settings.ts';
import { readWav, SoundReader } from '../voice/audio.ts';
import { amplified } from '../voice/gain.ts';
import { microphone } from '../voice/microphone.ts';
import { openOnnx, shippedFile } from '../voice/onnx.ts';
import { RejectedWakes } from '../voice/rejected_wakes.ts';
import { openVad, type VadEngine } from '../voice/vad.ts';
import { wakeFileName } from '../voice/wake_heads.ts';
import { openEmbedder } from '../voice/wake_training/embedder.ts';
import { readOtherSpeech } from '../voice/wake_training/other_speech.ts';
import { recordWords } from '../voice/wake_training/record_words.ts';
import { installedSynthesisers } from '../voice/wake_training/synthesised.ts';
import { fewestRecordings, type Quality, type Taught, teach, teachFolds } from '../voice/wake_training/teach.ts';
import { asCliError } from './audio_fault.ts';
import { CliError } from './cli_error.ts';
import { EXIT } from './exit_code.ts';
import { aside, json, line } from './output.ts';
import { forTerminal } from './terminal_text.ts';
import { rejectedFolder, taughtFolder } from './wake_folders.ts';

export interface TeachOptions {
  readonly recordings?: string;
  readonly device?: string;
  readonly settings?: string;
  readonly json?: boolean;
}

const WANTED = 20;
/** Two to four words of letters: a sound that is short or long is no wake word. */
const WORD = /^\p{L}[\p{L}'’ -]{2,39}$/u;

/** Records or reads the word, makes its head, says how good it is, and keeps it. */
export async function teachWakeWord(word: string, options: TeachOptions): Promise<number> {
  if (!WORD.test(word))
    throw new CliError('A wake word is 3 to 40 letters long, as in "marvin" or "hey house".', EXIT.usage);
  const { stateFolder } = paths();
  const over = new AbortController();
  process.once('SIGINT', () => over.abort(new CliError('Nothing was changed.', EXIT.interrupted)));
  const closers: (() => Promise<void>)[] = [];
  try {
    const vad = await openVad();
    closers.push(() => vad.close());
    const onnx = await openOnnx();
    const recordings =
      options.recordings === undefined
        ? await fromMicrophone(word, options, vad, over.signal)
        : await fromFolder(options.recordings);
    const programs = await installedSynthesisers();
    if (programs.length === 0) aside('Neither flite nor espeak-ng is installed: it learns from your recordings alone.');
    const embedder = await openEmbedder(onnx);
    closers.push(() => embedder.close());
    const others = await readOtherSpeech(await shippedFile('data/models/other_speech.bin'), teachFolds);
    const mistaken = await mistakenFor(word, stateFolder);
    const tell = (text: string) => (options.json ? undefined : aside(text));
    const taught = await teach(
      { word, recordings, mistaken, others, programs },
      { embedder, vad, tell, signal: over.signal },
    );
    const file = await keep(taught, word, taughtFolder(stateFolder));
    report(word, taught, file, options);
    return EXIT.ok;
  } catch (thrown) {
    throw asCliError(thrown);
  } finally {
    for (const close of closers.reverse()) await close();
  }
}

async function fromFolder(folder: string): Promise<Int16Array[]> {
  const names = await readdir(folder).catch(() => {
    throw new CliError(`${folder}: this folder cannot be read.`, EXIT.noInput);
  });
  const files = names.filter((name) => /\.wav$/i.test(name)).sort();
  if (files.length < fewestRecordings)
    throw new CliError(
      `${folder}: there are ${files.length} WAV files. It takes ${fewestRecordings} at least, with the word once in each; ${WANTED} are good.`,
      EXIT.data,
    );
  return Promise.all(files.map((name) => readWav(join(folder, name))));
}

async function fromMicrophone(
  word: string,
  options: TeachOptions,
  vad: VadEngine,
  signal: AbortSignal,
): Promise<Int16Array[]> {
  const { voice } = loadSettings(options.settings ?? paths().settingsFile);
  const device = options.device ?? voice.device;
  const stop = new AbortController();
  const sound = microphone({ signal: AbortSignal.any([signal, stop.signal]), ...(device !== undefined && { device }) });
  const reader = new SoundReader(voice.gain_db === 0 ? sound : amplified(sound, voice.gain_db));
  aside(`Say “${word}” when it is asked for: near, far, loud, softly. Ctrl-C ends it, and nothing is kept.`);
  try {
    return await recordWords(reader, vad, {
      count: WANTED,
      signal,
      ask: (number) => aside(`${number} of ${WANTED}: say “${word}”.`),
      again: (why) => aside(why),
    });
  } finally {
    stop.abort();
    await reader.close();
  }
}

/** What is kept of wakes by this word that were none. */
async function mistakenFor(word: string, stateFolder: string): Promise<Int16Array[]> {
  const folder = rejectedFolder(stateFolder);
  const kept = await new RejectedWakes({ folder, keepSound: false }).list();
  const same = kept.filter((one) => wakeFileName(one.word) === wakeFileName(word));
  const sounds = await Promise.all(same.map(({ file }) => readWav(join(folder, file)).catch(() => undefined)));
  return sounds.filter((sound) => sound !== undefined);
}

async function keep({ file }: Taught, word: string, folder: string): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, wakeFileName(word));
  await writeFile(`${path}.part`, `${JSON.stringify(file)}\n`, { mode: 0o600 });
  await rename(`${path}.part`, path);
  return path;
}

function report(word: string, { quality, file: { threshold } }: Taught, file: string, options: TeachOptions): void {
  if (options.json) {
    json({ type: 'taught', word, threshold, file, ...quality });
    return;
  }
  const { recordings, heard, heardInNoise, hours, falseWakes } = quality;
  line(
    `“${forTerminal(word)}”, measured with recordings that were kept apart: heard in ${heard} of ${recordings}, and in ${heardInNoise} of them with noise.`,
  );
  line(
    `Other speech: ${falseWakes} false wakes in ${Math.round(hours * 60)} minutes of it (${(falseWakes / hours).toFixed(1)} per hour of talk).`,
  );
  line(verdict(quality));
  line(
    `\nKept in ${forTerminal(file)}. To use it, write this into the settings:\n\n  [[voice.wake]]\n  word = "${forTerminal(word)}"`,
  );
  line('\nWith a [[voice.wake]] for "jarvis" beside it, it listens for both.');
}

function verdict({ recordings, heard, hours, falseWakes }: Quality): string {
  const perHour = falseWakes / Math.max(0.01, hours);
  if (heard >= 0.95 * recordings && perHour <= 2) return 'That is good.';
  if (heard >= 0.85 * recordings && perHour <= 10)
    return 'That will do. More recordings, from several people and places, make it better.';
  return 'That is poor. Take a longer word with several different sounds, or record it again in a quieter place.';
}
