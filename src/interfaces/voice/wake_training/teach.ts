/** Makes a head for a new word from some recordings of it, and measures it with what each head was kept from. */
import { AudioError } from '../audio.ts';
import type { VadEngine } from '../vad.ts';
import type { WakeHeadFile } from '../wake_head.ts';
import { crossValidated, type Fold, learned } from './cross_validated.ts';
import type { Embedder } from './embedder.ts';
import { examplesOf, type Heard } from './examples.ts';
import { headFile } from './head_file.ts';
import { type Surroundings, withNoise } from './in_room.ts';
import { chosenThreshold, fired, hoursOf, type Judged } from './measure.ts';
import { noiseOf } from './noises.ts';
import { otherSentences } from './other_sentences.ts';
import { randomFor } from './random.ts';
import { type Clip, otherScene, partScene, parts, plainScene, type Scene, sceneOf, wakeScene } from './scene.ts';
import { nearSentences, soundAlikes } from './soundalikes.ts';
import { speechSpan } from './span.ts';
import { synthesised } from './synthesised.ts';

export interface Lesson {
  readonly word: string;
  /** The word once in each, by those who will say it. */
  readonly recordings: readonly Int16Array[];
  /** Sound that was taken for the word and was not it. */
  readonly mistaken: readonly Int16Array[];
  /** Speech that is not the word: see `readOtherSpeech`, divided into `teachFolds`. */
  readonly others: readonly Heard[];
  /** Synthesisers that are installed. */
  readonly programs: readonly string[];
}

export interface Taught {
  readonly file: WakeHeadFile;
  readonly quality: Quality;
}

/** Of heads that were trained the same way without the recordings that they were measured with. */
export interface Quality {
  readonly recordings: number;
  readonly heard: number;
  readonly heardInNoise: number;
  /** Of speech that is not the word. */
  readonly hours: number;
  readonly falseWakes: number;
}

export interface TeachingTools {
  readonly embedder: Embedder;
  readonly vad: VadEngine;
  /** What is being done, and how far it is. */
  readonly tell: (line: string) => void;
  readonly signal: AbortSignal;
}

export const teachFolds = 4;
export const fewestRecordings = 8;
const rounds = 6;
const course = { epochs: 10, othersPerPositive: 8 };

export async function teach(lesson: Lesson, tools: TeachingTools): Promise<Taught> {
  const { word, others } = lesson;
  const { tell, signal } = tools;
  const validation = { folds: teachFolds, course };
  tell('Listening to the recordings …');
  const scenes = await scenesOf(lesson, tools);
  const teaching = await heardAll(scenes.teach, tools);
  const measured = await heardAll(scenes.measure, tools);
  const elsewhere = others.filter(({ group }) => !saysTheSame(group, word));
  const lessons = { teach: [...teaching, ...elsewhere], measure: [...measured, ...elsewhere] };
  tell('Learning, and measuring with what was kept apart …');
  const done: Fold[] = [];
  for (let fold = 0; fold < teachFolds; fold += 1) {
    signal.throwIfAborted();
    done.push(...(await crossValidated(lessons, { ...validation, only: fold })));
    tell(`${fold + 1} of ${teachFolds + 1}`);
  }
  const network = await learned(lessons.teach.flatMap(examplesOf), 'whole', validation);
  const judged = done.flatMap((one) => one.judged);
  const other = judged.filter(({ group }) => group !== 'word' && group !== 'word in noise');
  const threshold = chosenThreshold(other);
  const quality = qualityOf(judged, other, threshold);
  const about = `Taught from ${quality.recordings} recordings; ${quality.heard} of them heard, ${quality.falseWakes} false wakes in ${quality.hours.toFixed(2)} h, by heads that had not heard what they were measured with.`;
  return { file: headFile(network, { word, threshold, sure: Math.max(threshold, 0.97), about }), quality };
}

