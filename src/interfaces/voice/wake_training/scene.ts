import { createHash } from 'node:crypto';
import { joined, sampleRate } from '../audio.ts';
import { inRoom, type Surroundings } from './in_room.ts';
import { between, pick, type Random, randomFor } from './random.ts';

/** Where a word begins and ends, in seconds. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A recording to learn from or to measure with. */
export interface Clip {
  readonly name: string;
  readonly samples: Int16Array;
  /** What was said, where several clips say the same: `jarvis`, `coffee`. */
  readonly group: string;
  /** Which part of a split it belongs to: all that one speaker said is in one. */
  readonly fold: number;
}

export interface Rendered {
  readonly samples: Int16Array;
  /** Where the wake word is; absent where it is not said. */
  readonly word?: Span;
}

/** A piece of sound that is made when it is wanted, the same each time; `key` is its name in a cache. */
export interface Scene {
  readonly name: string;
  readonly group: string;
  readonly fold: number;
  readonly key: string;
  render(): Rendered;
}

/** A higher number makes what is in caches worthless: raise it with whatever changes the sound of a scene. */
const recipe = 4;

export function sceneOf(clip: Clip, kind: string, render: (random: Random) => Rendered): Scene {
  const name = `${clip.name} ${kind}`;
  const bytes = new Uint8Array(clip.samples.buffer, clip.samples.byteOffset, clip.samples.byteLength);
  const key = createHash('sha256').update(`${recipe} ${clip.fold} ${name}\n`).update(bytes).digest('hex').slice(0, 32);
  return { name, group: clip.group, fold: clip.fold, key, render: () => render(randomFor(name)) };
}

export function silence(seconds: number): Int16Array {
  return new Int16Array(Math.round(seconds * sampleRate));
}

/** The clip as it was recorded. */
export function plainScene(clip: Clip, word?: Span): Scene {
  return sceneOf(clip, 'plain', () => ({ samples: clip.samples, ...(word !== undefined && { word }) }));
}

/** The word at `span` after silence or speech, before silence or a command; the first round without a room around it. */
export function wakeScene(clip: Clip, span: Span, round: number, around: Surroundings): Scene {
  return sceneOf(clip, `#${round}`, (random) => {
    const before =
      random() < 0.35 && around.speech.length > 0
        ? pick(random, around.speech).subarray(-Math.round(between(random, 0.4, 1.4) * sampleRate))
        : silence(between(random, 0.2, 1.1));
    const pause = silence(between(random, 0.05, 0.3));
    const after =
      random() < 0.6 && around.speech.length > 0
        ? joined([pause, pick(random, around.speech).subarray(0, 0.4 * sampleRate)])
        : silence(0.4);
    const from = Math.max(0, Math.round((span.start - 0.3) * sampleRate));
    const cut = clip.samples.subarray(from, Math.round((span.end + 0.12) * sampleRate));
    const lead = (before.length - from) / sampleRate;
    const word = { start: lead + span.start, end: lead + span.end };
    const whole = { samples: joined([before, cut, after]), word };
    return round === 0 ? whole : inRoom(whole, around, random);
  });
}

/** Parts of the word in which it must not be heard, each alone, and joined to what somebody else goes on to say. */
export const parts = ['alone', 'begun', 'ended', 'swapped'] as const;

/** Part of the word is not the word. */
export function partScene(clip: Clip, span: Span, part: (typeof parts)[number], around: Surroundings): Scene {
  return sceneOf(clip, `part ${part}`, (random) => {
    const at = (share: number): number => Math.round((span.start + (span.end - span.start) * share) * sampleRate);
    const margin = Math.round(0.1 * sampleRate);
    const begun = clip.samples.subarray(Math.max(0, at(0) - margin), at(between(random, 0.35, 0.65)));
    const ended = clip.samples.subarray(at(between(random, 0.4, 0.6)), at(1) + margin);
    const other = around.speech.length > 0 ? pick(random, around.speech) : silence(0.5);
    const rest = Math.round(between(random, 0.2, 0.45) * other.length);
    const pieces: { readonly [kind in (typeof parts)[number]]: readonly Int16Array[] } = {
      alone: [silence(0.4), random() < 0.6 ? begun : ended, silence(0.5)],
      begun: [silence(0.3), begun, other.subarray(rest, rest + 0.6 * sampleRate)],
      ended: [other.subarray(rest, rest + 0.8 * sampleRate), ended, silence(0.3)],
      swapped: [silence(0.3), ended, begun, silence(0.3)],
    };
    return inRoom({ samples: joined(pieces[part]) }, around, random);
  });
}

/** The clip without most of the silence around what is said. */
export function trimmed(clip: Clip, { start, end }: Span, seconds = 0.5): Clip {
  const from = Math.max(0, Math.round((start - seconds) * sampleRate));
  return { ...clip, samples: clip.samples.subarray(from, Math.round((end + seconds) * sampleRate)) };
}

/** Something else, as it was recorded or in a room. */
export function otherScene(clip: Clip, round: number, around: Surroundings): Scene {
  return sceneOf(clip, `#${round}`, (random) => {
    const samples = joined([silence(between(random, 0.1, 0.5)), clip.samples, silence(0.3)]);
    return round === 0 ? { samples } : inRoom({ samples }, around, random);
  });
}

/** Something else, cut and joined as the word is, so that a cut after the last sound is no sign of the word. */
export function cutScene(clip: Clip, span: Span, around: Surroundings): Scene {
  const { key, render, ...scene } = wakeScene(clip, span, 1, around);
  return { ...scene, key: `${key}-cut`, render: () => ({ samples: render().samples }) };
}
