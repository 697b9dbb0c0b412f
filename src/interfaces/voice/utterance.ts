import { joined, type SoundReader, sampleRate } from './audio.ts';
import { EarlyEnd, type Look } from './early_end.ts';
import { type Cut, Endpoint, type EndpointOptions, endpointDefaults } from './endpoint.ts';
import type { Hearing } from './stt.ts';
import type { VadEngine } from './vad.ts';

/** One thing that somebody said, cut out of the sound. Positions are samples since the start of the sound. */
export interface Spoken {
  samples: Int16Array;
  start: number;
  /** The end of the last voice. */
  end: number;
  /** Why it is over: silence, or it was as long as it may be. */
  ended: 'silence' | 'length';
  /** What was said, where that was looked at before it was over. */
  hearing?: Hearing;
  /** Seconds beyond the end of the sound until that was known: in a recording the sound stands still meanwhile. */
  lateSeconds: number;
}

/** How it may be known before a long silence that an utterance is over. */
export interface Looking {
  readonly look: Look;
  /** The sound waits for whoever reads it, as a recording does. */
  readonly still: boolean;
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
  looking?: Looking,
): Promise<Spoken | undefined> {
  const { afterWake, silenceSeconds } = { ...endpointDefaults, ...options };
  const early = looking && new EarlyEnd(looking.look, silenceSeconds);
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
  const samplesOf = (cut: Cut): Int16Array =>
    joined(frames.slice(cut.first, Math.min(cut.last, cut.voiced + 1 + Math.round(afterSeconds / seconds))));
  try {
    for (let index = 0; ; index += 1) {
      const frame = frames[index] ?? (await reader.read(vad.frame, signal));
      if (frame !== undefined && index >= history) frames.push(frame);
      const cut =
        frame === undefined ? endpoint.finish() : endpoint.accept(await vad.accept(frame), early?.silenceSeconds);
      if (cut === undefined) {
        const soFar = endpoint.soFar;
        if (soFar === undefined) continue;
        early?.pause(soFar.voiced, (soFar.last - 1 - soFar.voiced) * seconds, () => samplesOf(soFar));
        if (looking?.still === true) await early?.settled();
        continue;
      }
      if (cut.ended === 'patience') return undefined;
      await early?.settled();
      const hearing = cut.ended === 'silence' ? early?.hearing : undefined;
      return {
        ...{ samples: samplesOf(cut), ended: cut.ended },
        ...{ start: start + cut.first * vad.frame, end: start + (cut.voiced + 1) * vad.frame },
        ...(hearing !== undefined && { hearing }),
        lateSeconds:
          looking?.still === true && hearing !== undefined
            ? Math.max(0, (early?.knownAt ?? 0) - (cut.last - 1 - cut.voiced) * seconds)
            : 0,
      };
    }
  } finally {
    early?.close();
  }
}

async function warmUp(vad: VadEngine, heard: Int16Array, history: number): Promise<void> {
  const frames = Math.floor(heard.length / vad.frame);
  const end = heard.length - history * vad.frame;
  for (let at = heard.length - frames * vad.frame; at < end; at += vad.frame) {
    await vad.accept(heard.subarray(at, at + vad.frame));
  }
}