function qualityOf(judged: readonly Judged[], other: readonly Judged[], threshold: number): Quality {
  const of = (wanted: string) => judged.filter(({ group }) => group === wanted);
  return {
    recordings: of('word').length,
    heard: fired(of('word'), threshold),
    heardInNoise: fired(of('word in noise'), threshold),
    hours: hoursOf(other),
    falseWakes: fired(other, threshold),
  };
}

/** A group of the other speech that has the word itself in it. */
function saysTheSame(group: string, word: string): boolean {
  const said = word.toLowerCase().split(/[^a-z]+/);
  return group.split('_').every((part) => said.includes(part));
}

async function heardAll(scenes: readonly Scene[], { embedder, signal }: TeachingTools): Promise<Heard[]> {
  const heard: Heard[] = [];
  for (const { name, group, fold, render } of scenes) {
    signal.throwIfAborted();
    const { samples, word } = render();
    heard.push({ name, group, fold, embeddings: await embedder.embed(samples), ...(word !== undefined && { word }) });
  }
  return heard;
}

async function scenesOf(lesson: Lesson, { vad, signal }: TeachingTools): Promise<{ teach: Scene[]; measure: Scene[] }> {
  const { word, recordings, mistaken, programs } = lesson;
  const options = { folds: teachFolds, programs, signal };
  const said = /^(hey|ok|okay)\b/i.test(word) ? [word] : [word, `hey ${word}`];
  const spoken = await synthesised(said, 'spoken', options);
  const near = [
    ...(await soundAlikes(word, 100)),
    ...(await nearSentences(word, 60, otherSentences)),
    ...otherSentences,
  ];
  const others = await synthesised(near, 'synthesised', { ...options, few: 1 });
  const around = (fold: number): Surroundings => ({
    noises: [noiseOf(randomFor(`teaching ${fold}`), 6)],
    speech: others.filter((clip) => clip.fold === fold && clip.samples.length > 20_000).map(({ samples }) => samples),
  });
  const surroundings = Array.from({ length: teachFolds }, (_, fold) => around(fold));
  const aroundOf = (fold: number): Surroundings => surroundings[fold] ?? { noises: [], speech: [] };
  const teach: Scene[] = [];
  const measure: Scene[] = [];
  const own = recordings.map(
    (samples, index): Clip => ({ name: `recording ${index}`, samples, group: 'word', fold: index % teachFolds }),
  );
  for (const clip of [...own, ...spoken]) {
    const span = await speechSpan(clip.samples, vad);
    if (span === undefined || span.end - span.start < 0.2) continue;
    const around = aroundOf(clip.fold);
    const times = clip.group === 'word' ? rounds : 2;
    for (let round = 0; round < times; round += 1) teach.push(wakeScene(clip, span, round, around));
    for (const part of clip.group === 'word' ? parts : parts.slice(0, 1))
      teach.push(partScene(clip, span, part, around));
    if (clip.group !== 'word') continue;
    measure.push(plainScene(clip, span));
    const [noise = new Int16Array(1)] = around.noises;
    const noisy = (random: () => number) => withNoise(clip.samples, noise, 10, random);
    measure.push(
      sceneOf({ ...clip, group: 'word in noise' }, 'noisy', (random) => ({ samples: noisy(random), word: span })),
    );
  }
  if (measure.length / 2 < fewestRecordings)
    throw new AudioError(
      `Only ${measure.length / 2} recordings have speech in them that lasts as long as a word; ${fewestRecordings} are the least, and 20 are good.`,
    );
  const wrong = mistaken.map(
    (samples, index): Clip => ({ name: `mistaken ${index}`, samples, group: 'mistaken', fold: index % teachFolds }),
  );
  for (const clip of wrong) for (const round of [0, 1, 2]) teach.push(otherScene(clip, round, aroundOf(clip.fold)));
  for (const clip of others) teach.push(otherScene(clip, 1, aroundOf(clip.fold)));
  for (const clip of [...wrong, ...others]) measure.push(plainScene(clip));
  return { teach, measure };
}
