import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sentences } from '../../../src/interfaces/voice/sentences.ts';
import { whole } from '../../../src/interfaces/voice/stt/whole_sound.ts';
import type { Recogniser } from '../../../src/interfaces/voice/stt.ts';
import type { Synthesiser } from '../../../src/interfaces/voice/tts.ts';
import { addressOf } from '../../../src/interfaces/wyoming/address.ts';
import { allowedFrom } from '../../../src/interfaces/wyoming/allowed.ts';
import { type Connection, connectTo } from '../../../src/interfaces/wyoming/connection.ts';
import type { Message } from '../../../src/interfaces/wyoming/message.ts';
import { serveHearing } from '../../../src/interfaces/wyoming/serve_hearing.ts';
import { serveSpeaking } from '../../../src/interfaces/wyoming/serve_speaking.ts';
import { type Serving, serveWyoming } from '../../../src/interfaces/wyoming/server.ts';

/** Says how many samples it heard, and how loud the loudest was. */
const counting: Recogniser = {
  name: 'counting',
  freeText: true,
  streams: false,
  follow: async () => {},
  async recognise(sound, signal) {
    const samples = await whole(sound, signal);
    if (samples.length === 0) return { text: '', confidence: 0, alternatives: [], rejected: 'silence' };
    const peak = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
    return { text: `${samples.length} samples up to ${peak}`, confidence: 1, alternatives: [] };
  },
  close: async () => {},
};

/** A thousand samples for each sentence, each as loud as the sentence is long. */
const humming: Synthesiser = {
  name: 'humming',
  async *speak(text, signal) {
    for await (const sentence of sentences(text)) {
      signal?.throwIfAborted();
      yield { samples: new Int16Array(1_500).fill(sentence.length), rate: 22_050, text: sentence };
    }
  },
};

let serving: Serving;
let reports: string[];
let opened: (Connection | Socket)[];
let refreshed: number;

beforeEach(async () => {
  reports = [];
  opened = [];
  refreshed = 0;
  serving = await serveWyoming({
    addresses: [{ host: '127.0.0.1', port: 0 }],
    allow: [],
    offer: {
      version: '1.2.3',
      language: 'en',
      recogniser: { name: 'counting', streams: false },
      synthesiser: { name: 'humming' },
      handles: true,
    },
    services: () => [
      serveHearing({
        recogniser: counting,
        refresh: async () => {
          refreshed += 1;
        },
      }),
      serveSpeaking(humming),
    ],
    report: (text) => void reports.push(text),
    messageMs: 200,
  });
});

afterEach(async () => {
  for (const each of opened) each.destroy();
  await serving.close();
});

async function client(): Promise<Connection> {
  const [address] = serving.addresses;
  if (address === undefined) throw new Error('It listens nowhere.');
  const connection = await connectTo(address);
  opened.push(connection);
  return connection;
}

/** Everything up to a message of this type. */
async function until(connection: Connection, type: string): Promise<Message[]> {
  const got: Message[] = [];
  while (true) {
    const message = await connection.next();
    if (message === undefined) throw new Error(`It ended before ${type}: ${JSON.stringify(got)}`);
    got.push(message);
    if (message.type === type) return got;
  }
}

/** Bytes as they are, and what comes back until the other ends the connection. */
async function raw(...chunks: (string | Uint8Array)[]): Promise<string> {
  const port = serving.addresses[0]?.port ?? 0;
  const socket = connect({ host: '127.0.0.1', port });
  opened.push(socket);
  let answer = '';
  socket.setEncoding('utf8').on('data', (text: string) => {
    answer += text;
  });
  socket.on('error', () => undefined);
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  for (const chunk of chunks) socket.write(chunk);
  await closed;
  return answer;
}

test('tells what it serves, with what each part of it must say', async () => {
  const it = await client();
  await it.send('describe');
  const [info] = await until(it, 'info');
  expect(info?.data.asr).toMatchObject([
    {
      name: 'agentos',
      installed: true,
      attribution: { name: 'AgentOS', url: '' },
      version: '1.2.3',
      models: [{ name: 'counting', languages: ['en'], installed: true }],
      supports_transcript_streaming: false,
    },
  ]);
  expect(info?.data.tts).toMatchObject([{ voices: [{ languages: ['en'] }], supports_synthesize_streaming: true }]);
  expect(info?.data.handle).toMatchObject([{ models: [{ languages: ['en'] }], supports_home_control: true }]);
  expect(info?.data).toMatchObject({ wake: [], intent: [], mic: [], snd: [] });
});

test('answers a ping with its text', async () => {
  const it = await client();
  await it.send('ping', { text: 'are you there' });
  expect(await it.next()).toEqual({ type: 'pong', data: { text: 'are you there' } });
});

