import { joined, toPcm } from '../../../../src/interfaces/voice/audio.ts';
import { resample } from '../../../../src/interfaces/voice/resample.ts';
import { openFlite } from '../../../../src/interfaces/voice/tts/flite.ts';

/** What flite says, as a recogniser wants it, with a little silence around. */
export async function spoken(text: string, voice = 'slt'): Promise<Int16Array> {
  const parts: Int16Array[] = [new Int16Array(4800)];
  for await (const { samples, rate } of openFlite({ voice }).speak([text])) {
    const floats = Float32Array.from(samples, (sample) => sample / 32_768);
    parts.push(toPcm(resample(floats, rate, 16_000)));
  }
  return joined([...parts, new Int16Array(4800)]);
}
