/**
 * Trains the small network that knows a wake word, from recordings of the bare word, and says how well it does:
 *
 *   npm run train:wake -- --data DIR [--word jarvis] [--out data/models] [--epochs 14] [--threshold 0.5] [--unseen FOLDER]
 *
 * DIR holds a folder of WAV or FLAC clips for each word (DIR/jarvis; every other folder is what the word is not). Beside
 * it, ../coffee, ../commands and ../noise are speech and noise that is not the word either. FLAC needs sox; flite and
 * espeak-ng, where installed, add "hey ..." in their voices. The same files give the same network.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openOnnx } from '../src/interfaces/voice/onnx.ts';
import { openVad } from '../src/interfaces/voice/vad.ts';
import { openWakeFeatures } from '../src/interfaces/voice/wake_features.ts';
import { wakeHead } from '../src/interfaces/voice/wake_head.ts';
import { hasProgram } from './train_wake/clips.ts';
import { examplesOf } from './train_wake/examples.ts';
import { hear } from './train_wake/features.ts';
import { lessonsFrom } from './train_wake/lessons.ts';
import { toFile, train } from './train_wake/network.ts';
import { randomFor } from './train_wake/random.ts';
import { report } from './train_wake/report.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    word: { type: 'string', default: 'jarvis' },
    unseen: { type: 'string' },
    out: { type: 'string', default: 'data/models' },
    epochs: { type: 'string', default: '14' },
    threshold: { type: 'string', default: '0.5' },
  },
});
const { data, word } = values;
if (data === undefined) {
  console.error('Say where the recordings are: npm run train:wake -- --data DIR');
  process.exit(64);
}
const tell = (line: string) => console.log(line);
if (!(await hasProgram('sox'))) tell('sox is not installed: FLAC clips are left out.');

const features = await openWakeFeatures(await openOnnx());
const vad = await openVad();
const lessons = await lessonsFrom({ data, word, unseen: values.unseen }, vad);
tell(lessons.found);

const heard = await hear(lessons.teach, features);
const examples = heard.flatMap(examplesOf);
const positives = examples.filter(({ target }) => target === 1).length;
tell(`${heard.length} scenes: ${positives} moments to fire, ${examples.length - positives} not to`);

const network = train(examples, Number(values.epochs), randomFor('training'), tell);
const file = toFile(network, word, Number(values.threshold));
for (const line of await report(wakeHead(file), lessons, features)) tell(line);

const path = join(values.out, `wake_${word}.json`);
await writeFile(path, `${JSON.stringify(file)}\n`);
tell(`wrote ${path}`);
await features.close();
await vad.close();