describe('transcribing', () => {
  const loud = Buffer.alloc(3_200, 0x10);

  test('one utterance after another on one connection', async () => {
    const it = await client();
    for (let turn = 0; turn < 2; turn += 1) {
      await it.send('transcribe', { language: 'en' });
      await it.send('audio-start', { rate: 16_000, width: 2, channels: 1, timestamp: 0 });
      for (let count = 0; count < 5; count += 1)
        await it.send('audio-chunk', { rate: 16_000, width: 2, channels: 1 }, loud);
      await it.send('audio-stop', { timestamp: 500 });
      expect(await until(it, 'transcript')).toEqual([
        { type: 'transcript', data: { text: `8000 samples up to ${0x1010}` } },
      ]);
    }
    expect(refreshed).toBe(2);
  });

  test('stereo of 48 kHz and 32 bits becomes what we hear by', async () => {
    const it = await client();
    const sound = Buffer.alloc(48_000 * 2 * 4);
    for (let at = 0; at < sound.length; at += 4) sound.writeInt32LE(1_000 << 16, at);
    await it.send('audio-start', { rate: 48_000, width: 4, channels: 2 });
    for (let at = 0; at < sound.length; at += 9_600)
      await it.send('audio-chunk', { rate: 48_000, width: 4, channels: 2 }, sound.subarray(at, at + 9_600));
    await it.send('audio-stop');
    const [heard] = await until(it, 'transcript');
    const [, samples, peak] = /^(\d+) samples up to (\d+)$/.exec(String(heard?.data.text)) ?? [];
    expect(Number(samples)).toBe(16_000);
    expect(Number(peak)).toBeGreaterThan(950);
    expect(Number(peak)).toBeLessThan(1_200);
  });

  test('nothing said is an empty text, and sound that cannot be is told', async () => {
    const it = await client();
    await it.send('audio-start', { rate: 16_000, width: 2, channels: 1 });
    await it.send('audio-stop');
    expect(await it.next()).toEqual({ type: 'transcript', data: { text: '' } });
    await it.send('audio-chunk', { rate: 5, width: 3, channels: 0 }, loud);
    expect(await it.next()).toMatchObject({ type: 'error', data: { text: expect.stringContaining('rate') } });
    await it.send('audio-stop');
    expect((await it.next())?.type).toBe('transcript');
  });

  test('of what never ends, only so much is kept', async () => {
    const it = await client();
    await it.send('audio-start', { rate: 16_000, width: 2, channels: 1 });
    const seconds = Buffer.alloc(10 * 32_000, 1);
    for (let count = 0; count < 30; count += 1)
      await it.send('audio-chunk', { rate: 16_000, width: 2, channels: 1 }, seconds);
    await it.send('audio-stop');
    const [heard] = await until(it, 'transcript');
    expect(Number(/^\d+/.exec(String(heard?.data.text))?.[0])).toBeLessThanOrEqual(60 * 48_000 + 160_000);
  });

  test('sound that comes for longer than one message may take is heard to its end', async () => {
    const [header, sound] = [
      '{"type":"audio-chunk","data":{"rate":16000,"width":2,"channels":1},"payload_length":3200}\n',
      loud,
    ];
    const socket = connect({ host: '127.0.0.1', port: serving.addresses[0]?.port ?? 0 });
    opened.push(socket);
    let answer = '';
    socket.setEncoding('utf8').on('data', (text: string) => {
      answer += text;
    });
    const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
    // No write ends where a message ends, and all of it takes twice as long as one message may.
    const bytes = Buffer.concat(Array.from({ length: 8 }, () => Buffer.concat([Buffer.from(header), sound])));
    for (let at = 0; at < bytes.length; at += 3_000) {
      socket.write(bytes.subarray(at, at + 3_000));
      await new Promise((resolve) => setTimeout(resolve, 45));
    }
    socket.end('{"type":"audio-stop"}\n');
    await closed;
    expect(answer).toContain('12800 samples');
  });
});

describe('speaking', () => {
  const sound = (messages: readonly Message[]): number =>
    messages
      .filter(({ type }) => type === 'audio-chunk')
      .reduce((sum, { payload }) => sum + (payload?.length ?? 0) / 2, 0);

  test('start, chunks, stop', async () => {
    const it = await client();
    await it.send('synthesize', { text: 'It is nine. It is late.', voice: { name: 'anything' } });
    const messages = await until(it, 'audio-stop');
    expect(messages[0]).toMatchObject({ type: 'audio-start', data: { rate: 22_050, width: 2, channels: 1 } });
    expect(sound(messages)).toBe(3_000);
    expect(messages.at(-1)).toEqual({ type: 'audio-stop', data: { timestamp: 136 } });
  });

  test('nothing to say is an empty stretch of sound, so that nobody waits', async () => {
    const it = await client();
    await it.send('synthesize', { text: ' ' });
    expect((await until(it, 'audio-stop')).map(({ type }) => type)).toEqual(['audio-start', 'audio-stop']);
  });

  test('a stream: the first sentence sounds before the second has come', async () => {
    const it = await client();
    await it.send('synthesize-start', { voice: { language: 'en' } });
    await it.send('synthesize-chunk', { text: 'The first is here. The se' });
    const begun = await until(it, 'audio-chunk');
    expect(begun.map(({ type }) => type)).toEqual(['audio-start', 'audio-chunk']);
    await it.send('synthesize-chunk', { text: 'cond comes now.' });
    await it.send('synthesize', { text: 'The first is here. The second comes now.' });
    await it.send('synthesize-stop');
    const rest = await until(it, 'synthesize-stopped');
    expect(sound(begun) + sound(rest)).toBe(3_000);
    expect(rest.filter(({ type }) => type === 'audio-stop')).toHaveLength(1);
  });

  test('the tags of SSML are not read aloud, where it says that it is that', async () => {
    const it = await client();
    await it.send('synthesize', { text: '<speak>Hello</speak>', text_format: 'ssml' });
    const [, chunk] = await until(it, 'audio-chunk');
    expect(Buffer.from(chunk?.payload ?? []).readInt16LE(0)).toBe('Hello'.length);
  });
});

