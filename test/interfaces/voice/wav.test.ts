import { describe, expect, test } from 'vitest';
import { AudioError, wavSamples } from '../../../src/interfaces/voice/audio.ts';
import { decodeWav, encodeWav } from '../../../src/interfaces/voice/wav.ts';

interface Header {
  code?: number;
  channels?: number;
  rate?: number;
  bits?: number;
  claimed?: number;
}

/** A WAV by hand, so that its header may lie. */
function wav(
  data: Uint8Array,
  { code = 1, channels = 1, rate = 16_000, bits = 16, claimed = data.length }: Header = {},
): Uint8Array {
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + data.length, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(code, 20);
  head.writeUInt16LE(channels, 22);
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE(((rate * channels * bits) / 8) % 2 ** 32, 28);
  head.writeUInt16LE(((channels * bits) / 8) % 2 ** 16, 32);
  head.writeUInt16LE(bits, 34);
  head.write('data', 36);
  head.writeUInt32LE(claimed, 40);
  return Buffer.concat([head, data]);
}

const bytes = (samples: Int16Array | Float32Array | Int32Array) => new Uint8Array(samples.buffer);

describe('what is supported', () => {
  test.each([
    ['8 bits', wav(Uint8Array.of(0, 128, 192), { bits: 8 }), [-1, 0, 0.5]],
    ['16 bits', wav(bytes(Int16Array.of(-32_768, 0, 16_384))), [-1, 0, 0.5]],
    ['24 bits', wav(Uint8Array.of(0, 0, 0x80, 0, 0, 0, 0, 0, 0x40), { bits: 24 }), [-1, 0, 0.5]],
    ['32 bits', wav(bytes(Int32Array.of(-2_147_483_648, 0, 1_073_741_824)), { bits: 32 }), [-1, 0, 0.5]],
    ['floats', wav(bytes(Float32Array.of(-1, 0, 0.5)), { code: 3, bits: 32 }), [-1, 0, 0.5]],
    [
      'stereo',
      wav(bytes(Int16Array.of(-32_768, -32_768, 16_384, -16_384, 16_384, 16_384)), { channels: 2 }),
      [-1, 0, 0.5],
    ],
  ])('%s', (_, file, samples) => {
    expect([...decodeWav(file).samples]).toEqual(samples);
  });

  test('a length that a program writing to a pipe could not know', () => {
    for (const claimed of [0xffff_ffff, 0x7fff_ffff, 0x7fff_f000]) {
      expect(decodeWav(wav(bytes(Int16Array.of(1, 2, 3)), { claimed })).samples).toHaveLength(3);
    }
  });

  test('other chunks before the sound are passed over', () => {
    const plain = encodeWav(Int16Array.of(1, 2, 3), 16_000);
    const list = Buffer.from('LIST\x03\0\0\0abc\0', 'latin1');
    const file = Buffer.concat([plain.subarray(0, 36), list, plain.subarray(36)]);
    expect(decodeWav(file).samples).toHaveLength(3);
  });

  test.each([8_000, 11_025, 22_050, 44_100, 48_000, 96_000])(
    '%d Hz keeps a tone of 440 Hz as loud and as high',
    (rate) => {
      const tone = Int16Array.from(
        { length: rate },
        (_, index) => 10_000 * Math.sin((2 * Math.PI * 440 * index) / rate),
      );
      const heard = wavSamples(encodeWav(tone, rate), 'tone');
      expect(heard).toHaveLength(16_000);
      let worst = 0;
      for (let index = 200; index < 15_800; index += 1) {
        const wanted = 10_000 * Math.sin((2 * Math.PI * 440 * index) / 16_000);
        worst = Math.max(worst, Math.abs((heard[index] ?? 0) - wanted));
      }
      expect(worst).toBeLessThan(30);
    },
  );

  test('what 16 kHz cannot hold is taken out, not folded back', () => {
    const tone = Int16Array.from(
      { length: 48_000 },
      (_, index) => 10_000 * Math.sin((2 * Math.PI * 11_000 * index) / 48_000),
    );
    const heard = wavSamples(encodeWav(tone, 48_000), 'tone').subarray(200, 15_800);
    expect(Math.max(...heard)).toBeLessThan(30);
  });
});

describe('what is refused, and why', () => {
  const some = bytes(Int16Array.of(1, 2, 3));
  test.each([
    ['empty', new Uint8Array(0), /not a WAV file/],
    ['text', Buffer.from('this is only a text, not a sound at all'), /not a WAV file/],
    ['header only', wav(some).subarray(0, 36), /ends before any sound/],
    ['format cut off', wav(some).subarray(0, 24), /format header is cut off/],
    ['no sound', wav(new Uint8Array(0)), /lasts 0 seconds/],
    ['less than one frame', wav(Uint8Array.of(1), { claimed: 1 }), /lasts 0 seconds/],
    ['truncated', wav(some, { claimed: 32_000 }), /cut off: its header promises 32000 bytes of sound and 6 are there/],
    ['huge header', wav(some, { claimed: 0x7000_0000 }), /cut off/],
    ['rate 0', wav(some, { rate: 0 }), /rate of 0 Hz is not supported: use 16000/],
    ['rate too high', wav(some, { rate: 4_000_000_000 }), /rate of 4000000000 Hz/],
    ['too many channels', wav(some, { channels: 65_535, bits: 8 }), /65535 channels/],
    ['no channel', wav(some, { channels: 0 }), /0 channels/],
    ['12 bits', wav(some, { bits: 12 }), /12 bits/],
    ['64-bit floats', wav(some, { code: 3, bits: 64 }), /64 bits/],
    ['MP3 inside', wav(some, { code: 85 }), /encoding \(85\) is not supported/],
    ['NaN', wav(bytes(Float32Array.of(0, Number.NaN)), { code: 3, bits: 32 }), /sample 1 is not a number/],
    [
      'infinity',
      wav(bytes(Float32Array.of(Number.POSITIVE_INFINITY)), { code: 3, bits: 32 }),
      /sample 0 is not a number/,
    ],
    ['two hours', wav(new Uint8Array(2 * 3600 * 8000), { rate: 8000, bits: 8 }), /longer than an hour/],
  ])('%s', (_, file, why) => {
    expect(() => wavSamples(file, 'bad.wav')).toThrow(AudioError);
    expect(() => wavSamples(file, 'bad.wav')).toThrow(why);
    expect(() => wavSamples(file, 'bad.wav')).toThrow(/^bad\.wav: /);
  });

  test('sound before its format', () => {
    const plain = encodeWav(Int16Array.of(1, 2), 16_000);
    const swapped = Buffer.concat([plain.subarray(0, 12), plain.subarray(36), plain.subarray(12, 36)]);
    expect(() => decodeWav(swapped)).toThrow(/sound comes before its format/);
  });

  test('any bytes give a WAV or an error, and never hang', () => {
    let seed = 7;
    for (let round = 0; round < 500; round += 1) {
      const file = Uint8Array.from(wav(some));
      for (let change = 0; change < 4; change += 1) {
        seed = (seed * 48_271) % 2_147_483_647;
        file[12 + (seed % (file.length - 12))] = (seed >> 8) & 255;
      }
      try {
        expect(wavSamples(file, 'x').length).toBeGreaterThan(0);
      } catch (error) {
        expect(error).toBeInstanceOf(AudioError);
      }
    }
  });
});
