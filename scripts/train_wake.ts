/**
 * Trains the small network that knows a wake word, from recordings of the bare word, and says how well it does:
 *
 *   npm run train:wake -- --data DIR [--word jarvis] [--out data/models] [--epochs 40]
 *
 * DIR holds a folder of WAV or FLAC clips for each word (DIR/jarvis; every other folder is what the word is not). Beside
 * it, ../coffee, ../commands and ../noise are speech and noise that is not the word either. FLAC needs sox; flite and
 * espeak-ng, where installed, add "hey ..." in their voices. The same files give the same network.
 */
import { readdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { openOnnx } from '../src/interfaces/voice/onnx.ts';
import { openVad } from '../src/interfaces/voice/vad.ts';
import { openWakeFeatures } from '../src/interfaces/voice/wake_features.ts';
import { wakeHead } from '../src/interfaces/voice/wake_head.ts';
import { type Clip, clipsIn, hasProgram, synthesised } from './train_wake/clips.ts';
import { examplesOf } from './train_wake/examples.ts';
import { hear, speechSpan } from './train_wake/features.ts';
import { delays, hits, measure, type Row } from './train_wake/measure.ts';
import { toFile, train } from './train_wake/network.ts';
import { randomFor } from './train_wake/random.ts';
import {
  otherScene,
  partScene,
  type Scene,
  type Surroundings,
  silence,
  wakeScene,
  withNoise,
} from './train_wake/scenes.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    word: { type: 'string', default: 'jarvis' },
    out: { type: 'string', default: 'data/models' },
    epochs: { type: 'string', default: '40' },
    threshold: { type: 'string', default: '0.5' },
  },
});
if (values.data === undefined) {
  console.error('Say where the recordings are: npm run train:wake -- --data DIR');
  process.exit(64);
}
const { data, word } = values;
const tell = (line: string) => console.log(line);
if (!(await hasProgram('sox'))) tell('sox is not installed: FLAC clips are left out.');

/** Words that sound like it, and sentences of a home: said by synthesisers, they are not the wake word. */
const soundAlike = [
  'service',
  'harvest',
  'travis',
  'java',
  'jars',
  'charles',
  'hey charlie',
  'hey jane',
  'hey janet',
  'carpets',
  'garbage',
  'jovial',
  'java script',
  'nervous',
  'hey',
  'hey google',
  'alexa',
  'jar of jam',
  'a harvest moon',
  'jealous',
  'marvelous',
  'starve us',
];
const sentences = [
  'turn on the kitchen light',
  'set a timer for five minutes',
  'what is the weather tomorrow',
  'close the garage door',
  'is the front door locked',
  'play some jazz in the living room',
  'add milk to the shopping list',
  'good morning',
];

// --- what there is -----------------------------------------------------------------------------------------------
const folders = (await readdir(data, { withFileTypes: true }))
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
const recorded = await clipsIn(join(data, word));
const others: Clip[] = [];
let unread = recorded.unread;
/** One whole word is never trained on: false accepts in it are the fairest figure here. */
const unseen = folders
  .filter((name) => name !== word && name !== 'phrases')
  .sort()
  .at(-1);
for (const name of [
  ...folders.filter((folder) => folder !== word),
  '../coffee',
  '../commands/human',
  '../commands/generated',
  '../phrases',
]) {
  const { clips, unread: bad } = await clipsIn(join(data, name));
  unread += bad;
  const kept = clips.filter((clip) => !clip.name.includes(word));
  others.push(
    ...kept.map((clip) => ({
      ...clip,
      name: `${basename(name)}/${clip.name}`,
      heldOut: clip.heldOut || name === unseen,
    })),
  );
}
const noises = (await clipsIn(join(data, '../noise'))).clips.map(({ samples }) => samples);
const spoken = [...(await synthesised([word, `hey ${word}`, `hey, ${word}!`]))];
others.push(...(await synthesised([...soundAlike, ...sentences])));
tell(
  `${recorded.clips.length} clips of "${word}", ${spoken.length} synthesised, ${others.length} others, ${unread} unreadable`,
);
if (recorded.clips.length < 20) throw new Error(`${join(data, word)}: at least 20 clips of the word are needed.`);

