import { framesOf, SoundReader, sampleRate } from '../audio.ts';
import type { VadEngine } from '../vad.ts';
import type { Span } from './scene.ts';

/** Where the speech in a clip begins and ends, by the voice detector; undefined if it hears none. */
export async function speechSpan(samples: Int16Array, vad: VadEngine): Promise<Span | undefined> {
  vad.reset();
  const reader = new SoundReader(framesOf(samples));
  let start: number | undefined;
  let end = 0;
  for (let at = 0; ; at += vad.frame) {
    const frame = await reader.read(vad.frame);
    if (frame === undefined) break;
    if ((await vad.accept(frame)) < 0.5) continue;
    start ??= at / sampleRate;
    end = (at + vad.frame) / sampleRate;
  }
  return start === undefined ? undefined : { start, end };
}
