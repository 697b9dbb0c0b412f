import { rmSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Client, Notice } from '../../../src/interfaces/client/client.ts';
import { DaemonProcess } from '../../daemon_process.ts';
import { DONE, event, type RawServer, rawServer, says } from '../../services/need/llm/model_house.ts';
import { eventually, ownFolder, put } from './own_folder.ts';

// Work in the background of somebody at a loudspeaker, that would unlock a door: by voice that takes the PIN.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const PORTER = `---
summary: Lets the parcel courier in, when the courier comes.
long: true
uses: [need.device.set]
---
You are the porter.
`;
const SAID = 'would you let the parcel courier in';
const PIN = '4711';
type Asked = Extract<Notice, { kind: 'ask' }>;

/** A model that hands everything to the porter; the porter's unlocks the front door, then says what came of it. */
function answers(request: string): (response: ServerResponse) => void {
  const { tools = [], messages } = JSON.parse(request) as {
    tools?: { function: { name: string } }[];
    messages: { role: string; content: string }[];
  };
  const isPorter = request.includes('You are the porter');
  const result = messages.find(({ role }) => role === 'tool')?.content;
  if (isPorter && result !== undefined)
    return says(/"error"/.test(result) ? 'The door stays locked.' : 'The courier is in.');
  const wanted = isPorter ? 'device-set' : 'porter';
  const name = tools.map((tool) => tool.function.name).find((one) => one.includes(wanted)) ?? 'none';
  const data = isPorter ? { entities: ['lock.front_door'], service: 'unlock' } : { text: SAID };
  const call = { index: 0, id: 'c1', type: 'function', function: { name, arguments: JSON.stringify(data) } };
  return (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.end([event({ tool_calls: [call] }), event({}, 'tool_calls'), DONE].join(''));
  };
}

describe('work in the background asks for the PIN by voice', () => {
  const folders: string[] = [];
  let server: RawServer;
  let daemon: DaemonProcess;
  let owner: Client;
  let voice: Client;
  let asks: Asked[];
  let told: string[];

  beforeEach(async () => {
    server = await rawServer((response) => answers(server.requests.at(-1)?.body ?? '{}')(response));
    const folder = ownFolder({ 'services/use/porter/agent.md': PORTER });
    folders.push(folder);
    put(
      folder,
      'agentos.toml',
      `[limits]\nconfirm_seconds = 5\n[[llm.openai.models]]\nname = "house"\nurl = "${server.url}/v1"\nmodel = "m"\n`,
    );
    daemon = await DaemonProcess.start({ settings: `${folder}/agentos.toml` });
    owner = await daemon.connect({ name: 'desk' });
    await owner.setPin(PIN);
    voice = await daemon.connect({ name: 'hall', kind: 'voice' });
    asks = [];
    told = [];
    void (async () => {
      for await (const notice of voice.notices()) {
        if (notice.kind === 'ask') asks.push(notice);
        else told.push(notice.text);
        voice.heard(notice.mailOffset);
      }
    })().catch(() => undefined);
    await eventually(
      async () => (await owner.services()).some(({ subject }) => subject === 'use.porter'),
      'the porter is taken up',
    );
  });
  afterEach(async () => {
    await daemon?.stop();
    await server.close();
  });
  afterAll(() => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });

  async function asked(): Promise<Asked> {
    expect((await daemon.ask(voice, SAID)).text).toBe('I am on it. I will tell you when it is done.');
    await eventually(() => asks.length > 0, 'the question has come');
    const [first] = asks;
    if (first === undefined) throw new Error('nothing was asked');
    return first;
  }

  const isLocked = async (): Promise<boolean> =>
    (await daemon.ask(owner, 'is the front door locked?')).text.startsWith('Yes');

  /** All that is kept of the work, and of everything else that was said. */
  async function kept(): Promise<string> {
    const threads = await owner.threads({ limit: 50 });
    const events = await Promise.all(threads.map(async ({ id }) => (await owner.thread(id)).events));
    return JSON.stringify([threads, events]);
  }

  test('said right, the door opens once, and the PIN is kept nowhere', async () => {
    const { ask } = await asked();
    expect(ask.kind).toBe('pin');
    expect(ask.text).toMatch(/^The answer of the porter to "[^"]*courier[^"]*": .*front door/i);
    expect(await isLocked()).toBe(true);
    expect((await voice.answer(ask.id, 'four seven one one')).answered).toBe(true);
    await eventually(() => told.length > 0, 'it is told');
    expect(told).toEqual([expect.stringMatching(/is done\. The courier is in\.$/)]);
    expect(await isLocked()).toBe(false);
    expect(await kept()).not.toMatch(/4711|four seven one one/);
    await expect(voice.answer(ask.id, PIN)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test.each(['one two three four', 'yes', 'no'])('"%s" opens nothing', async (said) => {
    const { ask } = await asked();
    await voice.answer(ask.id, said);
    await eventually(() => told.length > 0, 'it is told');
    expect(told[0]).toMatch(/The door stays locked\.$/);
    expect(await isLocked()).toBe(true);
  });

  test('the owner at the desk is not the one who was asked', async () => {
    const { ask } = await asked();
    await expect(owner.answer(ask.id, PIN)).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
    expect(await isLocked()).toBe(true);
  });

  test('nobody answers: the time is over, it is told so, and the PIN comes too late', async () => {
    const { ask } = await asked();
    expect(ask.expiresAt).toBeGreaterThan(Date.now());
    await eventually(() => told.length > 0, 'the time is over', 60_000);
    expect(Date.now()).toBeGreaterThanOrEqual(ask.expiresAt - 1_000);
    expect(told[0]).toMatch(/The door stays locked\.$/);
    await expect(voice.answer(ask.id, PIN)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await isLocked()).toBe(true);
  });
});
