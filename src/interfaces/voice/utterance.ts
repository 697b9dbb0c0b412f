import { joined, type SoundReader, sampleRate } from './audio.ts';
import { Endpoint, type EndpointOptions, endpointDefaults } from './endpoint.ts';
import type { VadEngine } from './vad.ts';

/** One thing that somebody said, cut out of the sound. Positions are samples since the start of the sound. */
export interface Spoken {
  samples: Int16Array;
  start: number;
  /** The end of the last voice. */
  end: number;
  /** Why it is over: silence, or it was as long as it may be. */
  ended: 'silence' | 'length';
}

/** What is looked back at after a wake word, and what is kept after the last voice. */
const lookBackSeconds = 0.5;
const afterSeconds = 0.3;
/** What the voice detector hears again first: it needs a second or so to get used to a room. */
const warmUpSeconds = 1.5;

/**
 * Reads on until somebody has said something; undefined when nobody does in time, or the sound ends first. After a wake
 * word it looks back a little: the word ends before its engine fires. Throws the signal's reason when it aborts.
 */
export async function hearUtterance(
  reader: SoundReader,
  vad: VadEngine,
  options: Partial<EndpointOptions> = {},
  signal?: AbortSignal,
): Promise<Spoken | undefined> {
  const { afterWake } = { ...endpointDefaults, ...options };
  const seconds = vad.frame / sampleRate;
  const before = afterWake ? reader.recent(lookBackSeconds * sampleRate) : new Int16Array(0);
  const history = Math.floor(before.length / vad.frame);
  const frames: Int16Array[] = [];
  for (let at = before.length - history * vad.frame; at < before.length; at += vad.frame) {
    frames.push(before.subarray(at, at + vad.frame));
  }
  const start = reader.position - history * vad.frame;
  const endpoint = new Endpoint(seconds, options, history);
  vad.reset();
  await warmUp(vad, reader.recent(warmUpSeconds * sampleRate + history * vad.frame), history);
  for (let index = 0; ; index += 1) {
    const frame = frames[index] ?? (await reader.read(vad.frame, signal));
    if (frame !== undefined && index >= history) frames.push(frame);
    const cut = frame === undefined ? endpoint.finish() : endpoint.accept(await vad.accept(frame));
    if (cut === undefined) continue;
    if (cut.ended === 'patience') return undefined;
    const last = Math.min(cut.last, cut.voiced + 1 + Math.round(afterSeconds / seconds));
    const end = start + (cut.voiced + 1) * vad.frame;
    return {
      samples: joined(frames.slice(cut.first, last)),
      start: start + cut.first * vad.frame,
      end,
      ended: cut.ended,
    };
  }
}

async function warmUp(vad: VadEngine, heard: Int16Array, history: number): Promise<void> {
  const frames = Math.floor(heard.length / vad.frame);
  const end = heard.length - history * vad.frame;
  for (let at = heard.length - frames * vad.frame; at < end; at += vad.frame) {
    await vad.accept(heard.subarray(at, at + vad.frame));
  }
}
