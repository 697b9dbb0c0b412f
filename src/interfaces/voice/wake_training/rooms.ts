import { sampleRate } from '../audio.ts';
import { between, type Random } from './random.ts';

const speedOfSound = 343;
/** Until here each reflection is an image of its own; later ones are too dense to be told apart. */
const earlySeconds = 0.04;
const lateTapsPerSecond = 2_500;
const axes = [0, 1, 2] as const;

/**
 * The sound through the impulse response of a made-up room: a box with a talker and a microphone somewhere in it. Early
 * reflections by images (Allen and Berkley, 1979), then a decaying tail of random ones. The direct sound comes first and is as
 * loud as it was, so that nothing moves in time.
 */
export function throughRoom(samples: Int16Array, random: Random): Int16Array {
  const size = [between(random, 2.2, 7), between(random, 2.2, 6), between(random, 2.2, 3.2)];
  const inside = () => size.map((length) => between(random, 0.15, 0.85) * length);
  const [talker, microphone] = [inside(), inside()];
  const decay = between(random, 0.15, 0.7); // seconds to -60 dB
  const volume = size.reduce((product, length) => product * length, 1);
  const [x = 1, y = 1, z = 1] = size;
  const surface = 2 * (x * y + y * z + x * z);
  // Sabine's formula for what a wall takes, and from it what it gives back.
  const reflected = Math.sqrt(1 - Math.min(0.95, (0.161 * volume) / (surface * decay)));
  const taps = new Map<number, number>();
  const direct = distance(talker, microphone, [0, 0, 0], [0, 0, 0], size);
  const reach = Math.ceil((direct + earlySeconds * speedOfSound) / Math.min(...size) / 2) + 1;
  for (const image of images(reach)) {
    const far = distance(talker, microphone, image.at, image.side, size);
    const late = (far - direct) / speedOfSound;
    if (late > earlySeconds) continue;
    const gain = (direct / far) * reflected ** image.bounces;
    const delay = Math.round(late * sampleRate);
    taps.set(delay, (taps.get(delay) ?? 0) + gain);
  }
  const end = Math.min(0.5, decay);
  const level = (reflected ** 4 * direct) / (direct + earlySeconds * speedOfSound);
  for (let count = 0; count < lateTapsPerSecond * (end - earlySeconds); count += 1) {
    const late = between(random, earlySeconds, end);
    const gain = level * 10 ** ((-3 * (late - earlySeconds)) / decay) * (random() - 0.5);
    taps.set(Math.round(late * sampleRate), gain);
  }
  return convolved(samples, taps);
}

function* images(reach: number) {
  for (let x = -reach; x <= reach; x += 1)
    for (let y = -reach; y <= reach; y += 1)
      for (let z = -reach; z <= reach; z += 1)
        for (let side = 0; side < 8; side += 1) {
          const at = [x, y, z];
          const sides = [side & 1, (side >> 1) & 1, (side >> 2) & 1];
          const bounces = axes.reduce<number>(
            (sum, axis) => sum + Math.abs(2 * (at[axis] ?? 0) - (sides[axis] ?? 0)),
            0,
          );
          if (bounces <= 12) yield { at, side: sides, bounces };
        }
}

function distance(
  talker: readonly number[],
  microphone: readonly number[],
  at: readonly number[],
  side: readonly number[],
  size: readonly number[],
): number {
  const squares = axes.map((axis) => {
    const source = (1 - 2 * (side[axis] ?? 0)) * (talker[axis] ?? 0) + 2 * (at[axis] ?? 0) * (size[axis] ?? 0);
    return (source - (microphone[axis] ?? 0)) ** 2;
  });
  return Math.max(0.2, Math.sqrt(squares.reduce((sum, square) => sum + square, 0)));
}

function convolved(samples: Int16Array, taps: ReadonlyMap<number, number>): Int16Array {
  const sum = new Float32Array(samples.length);
  for (const [delay, gain] of taps) {
    for (let at = delay; at < sum.length; at += 1) sum[at] = (sum[at] ?? 0) + gain * (samples[at - delay] ?? 0);
  }
  return Int16Array.from(sum, (value) => Math.max(-32_768, Math.min(32_767, Math.round(value * 0.8))));
}
