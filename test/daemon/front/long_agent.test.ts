import { rmSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Client } from '../../../src/interfaces/client/client.ts';
import { DaemonProcess } from '../../daemon_process.ts';
import { DONE, event, type RawServer, rawServer, says } from '../../services/need/llm/model_house.ts';
import { eventually, ownFolder, put } from './own_folder.ts';

// An agent that a user wrote and that may take long, and a model that answers when the test lets it.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const SCHOLAR = `---
summary: Ponders the history and origin of words, slowly.
long: true
---
You are a scholar of words.
`;

/** What was said, of all that a request to a model holds. */
function wantedIn(request: string): string {
  const { messages } = JSON.parse(request) as { messages: { content: string }[] };
  return messages.at(-1)?.content ?? '';
}

describe('an agent that may take long', () => {
  const folders: string[] = [];
  const held: { readonly wanted: string; readonly response: ServerResponse }[] = [];
  let server: RawServer;
  let daemon: DaemonProcess;
  let client: Client;
  let told: string[];

  beforeEach(async () => {
    server = await rawServer((response) => {
      const request = server.requests.at(-1)?.body ?? '';
      if (request.includes('You are a scholar')) held.push({ wanted: wantedIn(request), response });
      else chooses(request)(response);
    });
    const folder = ownFolder({ 'services/use/scholar/agent.md': SCHOLAR });
    folders.push(folder);
    put(
      folder,
      'agentos.toml',
      `[[llm.openai.models]]\nname = "house"\nurl = "${server.url}/v1"\nmodel = "m"\nidle_seconds = 60\nfirst_word_seconds = 60\n`,
    );
    daemon = await DaemonProcess.start({ settings: `${folder}/agentos.toml` });
    await come();
  });
  afterEach(async () => {
    await daemon?.stop();
    await server.close();
    held.splice(0);
  });
  afterAll(() => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });

  async function come(): Promise<void> {
    client = await daemon.connect({ name: 'desk', wait: true });
    told = [];
    const mine = { client, told };
    void (async () => {
      for await (const notice of mine.client.notices()) {
        if (notice.kind === 'notice') mine.told.push(notice.text);
        mine.client.heard(notice.mailOffset);
      }
    })().catch(() => undefined);
    await eventually(
      async () => (await client.services()).some(({ subject }) => subject === 'use.scholar'),
      'the scholar is taken up',
    );
  }

  /** A model that hands everything to the scholar, in the words that were said. */
  function chooses(request: string): (response: ServerResponse) => void {
    const { tools = [] } = JSON.parse(request) as { tools?: { function: { name: string } }[] };
    const name = tools.map((tool) => tool.function.name).find((one) => one.includes('scholar')) ?? 'none';
    const text = wantedIn(request);
    const call = { index: 0, id: 'c1', type: 'function', function: { name, arguments: JSON.stringify({ text }) } };
    return (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.end([event({ tool_calls: [call] }), event({}, 'tool_calls'), DONE].join(''));
    };
  }

  const say = async (text: string): Promise<string> => (await daemon.ask(client, text)).text;
  /** Lets the model answer the one that was asked about this. */
  function answer(of: string, text: string): void {
    const place = held.findIndex(({ wanted }) => wanted.includes(of));
    const [one] = held.splice(place, 1);
    if (place < 0 || one === undefined) throw new Error(`nobody asks about ${of}`);
    says(text)(one.response);
  }

  test('works in the background when that is asked, several at once are told apart, and one is stopped', async () => {
    const on = 'I am on it. I will tell you when it is done.';
    expect(await say('ponder the origin of the word kettle in the background')).toBe(on);
    expect(await say('ponder the origin of the word window in the background')).toBe(on);
    await eventually(() => held.length === 2, 'both are under way');
    const far = await say('how far are you?');
    expect(far).toMatch(/the answer of the scholar to "ponder the origin of the word kettle/);
    expect(far).toMatch(/the answer of the scholar to "ponder the origin of the word window/);
    expect(await say('how far are you with the kettle')).not.toContain('window');
    expect(await say('stop the work on the kettle')).toMatch(/^I stopped the answer of the scholar to ".*kettle/);
    answer('window', 'It is the eye of the wind.');
    await eventually(() => told.length > 0, 'the other is told');
    expect(told).toEqual([
      expect.stringMatching(/^The answer of the scholar to ".*window.*" is done\. It is the eye of the wind\.$/),
    ]);
  });

  test('answers at once where one waits for it, and goes on after a kill where one does not', async () => {
    const waiting = say('ponder the history of the word spoon');
    await eventually(() => held.length === 1, 'it is asked');
    answer('spoon', 'It was a chip of wood.');
    expect(await waiting).toBe('It was a chip of wood.');
    await say('ponder the history of the word fork in the background');
    await eventually(() => held.length === 1, 'it is asked');
    await client.close();
    await daemon.kill9();
    for (const { response } of held.splice(0)) response.destroy();
    await daemon.start();
    await come();
    await eventually(() => held.length === 1, 'it is asked again');
    answer('fork', 'It had two prongs.');
    await eventually(() => told.length > 0, 'it is told');
    expect(told[0]).toMatch(/is done\. It had two prongs\.$/);
  });
});
