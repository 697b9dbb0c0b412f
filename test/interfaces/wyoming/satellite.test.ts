import { createServer, type Server } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { WakeEngine } from '../../../src/interfaces/voice/wake.ts';
import { Connection } from '../../../src/interfaces/wyoming/connection.ts';
import { Satellite } from '../../../src/interfaces/wyoming/satellite.ts';
import { bytesOf, monoAt } from '../../../src/interfaces/wyoming/sound.ts';

let device: Server;
let attached: Connection[];
let onAttached: () => void;
let over: AbortController;
let reports: string[];
let satellite: Satellite;
let running: Promise<void>;

beforeEach(async () => {
  attached = [];
  onAttached = () => undefined;
  reports = [];
  over = new AbortController();
  device = createServer((socket) => {
    attached.push(new Connection(socket, 'server'));
    onAttached();
  });
  await new Promise<void>((resolve) => device.listen(0, '127.0.0.1', resolve));
  const address = device.address();
  satellite = new Satellite({
    name: 'hall',
    address: { host: '127.0.0.1', port: address !== null && typeof address === 'object' ? address.port : 0 },
    language: 'en',
    report: (text) => void reports.push(text),
    firstWaitMs: 5,
    pingMs: 50,
  });
  running = satellite.run(over.signal);
});

afterEach(async () => {
  over.abort();
  await running;
  for (const each of attached) each.destroy();
  await new Promise((resolve) => device.close(resolve));
});

async function connected(count = 1): Promise<Connection> {
  while (attached.length < count)
    await new Promise<void>((resolve) => {
      onAttached = resolve;
    });
  const it = attached[count - 1];
  if (it === undefined) throw new Error('Nobody came.');
  expect((await it.next())?.type).toBe('run-satellite');
  return it;
}

/** Never hears anything itself. */
const deaf: WakeEngine = { frame: 1_280, accept: async () => undefined, reset: () => undefined, close: async () => {} };

test('its own wake word is one of the pipe, once; then comes what it sends, after a pause', async () => {
  const it = await connected();
  const wake = satellite.wake(deaf);
  await it.send('detection', { name: 'ok_nabu' });
  await it.send('run-pipeline', { start_stage: 'asr' });
  await it.send('audio-chunk', monoAt(16_000), bytesOf(new Int16Array(100).fill(7)));
  const sound = satellite.sound[Symbol.asyncIterator]();
  const gap: IteratorResult<Int16Array, undefined> = await sound.next();
  expect(gap.value?.every((sample) => sample === 0)).toBe(true);
  expect(await wake.accept(new Int16Array(1_280))).toEqual({ word: 'ok_nabu', score: 1 });
  expect(await wake.accept(new Int16Array(1_280))).toBeUndefined();
  expect((await sound.next()).value).toEqual(new Int16Array(100).fill(7));
});

test('one that is silent for too long, or speaks no Wyoming, is left and tried again; that is told once', async () => {
  const first = await connected();
  await first.send('pong');
  attached[0]?.destroy();
  const second = await connected(2);
  // It answers no ping.
  const third = await connected(3);
  expect(second.open || third.open).toBe(true);
  await third.send('pong');
  while (reports.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(reports).toEqual([
    expect.stringMatching(/^The satellite hall \(127\.0\.0\.1:\d+\) is away: /),
    'The satellite hall is back.',
  ]);
});

test('a loudspeaker is never far ahead of what is heard, and is silenced when somebody barges in', async () => {
  const it = await connected();
  const stop = new AbortController();
  async function* long() {
    yield { samples: new Int16Array(16_000 * 20).fill(9), rate: 16_000, text: 'A long story.' };
  }
  const began = performance.now();
  const playing = satellite.speaker.play(long(), { signal: stop.signal });
  playing.catch(() => undefined);
  let samples = 0;
  let stopped = false;
  while (!stopped) {
    const message = await it.next();
    if (message === undefined) throw new Error('It left.');
    if (message.type === 'ping') await it.send('pong');
    if (message.type === 'audio-chunk') samples += (message.payload?.length ?? 0) / 2;
    if (samples > 16_000 * 0.4 && !stop.signal.aborted) stop.abort(new Error('barged in'));
    stopped = message.type === 'audio-stop';
  }
  await expect(playing).rejects.toThrow('barged in');
  const heardMs = performance.now() - began;
  expect((samples / 16_000) * 1_000).toBeLessThanOrEqual(heardMs + 300);
});

test('without a satellite nothing is played, and nothing fails', async () => {
  over.abort();
  await running;
  async function* word() {
    yield { samples: new Int16Array(160), rate: 16_000, text: 'Yes.' };
  }
  expect(await satellite.speaker.play(word())).toBeCloseTo(0.01);
});
