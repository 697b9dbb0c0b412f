/**
 * Trains the small network that knows a wake word, from recordings of the bare word, and says how well it does:
 *
 *   npm run train:wake -- --data DIR [--word jarvis] [--out data/models] [--minutes 4] [--unheard]
 *
 * DIR holds a folder of WAV or FLAC clips for each word (DIR/jarvis; every other folder is what the word is not). Beside
 * it, ../coffee, ../commands and ../noise are speech and noise that is not the word either. FLAC needs sox; flite and
 * espeak-ng, where installed, add words in their voices. The same files give the same network. A whole run takes about a quarter of an
 * hour of one core: with --minutes it stops after so long, with code 75 where something is left, and goes on the next time.
 */
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openOnnx } from '../src/interfaces/voice/onnx.ts';
import { openVad } from '../src/interfaces/voice/vad.ts';
import { recordingName, wakeHead } from '../src/interfaces/voice/wake_head.ts';
import { crossValidated, learned, type Validation } from '../src/interfaces/voice/wake_training/cross_validated.ts';
import { openEmbedder } from '../src/interfaces/voice/wake_training/embedder.ts';
import { examplesOf } from '../src/interfaces/voice/wake_training/examples.ts';
import { headFile, mergedHeads } from '../src/interfaces/voice/wake_training/head_file.ts';
import { judge } from '../src/interfaces/voice/wake_training/measure.ts';
import { Cache, hash } from './train_wake/cache.ts';
import { hasSox } from './train_wake/clips.ts';
import { folds, madeUp, scenesOf, testFold } from './train_wake/lessons.ts';
import { chosen, falsely, reported, table } from './train_wake/report.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    word: { type: 'string', default: 'jarvis' },
    out: { type: 'string', default: 'data/models' },
    epochs: { type: 'string', default: '10' },
    others: { type: 'string', default: '8' },
    rounds: { type: 'string', default: '5' },
    minutes: { type: 'string', default: '1000' },
    unheard: { type: 'boolean', default: false },
    heads: { type: 'string', default: '3' },
  },
});
const { data, word } = values;
if (data === undefined) {
  console.error('Say where the recordings are: npm run train:wake -- --data DIR');
  process.exit(64);
}
const tell = (line: string) => console.log(line);
if (!(await hasSox())) tell('sox is not installed: FLAC clips are left out.');

const cache = new Cache(Date.now() + Number(values.minutes) * 60_000);
await cache.open();
const onnx = await openOnnx();
const vad = await openVad();
const embedder = await openEmbedder(onnx);
const scenes = await scenesOf({ data: resolve(data), word, rounds: Number(values.rounds) }, cache, onnx, vad);
tell(scenes.found);
const teach = await cache.hear(scenes.teach, embedder);
const measure = await cache.hear(scenes.measure, embedder);
await vad.close();
await embedder.close();
stopIfOver(teach.left + measure.left);

const course = { epochs: Number(values.epochs), othersPerPositive: Number(values.others) };
const what = hash(...scenes.teach.map(({ key }) => key), JSON.stringify(course), word);
const validation: Validation = {
  folds,
  course,
  kept: async (name, make) =>
    cache.network(`2 ${what} ${name}`, async () => {
      stopIfOver(1);
      tell(name);
      return make();
    }),
};
const lessons = { teach: teach.heard, measure: measure.heard };
const done = await crossValidated(lessons, validation);
const { threshold, sure } = chosen(
  done.filter(({ fold }) => fold !== testFold),
  word,
);
for (const line of reported(done, word, threshold)) tell(line);
if (values.unheard) {
  tell('\nThe same, each kind of speech measured by a head that has heard nothing of that kind:');
  const strange = await crossValidated(lessons, { ...validation, unheard: scenes.unheard });
  for (const line of reported(strange, word, threshold)) tell(line);
}

const shipped = done.find(({ fold }) => fold === testFold);
if (shipped === undefined) throw new Error('There is no part to measure with.');
const held = scenes.teach.filter(
  ({ fold, name }) => fold === testFold && !madeUp.some((group) => name.startsWith(group)),
);
const heldOut = [...new Set(held.map(({ name }) => recordingName(name.replace(/ .*$/, ''))))].sort();
const taught = teach.heard.filter(({ fold }) => fold !== testFold).flatMap(examplesOf);
const about = { word, threshold, sure, heldOut };
const files = [headFile(shipped.network, about)];
for (let seed = 1; seed < Number(values.heads); seed += 1)
  files.push(headFile(await learned(taught, `seed ${seed}`, validation), about));
const head = mergedHeads(files);
const tested = measure.heard.filter(({ fold }) => fold === testFold).map((one) => judge(wakeHead(head), one));
tell(`\nThe head that ships (${files.length} networks, threshold ${threshold}), on what all of it was kept from:`);
for (const line of table(tested, word, threshold)) tell(line);
for (const line of falsely(tested, word)) tell(line);

const path = join(values.out, `wake_${word}.json`);
await writeFile(path, `${JSON.stringify(head)}\n`);
tell(`wrote ${path}`);

function stopIfOver(left: number): void {
  if (left === 0 || !cache.isOver) return;
  tell(`The time is over. Run it again to go on${left > 1 ? `: ${left} scenes are left` : ''}.`);
  process.exit(75);
}