describe('hostile clients', () => {
  test.each([
    ['no Wyoming', 'GET / HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['a huge payload', '{"type":"audio-chunk","payload_length":4294967296}\n'],
    ['a negative length', '{"type":"audio-chunk","data_length":-5}\n'],
    ['garbage', Buffer.from([0, 1, 2, 3, 255, 10, 13])],
  ])('%s loses its connection and nobody else does', async (_, bytes) => {
    const other = await client();
    expect(await raw(bytes)).toBe('');
    await other.send('ping', {});
    expect((await other.next())?.type).toBe('pong');
    expect(reports).toEqual([]);
  });

  test('a message that is begun and not ended is not waited for', async () => {
    expect(await raw('{"type":"audio-chunk","payload_length":1000}\nabc')).toBe('');
    expect(await raw('{"type":')).toBe('');
  });

  test('who leaves in the middle is forgotten; who only stops speaking is still answered', async () => {
    const port = serving.addresses[0]?.port ?? 0;
    const leaving = connect({ host: '127.0.0.1', port });
    leaving.on('error', () => undefined);
    leaving.write('{"type":"audio-chunk","payload_length":1000}\nabc', () => leaving.destroy());
    const listening = connect({ host: '127.0.0.1', port });
    opened.push(listening);
    let answer = '';
    listening.setEncoding('utf8').on('data', (text: string) => {
      answer += text;
    });
    const closed = new Promise<void>((resolve) => listening.once('close', () => resolve()));
    listening.end('{"type":"describe"}\n');
    await closed;
    expect(answer).toContain('"type":"info"');
  });

  test('what is not known is passed over', async () => {
    const it = await client();
    await it.send('run-pipeline', { start_stage: 'asr' });
    await it.send('no-such-thing', { a: 1 }, Buffer.from('b'));
    await it.send('ping');
    expect((await it.next())?.type).toBe('pong');
  });

  test('no more than so many at once', async () => {
    const many = await Promise.all(Array.from({ length: 32 }, () => client()));
    await Promise.all(many.map((each) => each.send('ping')));
    await Promise.all(many.map((each) => each.next()));
    const late = await client();
    await expect(
      (async () => {
        await late.send('ping');
        return late.next();
      })().catch(() => undefined),
    ).resolves.toBeUndefined();
  });
});

test('an address that is taken is said', async () => {
  const [taken] = serving.addresses;
  if (taken === undefined) throw new Error('It listens nowhere.');
  const again = serveWyoming({
    addresses: [taken],
    allow: [],
    offer: { version: '1', language: 'en', handles: false },
    services: () => [],
    report: () => undefined,
  });
  await expect(again).rejects.toThrow('EADDRINUSE');
});

test('who may connect: this machine, and those that are named', () => {
  const may = allowedFrom(['192.168.1.0/24', '10.0.0.7', 'fd00::/8']);
  for (const yes of ['127.0.0.1', '127.8.8.8', '::1', '192.168.1.77', '::ffff:192.168.1.5', '10.0.0.7', 'fd12::1'])
    expect(may(yes), yes).toBe(true);
  for (const no of ['192.168.2.1', '10.0.0.8', '::ffff:8.8.8.8', '2001:db8::1', '', 'nonsense'])
    expect(may(no), no).toBe(false);
});

test('addresses as Wyoming writes them', () => {
  expect(addressOf('tcp://192.168.1.5:10300')).toEqual({ host: '192.168.1.5', port: 10_300 });
  expect(addressOf('piper.local:10200')).toEqual({ host: 'piper.local', port: 10_200 });
  expect(addressOf('tcp://[fd00::1]:10700')).toEqual({ host: 'fd00::1', port: 10_700 });
  for (const wrong of [
    '',
    'tcp://',
    'host',
    'host:0',
    'host:70000',
    'http://host:80',
    'host:1:2',
    '[nohost]:5',
    'a b:5',
  ])
    expect(() => addressOf(wrong), wrong).toThrow('no address');
});
