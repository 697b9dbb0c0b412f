import { sampleRate } from '../audio.ts';
import { between, type Random } from './random.ts';

/** A noise that no recording is needed for, -20 dB or so: a hiss or rumble, a hum, strings that are plucked, things that clatter. */
export function noiseOf(random: Random, seconds: number): Int16Array {
  const length = Math.round(seconds * sampleRate);
  const choice = random();
  const sound =
    choice < 0.4
      ? hiss(random, length)
      : choice < 0.55
        ? hum(random, length)
        : choice < 0.8
          ? strings(random, length)
          : clatter(random, length);
  const most = sound.reduce((greatest, value) => Math.max(greatest, Math.abs(value)), 1e-9);
  return Int16Array.from(sound, (value) => Math.round((value / most) * 9_000));
}

/** White at 0, brown at 1, anything between. */
function hiss(random: Random, length: number): Float32Array {
  const share = random();
  let low = 0;
  return new Float32Array(length).map(() => {
    const white = random() * 2 - 1;
    low = 0.98 * low + 0.2 * white;
    return share * low + (1 - share) * 0.5 * white;
  });
}

function hum(random: Random, length: number): Float32Array {
  const tone = between(random, 45, 240);
  const parts = Array.from({ length: 8 }, (_, index) => ({
    step: (2 * Math.PI * tone * (index + 1)) / sampleRate,
    gain: random() / (index + 1),
    phase: random() * 7,
  }));
  return new Float32Array(length).map((_, at) => {
    let sum = 0.1 * (random() - 0.5);
    for (const { step, gain, phase } of parts) sum += gain * Math.sin(step * at + phase);
    return sum;
  });
}

/** Plucked strings in chords (Karplus and Strong, 1983): music enough for a head that must not take it for speech. */
function strings(random: Random, length: number): Float32Array {
  const sound = new Float32Array(length);
  const beat = between(random, 0.15, 0.5) * sampleRate;
  const root = between(random, 80, 220);
  for (let start = 0; start < length; start += Math.round(beat)) {
    for (const interval of [0, 4, 7, 12].filter(() => random() < 0.6)) {
      const tone = root * 2 ** ((interval + Math.floor(random() * 3) * 12) / 12);
      const period = Math.max(4, Math.round(sampleRate / tone));
      const string = new Float32Array(period).map(() => random() * 2 - 1);
      for (let at = start; at < Math.min(length, start + sampleRate); at += 1) {
        const slot = (at - start) % period;
        const value = string[slot] ?? 0;
        sound[at] = (sound[at] ?? 0) + value;
        string[slot] = 0.498 * (value + (string[(slot + 1) % period] ?? 0));
      }
    }
  }
  return sound;
}

function clatter(random: Random, length: number): Float32Array {
  const sound = new Float32Array(length);
  for (let start = 0; start < length; start += Math.round(between(random, 0.05, 0.6) * sampleRate)) {
    const step = (2 * Math.PI * between(random, 500, 5_000)) / sampleRate;
    const fade = between(random, 0.005, 0.08) * sampleRate;
    const gain = random();
    for (let at = start; at < Math.min(length, start + fade * 6); at += 1) {
      const ringing = Math.sin(step * (at - start)) + 0.5 * (random() - 0.5);
      sound[at] = (sound[at] ?? 0) + gain * ringing * Math.exp(-(at - start) / fade);
    }
  }
  return sound;
}
