/** Everything there is to learn from and to measure with, as scenes. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { sampleRate } from '../../src/interfaces/voice/audio.ts';
import type { Onnx } from '../../src/interfaces/voice/onnx.ts';
import type { VadEngine } from '../../src/interfaces/voice/vad.ts';
import { inRoom, type Surroundings, withNoise } from '../../src/interfaces/voice/wake_training/in_room.ts';
import { noiseOf } from '../../src/interfaces/voice/wake_training/noises.ts';
import { otherSentences } from '../../src/interfaces/voice/wake_training/other_sentences.ts';
import { randomFor } from '../../src/interfaces/voice/wake_training/random.ts';
import {
  type Clip,
  cutScene,
  otherScene,
  partScene,
  parts,
  plainScene,
  type Scene,
  type Span,
  sceneOf,
  trimmed,
  wakeScene,
} from '../../src/interfaces/voice/wake_training/scene.ts';
import { nearSentences, soundAlikes } from '../../src/interfaces/voice/wake_training/soundalikes.ts';
import { speechSpan } from '../../src/interfaces/voice/wake_training/span.ts';
import { installedSynthesisers, synthesised } from '../../src/interfaces/voice/wake_training/synthesised.ts';
import type { Cache } from './cache.ts';
import { clipsIn } from './clips.ts';
import { dividedBySpeaker } from './speakers.ts';

export const folds = 5;
/** The part that the head that ships has not heard: it is measured with it, and its threshold is chosen with the others. */
export const testFold = 0;
/** Groups that nobody has recorded. */
export const madeUp: readonly string[] = ['sound-alikes', 'sentences', 'noise', 'synthesised'];

export interface Scenes {
  readonly teach: Scene[];
  /** Groups that begin with the word have it in them. */
  readonly measure: Scene[];
  /** Words and kinds of speech that a fold's head hears nothing of, whoever says them. */
  readonly unheard: (fold: number) => readonly string[];
  /** What was found, for the log. */
  readonly found: string;
}

export interface Wanted {
  readonly data: string;
  readonly word: string;
  /** Rooms in which each recording of the word is heard in training. */
  readonly rounds: number;
}

export async function scenesOf(
  { data, word, rounds }: Wanted,
  cache: Cache,
  onnx: Onnx,
  vad: VadEngine,
): Promise<Scenes> {
  const { recorded, words, unread } = await recordings(data, cache, onnx);
  const said = recorded.filter(({ group }) => group === word);
  if (said.length < 20) throw new Error(`${join(data, word)}: at least 20 clips of the word are needed.`);
  const phrases = recorded.filter(({ group, name }) => group === 'phrases' && name.includes(word));
  const others = recorded.filter(({ group, name }) => group !== word && !name.includes(word));
  const { spoken, alikes, sentences, heys } = await synthetic(word, words, cache);
  const around = await surroundings(data, [...others.filter(({ group }) => isCommand(group)), ...sentences]);
  const lessons: Scenes = {
    teach: [],
    measure: [],
    unheard: (fold) =>
      [...words.filter((one) => one !== word), 'coffee', 'phrases'].filter((_, at) => at % folds === fold),
    found: `${said.length} clips of "${word}" and ${spoken.length} synthesised; ${others.length} of other speech and ${alikes.length + sentences.length} synthesised; ${unread} unreadable`,
  };
  for (const clip of said) await positive(clip, rounds, lessons, around, cache, vad);
  for (const clip of spoken) await positive({ ...clip, group: `${word}, synthesised` }, 3, lessons, around, cache, vad);
  for (const clip of phrases) lessons.measure.push(plainScene({ ...clip, group: `${word} after "hey"` }));
  for (const clip of others) await other(clip, lessons, around, cache, vad);
  for (const clip of [...alikes, ...sentences, ...heys]) {
    lessons.teach.push(otherScene(clip, 1, around(clip.fold)));
    lessons.measure.push(plainScene(clip));
  }
  for (let fold = 0; fold < folds; fold += 1) {
    const made = Array.from({ length: 4 }, (_, at) => noiseOf(randomFor(`noise ${fold} ${at}`), 6));
    const noises = [...around(fold).noises, ...made];
    const scenes = noises.map((samples, at) =>
      plainScene({ name: `noise/${fold} ${at}`, samples, group: 'noise', fold }),
    );
    lessons.teach.push(...scenes);
    lessons.measure.push(...scenes);
  }
  return lessons;
}

/** What is not any wake word in particular, as it was recorded, and noise: at most so many of one group, long speech whole. */
export async function otherSpeech(
  data: string,
  most: number,
  cache: Cache,
  onnx: Onnx,
  vad: VadEngine,
): Promise<Scene[]> {
  const { recorded } = await recordings(data, cache, onnx);
  const around = await surroundings(data, []);
  const counts = new Map<string, number>();
  const scenes: Scene[] = [];
  for (const clip of recorded) {
    const count = counts.get(clip.group) ?? 0;
    counts.set(clip.group, count + 1);
    if (count >= most && clip.group !== 'coffee' && !isCommand(clip.group)) continue;
    const group = clip.group === 'phrases' ? clip.name.replace(/^.*\/|\.\w+$/g, '') : clip.group;
    const span = clip.samples.length < 4 * sampleRate ? await spanOf(clip, cache, vad) : undefined;
    const said = span === undefined ? clip : trimmed(clip, span);
    scenes.push(plainScene({ ...said, group }));
  }
  for (let fold = 0; fold < folds; fold += 1)
    for (const [at, samples] of around(fold).noises.entries())
      scenes.push(plainScene({ name: `noise/${fold} ${at}`, samples, group: 'noise', fold }));
  return scenes;
}

