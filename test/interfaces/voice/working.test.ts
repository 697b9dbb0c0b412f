import { expect, test } from 'vitest';
import { cueSound } from '../../../src/interfaces/voice/cues.ts';
import { TextStream } from '../../../src/interfaces/voice/text_stream.ts';
import { soundWorking } from '../../../src/interfaces/voice/working.ts';

const LONG = 60_000;

function played(text: TextStream, accepted: Promise<unknown>, quietMs: number, signal = new AbortController().signal) {
  const sounds: string[] = [];
  const done = soundWorking(text, accepted, async () => sounds.push('working'), signal, quietMs);
  return { sounds, done };
}

test('an answer that takes its time is waited for with one sound', async () => {
  const text = new TextStream();
  const { sounds, done } = played(text, Promise.resolve(), 1);
  await done;
  expect(sounds).toEqual(['working']);
});

test.each([
  ['words', (text: TextStream) => text.piece('It', 0, 1)],
  ['the whole answer', (text: TextStream) => text.end('It is noon.')],
  ['an end without words', (text: TextStream) => text.close()],
])('%s before that, and there is none', async (_what, comes) => {
  const text = new TextStream();
  const { sounds, done } = played(text, Promise.resolve(), LONG);
  comes(text);
  await done;
  expect(sounds).toEqual([]);
});

test('what was not accepted is not worked on', async () => {
  const text = new TextStream();
  const { sounds, done } = played(text, Promise.reject(new Error('no daemon')), 1);
  text.end('I cannot reach the house right now.');
  await done;
  expect(sounds).toEqual([]);
  const never = played(new TextStream(), new Promise(() => undefined), 1);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(never.sounds).toEqual([]);
});

test('who speaks into it is not kept waiting', async () => {
  const stopping = new AbortController();
  const { sounds, done } = played(new TextStream(), new Promise(() => undefined), LONG, stopping.signal);
  stopping.abort();
  await done;
  expect(sounds).toEqual([]);
  await played(new TextStream(), Promise.resolve(), LONG, stopping.signal).done;
});

test('the sound is quieter than those that want something', () => {
  const loudest = (cue: Parameters<typeof cueSound>[0]): number => Math.max(...cueSound(cue).samples);
  expect(loudest('working')).toBeLessThan(loudest('listening'));
  expect(loudest('working')).toBeGreaterThan(0);
});
