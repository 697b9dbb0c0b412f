import { rmSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { sentences } from '../../../src/interfaces/voice/sentences.ts';
import type { Speaker } from '../../../src/interfaces/voice/speaker.ts';
import { speak } from '../../../src/interfaces/voice/speaking.ts';
import { TextStream } from '../../../src/interfaces/voice/text_stream.ts';
import type { Synthesiser } from '../../../src/interfaces/voice/tts.ts';
import { soundWorking } from '../../../src/interfaces/voice/working.ts';
import { DaemonProcess } from '../../daemon_process.ts';
import { Command, objects } from '../../interfaces/cli/command.ts';
import { DONE, event, type RawServer, rawServer, says, stalls, streams } from '../../services/need/llm/model_house.ts';
import { ownFolder, put } from './own_folder.ts';

// Whatever a model does instead of answering: one honest END, and all words that were told before are in it or taken back.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const EVENTS = { 'content-type': 'text/event-stream' };
const SAID = 'whatever would a poet think of a grey afternoon';
const SENTENCES = ['It is a colour of patience.', 'Nothing hurries in it.', 'Then it rains.'];

/** A word now and then, for as long as it takes. */
function drips(pauseMs: number, done = () => {}): (response: ServerResponse) => void {
  return (response) => {
    response.writeHead(200, EVENTS);
    const words = SENTENCES.join(' ').match(/\S+\s*/g) ?? [];
    const next = (): void => {
      const word = words.shift();
      if (word === undefined) {
        done();
        response.end(event({}, 'stop') + DONE);
        return;
      }
      response.write(event({ content: word }));
      setTimeout(next, pauseMs);
    };
    setTimeout(next, pauseMs * 4);
  };
}

function floods(response: ServerResponse): void {
  response.writeHead(200, EVENTS);
  const piece = event({ content: 'x'.repeat(65_536) });
  for (let n = 0; n < 160; n += 1) response.write(piece);
  response.end();
}

describe('a model that does not answer as it should', () => {
  const folders: string[] = [];
  let daemon: DaemonProcess;
  let server: RawServer;

  afterEach(async () => {
    await daemon?.stop();
    await server?.close();
  });
  afterAll(() => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });

  async function open(way: (response: ServerResponse) => void) {
    server = await rawServer(way);
    const folder = ownFolder({});
    folders.push(folder);
    put(folder, 'agentos.toml', `[[llm.openai.models]]\nname = "house"\nurl = "${server.url}/v1"\nmodel = "m"\n`);
    daemon = await DaemonProcess.start({ settings: `${folder}/agentos.toml` });
  }

  async function heard(way: (response: ServerResponse) => void) {
    await open(way);
    const client = await daemon.connect({ name: 'cli' });
    const words: string[] = [];
    let said = '';
    for await (const update of client.utter({ text: SAID }).updates) {
      if (update.type === 'progress') {
        said = said.slice(0, update.offset) + update.text;
        words.push(said);
      }
      if (update.type === 'end') return { words, end: update };
    }
    throw new Error('the turn had no END');
  }

  test.each([
    ['it is asked too often (429)', (response: ServerResponse) => void response.writeHead(429).end('{}')],
    ['its stream is cut', streams(event({ content: 'It is a' }))],
    ['it sends ten megabytes', floods],
    ['it sends garbage', streams('data: {{{{\n\n', 'what\n\n')],
    ['it says nothing', stalls()],
  ])('%s: that is said, once', async (_what, way) => {
    const { end } = await heard(way);
    expect(end.status).toBe('complete');
    expect(end.text).toMatch(/^Sorry, .*The language model could not be reached\.$/);
  });

  test('it drips: what it says is told from its first word on, and is the answer in the end', async () => {
    const { words, end } = await heard(drips(300));
    expect(end.text).toBe(SENTENCES.join(' '));
    expect(words.at(-1)).toBe(SENTENCES.join(' '));
    const [whole = ''] = SENTENCES;
    // The first sentence is there to be spoken while the rest of it is still on its way.
    expect(words.findIndex((told) => told.startsWith(whole))).toBeLessThan(words.length - 3);
  });

  test('by voice: a sound while there is no word, and the first sentence while the rest still drips', async () => {
    let over = false;
    await open(
      drips(300, () => {
        over = true;
      }),
    );
    const client = await daemon.connect({ name: 'kitchen', kind: 'voice' });
    const spoken: { readonly text: string; readonly over: boolean }[] = [];
    const synthesiser: Synthesiser = {
      name: 'test',
      async *speak(text) {
        for await (const sentence of sentences(text))
          yield { samples: new Int16Array(1), rate: 16_000, text: sentence };
      },
    };
    const speaker: Pick<Speaker, 'play'> = {
      async play(speech) {
        for await (const { text } of speech) spoken.push({ text, over });
        return 0;
      },
    };
    const signal = new AbortController().signal;
    const text = new TextStream();
    const turn = client.utter({ text: SAID });
    const telling = (async () => {
      for await (const update of turn.updates) {
        if (update.type === 'progress') text.piece(update.text, update.offset, update.attempt);
        if (update.type === 'end') text.end(update.text);
      }
    })();
    let sounds = 0;
    await soundWorking(
      text,
      turn.accepted,
      async () => {
        sounds += 1;
      },
      signal,
    );
    await Promise.all([telling, speak(text, synthesiser, { name: 'test', close: async () => {}, ...speaker }, signal)]);
    expect(sounds).toBe(1);
    expect(spoken.map((one) => one.text)).toEqual(SENTENCES);
    expect(spoken[0]?.over).toBe(false);
  });

  test('the doctor says whether a model answers, what it has used today, and what is left', async () => {
    const { end } = await heard(says('Calm.'));
    expect(end.text).toBe('Calm.');
    const command = new Command();
    const look = async (): Promise<readonly unknown[]> => {
      const { out } = await command.run(['doctor', '--json', '--socket', daemon.socket]);
      return objects(out).filter(({ name }) => name === 'model' || name === 'budget');
    };
    expect(await look()).toEqual([
      { name: 'model', state: 'ok', found: expect.stringMatching(/^house answers; today one call, [\d,]+ tokens$/) },
    ]);
    await server.close();
    expect(await look()).toEqual([
      {
        name: 'model',
        state: 'advice',
        found: expect.stringMatching(/^house could not be reached.*; today one call, [\d,]+ tokens$/),
        fix: expect.stringContaining('[llm.openai]'),
      },
    ]);
    command.remove();
  });
});
