import { expect, test } from 'vitest';
import { type Cut, Endpoint, type EndpointOptions } from '../../../src/interfaces/voice/endpoint.ts';

const frameSeconds = 0.032;
const scores: { readonly [kind: string]: number } = { v: 0.9, f: 0.5, '.': 0.1 };

/** Feeds "v" as voice, "f" as what may be voice and "." as silence, 32 ms each ("v20" is twenty of them), until the endpoint says that it is over. */
function cutOf(sounds: string, options: Partial<EndpointOptions> = {}, history = 0): Cut | undefined {
  const endpoint = new Endpoint(frameSeconds, { prerollSeconds: 0.3, ...options }, history);
  for (const [, kind, count] of sounds.matchAll(/([vf.])(\d+)/g)) {
    for (let frame = 0; frame < Number(count); frame += 1) {
      const cut = endpoint.accept(scores[kind ?? '.'] ?? 0);
      if (cut !== undefined) return cut;
    }
  }
  return undefined;
}

test('an utterance begins 0.3 s before the first voice and is over after 0.7 s of silence', () => {
  expect(cutOf('.20 v30 .40')).toEqual({ ended: 'silence', first: 11, last: 72, voiced: 49 });
});

test('pauses between words do not end it', () => {
  expect(cutOf('.20 v20 .18 v10 .40')).toMatchObject({ ended: 'silence', voiced: 67 });
});

test('the end of the wake word is not speech, and nothing of it comes into the utterance', () => {
  expect(cutOf('v6 .6 v30 .40')).toMatchObject({ ended: 'silence', first: 6, voiced: 41 });
});

test('without afterWake the same sound is speech from the start', () => {
  expect(cutOf('v6 .6 v30 .40', { afterWake: false })).toMatchObject({ first: 0, voiced: 41 });
});

test('the end of the wake word alone does not end the turn: patience does', () => {
  expect(cutOf('v6 .300')).toMatchObject({ ended: 'patience' });
  expect(cutOf('v6 .100')).toBeUndefined();
});

test('a command without a pause after the wake word begins where the engine fired, with what came just before', () => {
  const cut = cutOf('v15 v40 .40', {}, 15);
  expect(cut).toMatchObject({ ended: 'silence', first: 6, voiced: 54 });
});

test('the wake word in the look-back does not count, however long it is', () => {
  expect(cutOf('v15 .5 v20 .40', {}, 15)).toMatchObject({ first: 15, voiced: 39 });
});

test('a command that began before the engine fired is whole', () => {
  expect(cutOf('v5 .5 v5 v20 .40', {}, 15)).toMatchObject({ first: 5, voiced: 34 });
});

test('one short word after a pause is a command', () => {
  expect(cutOf('v15 v3 .10 v6 .40', {}, 15)).toMatchObject({ ended: 'silence', voiced: 33 });
  expect(cutOf('v15 .10 v6 .40', {}, 15)).toMatchObject({ ended: 'silence', voiced: 30 });
});

test('a click is not speech and does not put an end to the waiting', () => {
  expect(cutOf('.20 v2 .30 v20 .40')).toMatchObject({ ended: 'silence', voiced: 71 });
});

test('breath after the wake word is not speech, however long, and does not hold up the patience', () => {
  expect(cutOf('v6 .6 f5 .30 v20 .40')).toMatchObject({ ended: 'silence', first: 38, voiced: 66 });
  expect(cutOf('f1000', { afterWake: false, patienceSeconds: 1.6 })).toMatchObject({ ended: 'patience', last: 50 });
});

test('speech that begins faintly is whole', () => {
  expect(cutOf('.20 f4 v20 .40')).toMatchObject({ first: 11, voiced: 43 });
});

test('who never stops is cut off at the longest', () => {
  expect(cutOf('.5 v1000', { longestSeconds: 3.2 })).toMatchObject({ ended: 'length', first: 0, last: 105 });
});

test('who says nothing is waited for no longer than patience says', () => {
  const cut = cutOf('.1000', { patienceSeconds: 1.6 });
  expect(cut).toMatchObject({ ended: 'patience', last: 50 });
});

test('clicks do not stretch the patience beyond their own length', () => {
  const cut = cutOf('v1 .20 '.repeat(50), { afterWake: false, patienceSeconds: 1.6 });
  expect(cut?.ended).toBe('patience');
  expect(cut?.last).toBeLessThan(65);
});

test('when the sound ends, what was said until then counts', () => {
  const endpoint = new Endpoint(frameSeconds, { prerollSeconds: 0.3 });
  for (let frame = 0; frame < 30; frame += 1) endpoint.accept(frame < 15 ? 0.1 : 0.9);
  expect(endpoint.speaking).toBe(true);
  expect(endpoint.finish()).toEqual({ ended: 'silence', first: 6, last: 30, voiced: 29 });
});
