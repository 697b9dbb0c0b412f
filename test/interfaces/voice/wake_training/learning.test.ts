import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { embeddingSize, headFrames } from '../../../../src/interfaces/voice/wake_features.ts';
import { wakeHead } from '../../../../src/interfaces/voice/wake_head.ts';
import { crossValidated } from '../../../../src/interfaces/voice/wake_training/cross_validated.ts';
import { examplesOf, framesIn, type Heard } from '../../../../src/interfaces/voice/wake_training/examples.ts';
import { headFile, mergedHeads } from '../../../../src/interfaces/voice/wake_training/head_file.ts';
import { chosenThreshold, fired, hoursOf } from '../../../../src/interfaces/voice/wake_training/measure.ts';
import { train } from '../../../../src/interfaces/voice/wake_training/network.ts';
import { packedSpeech, readOtherSpeech } from '../../../../src/interfaces/voice/wake_training/other_speech.ts';
import { randomFor } from '../../../../src/interfaces/voice/wake_training/random.ts';

const course = { epochs: 4, othersPerPositive: 3 };

/** A made-up scene of 40 frames: noise, and where the word ends (2 s) a pattern that others do not have. */
function scene(index: number, isWord: boolean): Heard {
  const random = randomFor(`scene ${index} ${isWord}`);
  const rows = headFrames - 1 + 40;
  const embeddings = Float32Array.from({ length: rows * embeddingSize }, (_, at) => {
    const frame = Math.floor(at / embeddingSize) - (headFrames - 1);
    const inWord = isWord && frame >= 15 && frame < 28;
    return (random() - 0.5) * 2 + (inWord && at % 7 === 0 ? 3 : 0);
  });
  const word = isWord ? { word: { start: 1.3, end: 2 } } : {};
  return {
    name: `${isWord ? 'word' : 'other'} ${index}`,
    group: isWord ? 'word' : 'other',
    fold: index % 3,
    embeddings,
    ...word,
  };
}

const scenes = Array.from({ length: 30 }, (_, index) => scene(index, index % 2 === 0));

test('frames in and after the word teach it, frames around it are left alone, all others teach what it is not', () => {
  const [one, other] = [scene(0, true), scene(1, false)];
  expect(framesIn(one)).toBe(40);
  const examples = examplesOf(one);
  expect(examples.filter(({ target }) => target === 1)).toHaveLength(4);
  expect(examples.length).toBeLessThan(40);
  expect(examplesOf(other).map(({ target }) => target)).toEqual(new Array(40).fill(0));
});

test('each scene is judged once, by a head that did not learn its fold; the word is told from the rest', async () => {
  const done = await crossValidated({ teach: scenes, measure: scenes }, { folds: 3, course });
  const judged = done.flatMap((one) => one.judged);
  expect(judged.map(({ name }) => name).sort()).toEqual(scenes.map(({ name }) => name).sort());
  const words = judged.filter(({ group }) => group === 'word');
  const others = judged.filter(({ group }) => group === 'other');
  expect(fired(words, 0.5)).toBe(words.length);
  expect(fired(others, 0.5)).toBe(0);
  expect(hoursOf(judged)).toBeCloseTo((30 * 40 * 0.08) / 3600, 9);
});

test('a group that is unheard is in no lesson, and is measured where it was', async () => {
  const validation = { folds: 3, course, unheard: (fold: number) => (fold === 1 ? ['other'] : []) };
  const measured = await crossValidated({ teach: scenes, measure: scenes }, { ...validation, only: 1 });
  const names = measured.flatMap(({ judged }) => judged.map(({ group }) => group));
  expect(names.filter((group) => group === 'other')).toHaveLength(15);
});

test('the same lessons give the same head, another seed another', async () => {
  const examples = scenes.flatMap(examplesOf);
  const fileFor = async (seed: string) =>
    headFile(await train(examples, course, randomFor(seed)), { word: 'it', threshold: 0.5 });
  const [one, again, other] = [await fileFor('a'), await fileFor('a'), await fileFor('b')];
  expect(again).toEqual(one);
  expect(other.weights).not.toBe(one.weights);

  const merged = mergedHeads([one, other]);
  const input = examples[3]?.input ?? new Float32Array(0);
  const sum = (score: number) => Math.log(score / (1 - score));
  const mean = (sum(wakeHead(one).score(input)) + sum(wakeHead(other).score(input))) / 2;
  expect(sum(wakeHead(merged).score(input))).toBeCloseTo(mean, 3);
});

test('the threshold is a step above the lowest at which nothing else fires', () => {
  const judged = (best: number) => ({ name: 'one', group: 'other', seconds: 1, best, scores: [best] });
  expect(chosenThreshold([judged(0.1)])).toBe(0.4);
  expect(chosenThreshold([judged(0.1), judged(0.86)])).toBe(0.93);
  expect(chosenThreshold([judged(0.999)])).toBe(0.98);
});

test('other speech comes back from its file as it was, to a byte for each number; a broken file is named', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'agentos-speech-'));
  const file = join(folder, 'other.bin');
  const others = scenes.filter(({ group }) => group === 'other').slice(0, 5);
  const bytes = packedSpeech(others, 'made up');
  await writeFile(file, bytes);
  const read = await readOtherSpeech(file, 2);
  expect(read.map(({ name, group, fold }) => ({ name, group, fold }))).toEqual(
    others.map(({ name, group }, index) => ({ name, group, fold: index % 2 })),
  );
  read.forEach(({ embeddings }, index) => {
    const wanted = others[index]?.embeddings ?? new Float32Array(0);
    expect(embeddings.length).toBe(wanted.length);
    const worst = embeddings.reduce((most, value, at) => Math.max(most, Math.abs(value - (wanted[at] ?? 0))), 0);
    expect(worst).toBeLessThan(0.05);
  });
  await writeFile(file, bytes.subarray(0, bytes.length - 1));
  await expect(readOtherSpeech(file, 2)).rejects.toThrow(/other\.bin: this is no speech/);
  await rm(folder, { recursive: true });
});
