import { describe, expect, test } from 'vitest';
import { fromFlite, fromSpelling } from '../../../../src/interfaces/voice/stt/phones.ts';
import { judge } from '../../../../src/interfaces/voice/stt/rejection.ts';
import { type Decoding, readSegments } from '../../../../src/interfaces/voice/stt/sphinx_output.ts';

function decoding(text: string, score: number, frames = 200): Decoding {
  return { words: text === '' ? [] : text.split(' '), score, frames, segments: [] };
}

describe('what pocketsphinx writes', () => {
  test('words without pauses, noises and numbers of pronunciations', () => {
    const line =
      'utterance S 0 T -7008 A -6334 L -674 0 -2141 -337 <sil> 53 -1841 0 cancel 105 -314 0 all(2) 114 -1372 0 timers 160 0 0 (NULL) 165 -9 0 ++NOISE++ 169 -666 -337 <sil> 216\n';
    expect(readSegments(line)).toMatchObject({ words: ['cancel', 'all', 'timers'], score: -7008, frames: 216 });
    expect(readSegments(line)?.segments.slice(0, 2)).toEqual([
      { word: '<sil>', start: 0, end: 53, score: -2141 },
      { word: 'cancel', start: 53, end: 105, score: -1841 },
    ]);
  });

  test('nothing decoded', () => {
    expect(readSegments('')).toBeUndefined();
    expect(readSegments('utterance S 0 T 0 A 0 L 0 0\n')).toBeUndefined();
  });
});

describe('judging', () => {
  const phones = decoding('AA', -4000);

  test('what fits is taken, the surer the better it fits', () => {
    const good = judge(decoding('turn on the light', -4200), phones, 2);
    const worse = judge(decoding('turn on the light', -8000), phones, 2);
    expect(good.rejected).toBeUndefined();
    expect(worse.rejected).toBeUndefined();
    expect(good.confidence).toBeGreaterThan(worse.confidence);
    expect(good.confidence).toBeGreaterThan(0.9);
  });

  test('one word that fits badly makes a poor sentence doubtful, and a good one not', () => {
    const segments = (light: number) => [
      { word: 'turn', start: 0, end: 100, score: -2500 },
      { word: 'light', start: 100, end: 200, score: light },
    ];
    const sounds = { ...phones, segments: [{ word: 'AA', start: 0, end: 200, score: -4000 }] };
    const judged = (score: number, light: number) =>
      judge({ ...decoding('turn light', score), segments: segments(light) }, sounds, 2).rejected;
    expect(judged(-8000, -7000)).toBe('unsure');
    expect(judged(-8000, -5500)).toBeUndefined();
    expect(judged(-6000, -7000)).toBeUndefined();
  });

  test('what fits far worse than any sounds is unknown', () => {
    expect(judge(decoding('turn on the light', -9000), phones, 2)).toMatchObject({
      rejected: 'unknown',
      text: 'turn on the light',
    });
  });

  test('too many words or too few for the time are no command', () => {
    expect(judge(decoding('a b c d e f g h i j k l m n o p', -4000), phones, 2).rejected).toBe('pace');
    expect(judge(decoding('stop', -4000), phones, 4).rejected).toBe('pace');
  });

  test('nothing is silence', () => {
    expect(judge(undefined, phones, 2).rejected).toBe('silence');
    expect(judge(decoding('', -100), phones, 2).rejected).toBe('silence');
  });

  test("words of one's own are named, and left out", () => {
    expect(judge(decoding('remember that _aa _k', -4100), phones, 2)).toMatchObject({
      text: 'remember that',
      rejected: 'free_text',
    });
  });
});

describe('pronunciations', () => {
  test('of the synthesiser, in the phones of the recogniser', () => {
    expect(fromFlite('pau iy k ow b iy pau \n')).toBe('IY K OW B IY');
    expect(fromFlite('pau k ih ch ax n pau')).toBe('K IH CH AH N');
    expect(fromFlite('pau ')).toBeUndefined();
    expect(fromFlite('hello there')).toBeUndefined();
  });

  test('by letters', () => {
    expect(fromSpelling('shelly')).toBe('SH EH L IY');
    expect(fromSpelling('Ümit3')).toBe('AH M IH T TH R IY');
    expect(fromSpelling('小明')).toBeUndefined();
  });
});
