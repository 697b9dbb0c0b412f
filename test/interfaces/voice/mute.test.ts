import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { amplified } from '../../../src/interfaces/voice/gain.ts';
import { Mute, unlessMuted } from '../../../src/interfaces/voice/mute.ts';

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'agentos-mute-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

/** A recorder that counts how often it runs, and whether it does now. */
class Recorder {
  begun = 0;
  running = 0;
  readonly open = async function* (this: Recorder, signal: AbortSignal): AsyncGenerator<Int16Array> {
    this.begun += 1;
    this.running += 1;
    try {
      while (!signal.aborted) {
        yield Int16Array.of(this.begun);
        await sleep(5);
      }
    } finally {
      this.running -= 1;
    }
  }.bind(this);
}

test('muted, nothing records; unmuted, it records anew; both are told', async () => {
  const mute = new Mute(join(folder(), 'voice', 'kitchen.muted'));
  const recorder = new Recorder();
  const over = new AbortController();
  const told: boolean[] = [];
  const sound = unlessMuted(mute, recorder.open, (muted) => told.push(muted), over.signal);
  expect((await sound.next()).value).toEqual(Int16Array.of(1));
  mute.set(true);
  const next = (async () => {
    for (;;) {
      const { value } = await sound.next();
      if (value?.[0] !== 1) return value;
    }
  })();
  while (recorder.running > 0 || told.length === 0) await sleep(5);
  expect(told).toEqual([true]);
  expect(recorder.begun).toBe(1);
  mute.set(false);
  expect(await next).toEqual(Int16Array.of(2));
  expect(told).toEqual([true, false]);
  over.abort();
  while (!(await sound.next()).done);
  expect(recorder.running).toBe(0);
});

test('what is muted at the start is not recorded at all, and a microphone that ends is the end', async () => {
  const file = join(folder(), 'kitchen.muted');
  const mute = new Mute(file);
  mute.set(true);
  expect(existsSync(file)).toBe(true);
  const recorder = new Recorder();
  const over = new AbortController();
  const sound = unlessMuted(mute, recorder.open, () => undefined, over.signal);
  const waiting = sound.next();
  await sleep(20);
  expect(recorder.begun).toBe(0);
  over.abort();
  expect((await waiting).done).toBe(true);
  mute.set(false);
  const ending = async function* () {
    yield Int16Array.of(7);
  };
  const finite = unlessMuted(mute, ending, () => undefined, new AbortController().signal);
  expect((await finite.next()).value).toEqual(Int16Array.of(7));
  expect((await finite.next()).done).toBe(true);
});

test('louder sound is clipped, not wrapped', async () => {
  const sound = async function* () {
    yield Int16Array.of(100, -100, 20_000, -20_000);
  };
  const heard: number[] = [];
  for await (const samples of amplified(sound(), 20)) heard.push(...samples);
  expect(heard).toEqual([1_000, -1_000, 32_767, -32_768]);
});