// --- scenes ------------------------------------------------------------------------------------------------------
const [features, vad] = [await openWakeFeatures(await openOnnx()), await openVad()];
const side = (heldOut: boolean): Surroundings => ({
  noises: noises.map((noise) =>
    heldOut ? noise.subarray(-Math.floor(noise.length / 3)) : noise.subarray(0, Math.floor((noise.length * 2) / 3)),
  ),
  speech: others
    .filter((clip) => clip.heldOut === heldOut && clip.samples.length > 24_000)
    .map(({ samples }) => samples),
});
const around = side(false);
const teach: Scene[] = [];
const held: { plain: Scene[]; noisy: Scene[]; joinedUp: Scene[]; spoken: Scene[] } = {
  plain: [],
  noisy: [],
  joinedUp: [],
  spoken: [],
};
for (const clip of [...recorded.clips, ...spoken]) {
  const random = randomFor(clip.name);
  const span = await speechSpan(clip.samples, vad);
  if (span === undefined || span.end - span.start < 0.25) continue;
  if (!clip.heldOut) {
    for (let round = 0; round < 4; round += 1) teach.push(wakeScene(clip, span, round, around, random));
    teach.push(partScene(clip, span, around, random));
    continue;
  }
  const plain = { name: clip.name, samples: clip.samples, word: span };
  if (spoken.includes(clip)) {
    held.spoken.push(plain);
    continue;
  }
  const kitchen = side(true).noises.at(-1) ?? silence(1);
  held.plain.push(plain);
  held.noisy.push({ ...plain, samples: withNoise(clip.samples, kitchen, 10, random) });
  held.joinedUp.push(wakeScene(clip, span, 0, side(true), random));
}
const quiet: Scene[] = [];
for (const clip of others) {
  const random = randomFor(clip.name);
  if (clip.heldOut) quiet.push({ name: clip.name, samples: clip.samples });
  else
    for (const round of /^(flite|espeak) /.test(clip.name) ? [1] : [0, 1])
      teach.push(otherScene(clip, round, around, random));
}
noises.forEach((noise, index) => {
  const cut = Math.floor((noise.length * 2) / 3);
  teach.push({ name: `noise ${index}`, samples: noise.subarray(0, cut) });
  quiet.push({ name: `noise/${index}`, samples: noise.subarray(cut) });
});

// --- training and what came of it --------------------------------------------------------------------------------
tell(`features of ${teach.length} scenes`);
const lessons = await hear(teach, features);
const examples = lessons.flatMap(examplesOf);
tell(
  `${examples.filter(({ target }) => target === 1).length} moments to fire, ${examples.filter(({ target }) => target === 0).length} not to`,
);
const network = train(examples, Number(values.epochs), randomFor('training'), tell);
const file = toFile(network, word, Number(values.threshold));
const head = wakeHead(file);

const thresholds = [0.5, 0.7, 0.9];
const heldHeard = await hear(held.plain, features);
const quietHeard = await hear(quiet, features);
const rows: Row[] = [
  measure(`"${word}", held out`, head, heldHeard, thresholds),
  measure('the same, kitchen noise 10 dB below', head, await hear(held.noisy, features), thresholds),
  measure('the same, speech or silence before, a command after', head, await hear(held.joinedUp, features), thresholds),
  measure(`"${word}", "hey ${word}", unseen synthetic voices`, head, await hear(held.spoken, features), thresholds),
  ...[...new Set(quiet.map(({ name }) => name.split(/[/ ]/)[0] ?? ''))].map((group) =>
    measure(
      `not it: ${group}${group === unseen ? ' (never trained on)' : ''}`,
      head,
      quietHeard.filter(({ name }) => name.split(/[/ ]/)[0] === group),
      thresholds,
    ),
  ),
  measure('not it: all', head, quietHeard, thresholds),
];
tell(
  `\n| heard | clips | hours | ${thresholds.map((one) => `fires at ${one}`).join(' | ')} |\n|---|--:|--:|${thresholds.map(() => '--:').join('|')}|`,
);
for (const row of rows) {
  tell(
    `| ${row.what} | ${row.clips} | ${row.hours.toFixed(2)} | ${thresholds.map((one) => row.detected[String(one)]).join(' | ')} |`,
  );
}
tell(`\nhits after the end of the word, seconds (5 %, half, 95 %): ${delays(head, heldHeard, 0.5)}`);
for (const one of quietHeard)
  for (const hit of hits(head, one, 0.5))
    tell(`  fires falsely: ${one.name} at ${hit.time.toFixed(1)} s, ${hit.score.toFixed(2)}`);
for (const one of heldHeard.filter((heard) => hits(head, heard, 0.5).length === 0)) tell(`  missed: ${one.name}`);

const path = join(values.out, `wake_${word}.json`);
await writeFile(path, `${JSON.stringify(file)}\n`);
tell(`\nwrote ${path}`);
await features.close();
await vad.close();
