import { setImmediate as soon } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { EarlyEnd, silences } from '../../../src/interfaces/voice/early_end.ts';
import type { Hearing } from '../../../src/interfaces/voice/stt.ts';

const ordinary = 0.7;
const sound = () => Int16Array.of(1);
const hearing = (more?: Hearing['more']): Hearing => ({
  text: 'turn on the light',
  confidence: 0.9,
  alternatives: [],
  ...(more !== undefined && { more }),
});

/** Looks are answered one after the other by these; the signals that they were given are kept. */
function looks(...answers: (Hearing | Error)[]) {
  const signals: AbortSignal[] = [];
  const early = new EarlyEnd(async (_, signal) => {
    signals.push(signal);
    const answer = answers[signals.length - 1];
    if (answer === undefined) throw new Error('nobody expected another look');
    if (answer instanceof Error) throw answer;
    return answer;
  }, ordinary);
  return { early, signals };
}

test.each([
  ['none', silences.none],
  ['possible', silences.possible],
  ['needed', silences.needed],
  [undefined, ordinary],
] as const)('after what tells %s, silence lasts %s s', async (more, expected) => {
  const { early } = looks(hearing(more));
  early.pause(40, silences.firstLook, sound);
  expect(early.silenceSeconds).toBe(silences.needed); // nothing is over while it is looked at
  await early.settled();
  expect(early.silenceSeconds).toBe(expected);
});

test('a whole command is looked at once, what may go on twice; only what was wholly seen counts', async () => {
  const once = looks(hearing('none'));
  for (const silent of [0.03, silences.firstLook, 0.2, silences.secondLook, 0.4]) {
    once.early.pause(40, silent, sound);
    await once.early.settled();
  }
  expect(once.signals).toHaveLength(1);
  expect(once.early.hearing).toMatchObject({ text: 'turn on the light' });

  const twice = looks(hearing('possible'), hearing('possible'));
  twice.early.pause(40, silences.firstLook, sound);
  await twice.early.settled();
  expect(twice.early.hearing).toBeUndefined();
  twice.early.pause(40, silences.secondLook, sound);
  await twice.early.settled();
  expect(twice.early.hearing).toMatchObject({ more: 'possible' });
  expect(twice.signals).toHaveLength(2);
});

test('speech that goes on throws away what was looked at, and stops it', async () => {
  const { early, signals } = looks(hearing('none'), hearing('needed'));
  early.pause(40, silences.firstLook, sound);
  early.pause(60, 0, sound);
  expect(signals[0]?.aborted).toBe(true);
  await soon();
  expect(early.hearing).toBeUndefined();
  expect(early.silenceSeconds).toBe(ordinary);
  early.pause(60, silences.firstLook, sound);
  await early.settled();
  expect(early.silenceSeconds).toBe(silences.needed);
});

test('a look that fails changes nothing: the ordinary silence ends it', async () => {
  const { early } = looks(new Error('the recogniser is gone'), new Error('still'));
  early.pause(40, silences.firstLook, sound);
  await early.settled();
  expect(early.silenceSeconds).toBe(ordinary);
  expect(early.hearing).toBeUndefined();
});
