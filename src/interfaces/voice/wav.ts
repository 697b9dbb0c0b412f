/**
 * RIFF WAVE, decoded and encoded without trust in its header. Errors are plain `Error`s that say what was wrong; the
 * caller adds the file's name.
 */

export interface Wav {
  /** Samples per second, as the file says. */
  rate: number;
  /** All channels averaged, in [-1, 1]. */
  samples: Float32Array;
}

interface Format {
  encoding: 'pcm' | 'float';
  channels: number;
  rate: number;
  bits: number;
}

const longestSeconds = 3600;
/** Programs that write to a pipe cannot know the length; they put a number near 2 or 4 GiB there. */
const lengthUnknown = 0x7fff_0000;

export function decodeWav(bytes: Uint8Array): Wav {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 12 || tag(view, 0) !== 'RIFF' || tag(view, 8) !== 'WAVE') {
    throw new Error('this is not a WAV file: it does not begin with RIFF and WAVE.');
  }
  let format: Format | undefined;
  for (let at = 12; at + 8 <= bytes.length; ) {
    const name = tag(view, at);
    const size = view.getUint32(at + 4, true);
    if (name === 'fmt ') format = readFormat(view, at + 8, size);
    if (name === 'data') {
      if (format === undefined)
        throw new Error('its sound comes before its format. Save it again with another program.');
      return { rate: format.rate, samples: readSamples(view, at + 8, size, format) };
    }
    at += 8 + size + (size % 2);
  }
  throw new Error('it ends before any sound. The file is cut off, or its header is wrong.');
}

function tag(view: DataView, at: number): string {
  return String.fromCharCode(...[0, 1, 2, 3].map((index) => view.getUint8(at + index)));
}

function readFormat(view: DataView, at: number, size: number): Format {
  if (size < 16 || at + size > view.byteLength) throw new Error('its format header is cut off.');
  const code = view.getUint16(at, true);
  // WAVE_FORMAT_EXTENSIBLE keeps the real code in the first two bytes of its sub-format.
  const kind = code === 0xfffe && size >= 40 ? view.getUint16(at + 24, true) : code;
  const channels = view.getUint16(at + 2, true);
  const rate = view.getUint32(at + 4, true);
  const bits = view.getUint16(at + 14, true);
  if (kind !== 1 && kind !== 3) throw new Error(`its encoding (${kind}) is not supported: use PCM or 32-bit float.`);
  const known = kind === 1 ? [8, 16, 24, 32] : [32];
  if (!known.includes(bits)) throw new Error(`${bits} bits per sample are not supported: use 16.`);
  if (channels < 1 || channels > 8) throw new Error(`${channels} channels are not supported: use 1 to 8.`);
  if (rate < 8_000 || rate > 192_000) {
    throw new Error(`a rate of ${rate} Hz is not supported: use 16000, or anything from 8000 to 192000.`);
  }
  return { encoding: kind === 1 ? 'pcm' : 'float', channels, rate, bits };
}

function readSamples(view: DataView, start: number, claimed: number, format: Format): Float32Array {
  const bytesPerSample = format.bits / 8;
  const bytesPerFrame = bytesPerSample * format.channels;
  const present = view.byteLength - start;
  if (claimed > present && claimed < lengthUnknown) {
    throw new Error(`it is cut off: its header promises ${claimed} bytes of sound and ${present} are there.`);
  }
  const frames = Math.floor(Math.min(claimed, present) / bytesPerFrame);
  if (frames === 0) throw new Error('there is no sound in it: it lasts 0 seconds.');
  if (frames > longestSeconds * format.rate) throw new Error('it is longer than an hour. Cut it into pieces.');
  const read = sampleReader(view, format);
  const samples = new Float32Array(frames);
  for (let frame = 0; frame < frames; frame += 1) {
    let sum = 0;
    for (let channel = 0; channel < format.channels; channel += 1) {
      sum += read(start + frame * bytesPerFrame + channel * bytesPerSample);
    }
    if (!Number.isFinite(sum)) throw new Error(`its sample ${frame} is not a number. The recording is damaged.`);
    samples[frame] = sum / format.channels;
  }
  return samples;
}

function sampleReader(view: DataView, format: Format): (at: number) => number {
  if (format.encoding === 'float') return (at) => view.getFloat32(at, true);
  switch (format.bits) {
    case 8:
      return (at) => (view.getUint8(at) - 128) / 128;
    case 16:
      return (at) => view.getInt16(at, true) / 32_768;
    case 24:
      return (at) => (view.getUint8(at) + (view.getInt16(at + 1, true) << 8)) / 8_388_608;
    default:
      return (at) => view.getInt32(at, true) / 2_147_483_648;
  }
}

/** A 16-bit mono WAV. */
export function encodeWav(samples: Int16Array, rate: number): Uint8Array {
  const bytes = Buffer.alloc(44 + samples.length * 2);
  bytes.write('RIFF', 0, 'latin1');
  bytes.writeUInt32LE(36 + samples.length * 2, 4);
  bytes.write('WAVEfmt ', 8, 'latin1');
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(rate, 24);
  bytes.writeUInt32LE(rate * 2, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36, 'latin1');
  bytes.writeUInt32LE(samples.length * 2, 40);
  samples.forEach((sample, index) => {
    bytes.writeInt16LE(sample, 44 + index * 2);
  });
  return bytes;
}
