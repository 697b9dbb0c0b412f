import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Turn, Update, UtterOptions } from '../../../src/interfaces/client/api.ts';
import { connectTo } from '../../../src/interfaces/wyoming/connection.ts';
import type { Message } from '../../../src/interfaces/wyoming/message.ts';
import { type Answering, Conversations, serveHandling } from '../../../src/interfaces/wyoming/serve_handling.ts';
import { type Serving, serveWyoming } from '../../../src/interfaces/wyoming/server.ts';

const end = (text: string, status: 'complete' | 'failed' = 'complete'): Update => ({
  ...{ type: 'end', thread: 't7', turn: 1, text, status, acted: true, mailOffset: 3 },
});
const ask = (kind: 'confirm' | 'pin', expiresAt = Date.now() + 60_000): Update => ({
  ...{ type: 'ask', mailOffset: 2, ask: { id: 'a1', text: 'Shall I?', kind, expiresAt } },
});

let serving: Serving;
let uttered: UtterOptions[];
let answered: [string, string][];
let cancelled: number;
let script: (answer: Promise<string>) => AsyncGenerator<Update>;

beforeEach(async () => {
  uttered = [];
  answered = [];
  cancelled = 0;
  let tellAnswer: (text: string) => void = () => undefined;
  const accepted = { thread: 't7', turn: 1, seq: 1, answered: false };
  const assistant: Answering = {
    utter(options): Turn {
      uttered.push(options);
      const answer = new Promise<string>((resolve) => {
        tellAnswer = resolve;
      });
      const cancel = async (): Promise<void> => {
        cancelled += 1;
      };
      return { requestId: 'r', accepted: Promise.resolve(accepted), updates: script(answer), cancel };
    },
    async answer(id, text) {
      answered.push([id, text]);
      tellAnswer(text);
      return accepted;
    },
    heard: () => undefined,
  };
  const conversations = new Conversations();
  serving = await serveWyoming({
    addresses: [{ host: '127.0.0.1', port: 0 }],
    allow: [],
    offer: { version: '1', language: 'en', handles: true },
    services: () => [serveHandling(assistant, conversations, 'en')],
    report: () => undefined,
  });
});

afterEach(() => serving.close());

/** One sentence on a connection of its own, as Home Assistant sends it, and what comes back. */
async function say(text: string, id = 'one'): Promise<Message[]> {
  const [address] = serving.addresses;
  if (address === undefined) throw new Error('It listens nowhere.');
  const it = await connectTo(address);
  await it.send('transcript', { text, context: { conversation_id: id } });
  const got: Message[] = [];
  while (!['handled-stop', 'not-handled', 'error'].includes(got.at(-1)?.type ?? '')) {
    const message = await it.next();
    if (message === undefined) throw new Error('It left.');
    got.push(message);
  }
  it.destroy();
  return got;
}

test('words come as they are written, and whole at the end', async () => {
  script = async function* () {
    yield { type: 'progress', text: 'It is ', offset: 0, attempt: 0 };
    yield { type: 'progress', text: 'nine.', offset: 6, attempt: 0 };
    yield end('It is nine.');
  };
  const got = await say('what time is it');
  expect(got.map(({ type, data }) => [type, data.text])).toEqual([
    ['handled-start', undefined],
    ['handled-chunk', 'It is '],
    ['handled-chunk', 'nine.'],
    ['handled', 'It is nine.'],
    ['handled-stop', undefined],
  ]);
});

test('a question is handled with its words, and what is said next in that conversation answers it', async () => {
  script = async function* (answer) {
    yield ask('confirm');
    yield end(`You said ${await answer}.`);
  };
  expect((await say('delete it'))[2]?.data.text).toBe('Shall I?');
  expect((await say('yes'))[2]?.data.text).toBe('You said yes.');
  expect(answered).toEqual([['a1', 'yes']]);
  expect(uttered).toHaveLength(1);
  // Another conversation is none of its business, and a third sentence is a new turn in the same thread.
  script = async function* () {
    yield end('Done.');
  };
  await say('no', 'two');
  await say('thanks');
  expect(uttered.slice(1).map(({ text, thread }) => [text, thread])).toEqual([
    ['no', undefined],
    ['thanks', 't7'],
  ]);
});

test('a question whose time is over is not answered any more', async () => {
  script = async function* () {
    yield ask('confirm', Date.now() - 1);
  };
  await say('delete it');
  script = async function* () {
    yield end('Hello.');
  };
  await say('yes');
  expect(answered).toEqual([]);
});

test('a PIN is not taken over a wire that anybody may read: the turn is cancelled', async () => {
  script = async function* () {
    yield ask('pin');
  };
  const [refused] = await say('unlock the door');
  expect(refused).toMatchObject({ type: 'not-handled', data: { text: expect.stringContaining('PIN') } });
  expect(cancelled).toBe(1);
});

test('a turn that failed was not handled', async () => {
  script = async function* () {
    yield end('That did not work.', 'failed');
  };
  expect(await say('break it')).toMatchObject([{ type: 'not-handled', data: { text: 'That did not work.' } }]);
});
