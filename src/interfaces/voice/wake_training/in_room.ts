import { sampleRate } from '../audio.ts';
import { noiseOf } from './noises.ts';
import { between, pick, type Random } from './random.ts';
import { throughRoom } from './rooms.ts';
import type { Rendered } from './scene.ts';

/** What a scene may be mixed with, all of it from the same part of a split as the clip. */
export interface Surroundings {
  readonly noises: readonly Int16Array[];
  readonly speech: readonly Int16Array[];
}

/** The sound as a microphone in some room hears it: faster or slower, with echo, in a colour, over noise, near or far. */
export function inRoom({ samples, word }: Rendered, around: Surroundings, random: Random): Rendered {
  const speed = random() < 0.6 ? between(random, 0.9, 1.12) : 1;
  let sound = speed === 1 ? samples : atSpeed(samples, speed);
  if (random() < 0.5) sound = throughRoom(sound, random);
  if (random() < 0.4) sound = coloured(sound, random);
  if (random() < 0.8) sound = withNoise(sound, noiseFor(around, random), between(random, 0, 25), random);
  const loudness = 10 ** (between(random, -16, 6) / 20);
  const heard = sound.map((sample) => clipped(sample * loudness));
  if (word === undefined) return { samples: heard };
  return { samples: heard, word: { start: word.start / speed, end: word.end / speed } };
}

/** Recorded noise, somebody talking, several people talking, or a noise that is made up. */
function noiseFor({ noises, speech }: Surroundings, random: Random): Int16Array {
  const choice = random();
  if (choice < 0.45 && noises.length > 0) return pick(random, noises);
  if (choice < 0.6 && speech.length > 0) return pick(random, speech);
  if (choice < 0.75 && speech.length > 3) return babble(speech, random);
  return noiseOf(random, 4);
}

function babble(speech: readonly Int16Array[], random: Random): Int16Array {
  const mixed = new Float32Array(4 * sampleRate);
  for (let voice = 0; voice < 5; voice += 1) {
    const one = pick(random, speech);
    const start = Math.floor(random() * one.length);
    const gain = between(random, 0.3, 1) / Math.max(1, rms(one));
    for (let at = 0; at < mixed.length; at += 1)
      mixed[at] = (mixed[at] ?? 0) + gain * (one[(start + at) % one.length] ?? 0);
  }
  return Int16Array.from(mixed, (value) => clipped(value * 2000));
}

/** Noise under the sound, `decibels` softer than its loudest half second. */
export function withNoise(samples: Int16Array, noise: Int16Array, decibels: number, random: Random): Int16Array {
  const wanted = loudest(samples) / 10 ** (decibels / 20);
  const start = Math.floor(random() * noise.length);
  const gain = wanted / Math.max(1, rms(noise));
  return samples.map((sample, index) => clipped(sample + gain * (noise[(start + index) % noise.length] ?? 0)));
}

/** Said faster (and higher) or slower (and lower), by four-point interpolation (Catmull and Rom). */
export function atSpeed(samples: Int16Array, speed: number): Int16Array {
  return Int16Array.from({ length: Math.floor(samples.length / speed) }, (_, index) => {
    const position = index * speed;
    const at = Math.floor(position);
    const part = position - at;
    const [a, b, c, d] = [samples[at - 1] ?? 0, samples[at] ?? 0, samples[at + 1] ?? 0, samples[at + 2] ?? 0];
    const bend = 2 * a - 5 * b + 4 * c - d + part * (3 * (b - c) + d - a);
    return clipped(b + 0.5 * part * (c - a + part * bend));
  });
}

/** A cheap microphone, or a door between: less of the low or of the high tones (first order). */
function coloured(samples: Int16Array, random: Random): Int16Array {
  const share = between(random, 0.3, 0.95);
  const isLow = random() < 0.5;
  const factor =
    1 - Math.exp((-2 * Math.PI * (isLow ? between(random, 1200, 4000) : between(random, 80, 400))) / sampleRate);
  let low = 0;
  return samples.map((sample) => {
    low += factor * (sample - low);
    return clipped(sample - share * (isLow ? sample - low : low));
  });
}

function clipped(value: number): number {
  return Math.max(-32_768, Math.min(32_767, Math.round(value)));
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