async function positive(
  clip: Clip,
  rounds: number,
  { teach, measure }: Scenes,
  around: (fold: number) => Surroundings,
  cache: Cache,
  vad: VadEngine,
): Promise<void> {
  const span = await spanOf(clip, cache, vad);
  if (span === undefined || span.end - span.start < 0.25) return;
  const near = around(clip.fold);
  for (let round = 0; round < rounds; round += 1) teach.push(wakeScene(clip, span, round, near));
  for (const part of parts) teach.push(partScene(clip, span, part, near));
  measure.push(plainScene(clip, span));
  if (clip.name.startsWith('synthesised')) return;
  const [, kitchen = near.noises[0] ?? new Int16Array(1)] = near.noises;
  const kind = (name: string): Clip => ({ ...clip, group: `${clip.group} ${name}` });
  const noisy = kind('in a kitchen, 10 dB');
  measure.push(
    sceneOf(noisy, 'kitchen', (random) => ({ samples: withNoise(clip.samples, kitchen, 10, random), word: span })),
  );
  measure.push(
    sceneOf(kind('in rooms'), 'room', (random) => inRoom({ samples: clip.samples, word: span }, near, random)),
  );
}

async function other(
  clip: Clip,
  { teach, measure }: Scenes,
  around: (fold: number) => Surroundings,
  cache: Cache,
  vad: VadEngine,
): Promise<void> {
  const near = around(clip.fold);
  const span: Span = (await spanOf(clip, cache, vad)) ?? { start: 0, end: 1 };
  const isShort = clip.samples.length < 4 * sampleRate;
  const said = isShort ? trimmed(clip, span) : clip;
  const scenes = [0, 1].map((round) => otherScene(said, round, near));
  teach.push(...scenes);
  measure.push(...scenes.map((scene, round) => (round === 0 ? scene : { ...scene, group: `${clip.group} in rooms` })));
  if (isShort) teach.push(cutScene(clip, span, near));
}

function spanOf(clip: Clip, cache: Cache, vad: VadEngine): Promise<Span | undefined> {
  return cache.span(clip, () => speechSpan(clip.samples, vad));
}

async function recordings(data: string, cache: Cache, onnx: Onnx) {
  const entries = await readdir(data, { withFileTypes: true });
  const words = entries
    .filter((entry) => entry.isDirectory() && entry.name !== 'phrases')
    .map(({ name }) => name)
    .sort();
  let unread = 0;
  const recorded = await cache.clips(`divided 1 ${data}`, async () => {
    const all: Clip[] = [];
    for (const folder of [
      ...words,
      'phrases',
      '../coffee',
      '../commands/human',
      '../commands/generated',
      '../phrases',
    ]) {
      const found = await clipsIn(join(data, folder));
      unread += found.unread;
      all.push(...found.clips);
    }
    return dividedBySpeaker(all, { onnx, folds, speakers: 120 });
  });
  return { recorded, words, unread };
}

async function synthetic(word: string, words: readonly string[], cache: Cache) {
  const programs = await installedSynthesisers();
  const make = (phrases: readonly string[], group: string, few?: number) =>
    cache.clips(`synthesised 1 ${JSON.stringify([phrases, group, few, programs])}`, () =>
      synthesised(phrases, group, { folds, programs, ...(few !== undefined && { few }) }),
    );
  const spoken = await make([word, `hey ${word}`, `hey, ${word}!`], 'synthesised');
  const alikes = await make(await soundAlikes(word, 200), 'sound-alikes', 2);
  const near = words.filter((one) => one !== word).map((one) => `hey ${one.replaceAll('_', ' ')}`);
  const sentences = await make(otherSentences, 'sentences', 4);
  const heys = await make([...near, ...(await nearSentences(word, 260, otherSentences))], 'sentences', 2);
  return { spoken, alikes, sentences, heys };
}

function isCommand(group: string): boolean {
  return group === 'human' || group === 'generated';
}

/** Noise and speech for each part of the split: a stretch of each noise, and what was said by the speakers of that part. */
async function surroundings(data: string, speech: readonly Clip[]): Promise<(fold: number) => Surroundings> {
  const noises = (await clipsIn(join(data, '../noise'))).clips.map(({ samples }) => samples);
  const parts = Array.from({ length: folds }, (_, fold) => ({
    noises: noises
      .sort((a, b) => a.length - b.length)
      .map((noise) => noise.subarray((noise.length * fold) / folds, (noise.length * (fold + 1)) / folds)),
    speech: speech.filter((clip) => clip.fold === fold && clip.samples.length > 20_000).map(({ samples }) => samples),
  }));
  return (fold) => parts[fold] ?? { noises: [], speech: [] };
}
