/** Clips put into rooms: something before, something after, louder or softer, echo, noise. */
import { joined, sampleRate } from '../../src/interfaces/voice/audio.ts';
import type { Clip } from './clips.ts';
import { between, pick, type Random } from './random.ts';

/** A piece of sound to learn from or to measure with; `word` is where the wake word begins and ends, in seconds. */
export interface Scene {
  name: string;
  samples: Int16Array;
  word?: { start: number; end: number };
}

/** What a scene may be mixed with. All from the same side of the split as the clip. */
export interface Surroundings {
  noises: readonly Int16Array[];
  speech: readonly Int16Array[];
}

export function silence(seconds: number): Int16Array {
  return new Int16Array(Math.round(seconds * sampleRate));
}

/** A positive: `clip` with the word at `span`, after silence or speech, before silence or a command. */
export function wakeScene(
  clip: Clip,
  span: { start: number; end: number },
  round: number,
  around: Surroundings,
  random: Random,
): Scene {
  const before =
    random() < 0.35
      ? tailOf(pick(random, around.speech), between(random, 0.4, 1.6))
      : silence(between(random, 0.1, 1.2));
  const pause = silence(between(random, 0.05, 0.3));
  const after = random() < 0.6 ? joined([pause, pick(random, around.speech).subarray(0, 16_000)]) : silence(0.6);
  const cut = clip.samples.subarray(0, Math.round((span.end + 0.12) * sampleRate));
  const whole = joined([before, cut, after]);
  const lead = before.length / sampleRate;
  const word = { start: lead + span.start, end: lead + span.end };
  return { name: `${clip.name} #${round}`, samples: inRoom(whole, round, around, random), word };
}

/** Part of the word is not the word: its first half or its last third, then nothing. */
export function partScene(
  clip: Clip,
  span: { start: number; end: number },
  around: Surroundings,
  random: Random,
): Scene {
  const middle = span.start + (span.end - span.start) * between(random, 0.3, 0.65);
  const cut = Math.round(middle * sampleRate);
  const late = Math.round((span.start + (span.end - span.start) * between(random, 0.45, 0.6)) * sampleRate);
  const part = random() < 0.6 ? clip.samples.slice(0, cut) : clip.samples.slice(late);
  const whole = joined([silence(0.4), part, silence(0.8)]);
  return { name: `part of ${clip.name}`, samples: inRoom(whole, 1, around, random) };
}

export function otherScene(clip: Clip, round: number, around: Surroundings, random: Random): Scene {
  const whole = joined([silence(between(random, 0.1, 0.5)), clip.samples, silence(0.3)]);
  return { name: `${clip.name} #${round}`, samples: inRoom(whole, round, around, random) };
}

/** Round 0 stays as it was recorded; the others change in loudness, and some in echo and noise. */
function inRoom(samples: Int16Array, round: number, around: Surroundings, random: Random): Int16Array {
  if (round === 0) return samples;
  const loudness = 10 ** (between(random, -14, 6) / 20);
  const echoed = random() < 0.4 ? withEcho(samples, random) : samples;
  const noisy = random() < 0.75 ? withNoise(echoed, noiseFor(around, random), between(random, 3, 25), random) : echoed;
  return noisy.map((sample) => Math.max(-32_768, Math.min(32_767, Math.round(sample * loudness))));
}

function noiseFor(around: Surroundings, random: Random): Int16Array {
  return random() < 0.75 ? pick(random, around.noises) : pick(random, around.speech);
}

/** Noise under the sound, `decibels` softer than its loud half second. */
export function withNoise(samples: Int16Array, noise: Int16Array, decibels: number, random: Random): Int16Array {
  const wanted = loudest(samples) / 10 ** (decibels / 20);
  const start = Math.floor(random() * noise.length);
  const gain = wanted / Math.max(1, rms(noise));
  return samples.map((sample, index) => {
    const added = sample + gain * (noise[(start + index) % noise.length] ?? 0);
    return Math.max(-32_768, Math.min(32_767, Math.round(added)));
  });
}

/** A small room: a dozen reflections that fade within 0.1 to 0.35 s. */
function withEcho(samples: Int16Array, random: Random): Int16Array {
  const reach = between(random, 0.1, 0.35);
  const taps = Array.from({ length: 12 }, () => {
    const delay = between(random, 0.003, reach);
    return { delay: Math.round(delay * sampleRate), gain: (random() - 0.5) * 0.9 * Math.exp((-4 * delay) / reach) };
  });
  return samples.map((sample, index) => {
    let sum = sample;
    for (const { delay, gain } of taps) sum += gain * (samples[index - delay] ?? 0);
    return Math.max(-32_768, Math.min(32_767, Math.round(sum * 0.8)));
  });
}

function tailOf(samples: Int16Array, seconds: number): Int16Array {
  return samples.subarray(-Math.round(seconds * sampleRate));
}

function rms(samples: Int16Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return Math.sqrt(sum / Math.max(1, samples.length));
}

function loudest(samples: Int16Array): number {
  let most = 1;
  for (let start = 0; start < samples.length; start += 4000)
    most = Math.max(most, rms(samples.subarray(start, start + 8000)));
  return most;
}
