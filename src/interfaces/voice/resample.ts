/** Zero crossings of the sinc on each side: about 80 dB of stop band with the window below, far beyond what speech needs. */
const crossings = 16;

/**
 * Sound at another rate, by a windowed sinc (Smith, "Digital Audio Resampling", 2002) with one filter for each phase.
 * Going down, the filter cuts at the new Nyquist frequency, so that nothing folds back.
 */
export function resample(samples: Float32Array, from: number, to: number): Float32Array {
  const divisor = greatestCommonDivisor(from, to);
  const up = to / divisor;
  const down = from / divisor;
  const cutoff = Math.min(1, to / from);
  const half = Math.ceil(crossings / cutoff);
  const filters = new Map<number, Float64Array>();
  const output = new Float32Array(Math.ceil((samples.length * up) / down));
  for (let index = 0; index < output.length; index += 1) {
    const centre = Math.floor((index * down) / up);
    const phase = (index * down) % up;
    let filter = filters.get(phase);
    if (filter === undefined) {
      filter = windowedSinc(phase / up, half, cutoff);
      filters.set(phase, filter);
    }
    let sum = 0;
    for (let tap = 0; tap < filter.length; tap += 1) {
      sum += (filter[tap] ?? 0) * (samples[centre + tap - half + 1] ?? 0);
    }
    output[index] = sum;
  }
  return output;
}

function windowedSinc(fraction: number, half: number, cutoff: number): Float64Array {
  const taps = new Float64Array(half * 2);
  for (let tap = 0; tap < taps.length; tap += 1) {
    const distance = tap - half + 1 - fraction;
    const angle = Math.PI * distance * cutoff;
    const sinc = angle === 0 ? 1 : Math.sin(angle) / angle;
    const window = Math.abs(distance) >= half ? 0 : 0.5 + 0.5 * Math.cos((Math.PI * distance) / half);
    taps[tap] = cutoff * sinc * window;
  }
  return taps;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
