import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http, { type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Client } from '../../../src/interfaces/client/client.ts';
import { DaemonProcess } from '../../daemon_process.ts';
import { eventually } from './own_folder.ts';

// A research whose searches answer when the test lets them: it goes on while one talks of other things, and over a kill.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const FOUND = JSON.stringify({
  results: [{ title: 'Tea', url: 'https://tea.example/', content: 'Tea is a drink. It is made of leaves.' }],
});
const WHAT = 'the research about tea';

describe('long work', () => {
  const undo: (() => unknown)[] = [];
  const held: ServerResponse[] = [];
  let settings: string;
  let daemon: DaemonProcess;
  let client: Client;
  let notices: string[];

  beforeAll(async () => {
    const server = http.createServer((_request, response) => void held.push(response));
    undo.push(
      () => server.close(),
      () => server.closeAllConnections(),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    const folder = mkdtempSync(join(tmpdir(), 'agentos-work-'));
    undo.push(() => rmSync(folder, { recursive: true, force: true }));
    settings = join(folder, 'agentos.toml');
    writeFileSync(settings, `[http]\nallow = ["${host}"]\n[web_search.searxng]\nurl = "http://${host}"\n`);
  });
  afterAll(async () => {
    for (const one of undo.splice(0).reverse()) await one();
  });
  beforeEach(async () => {
    daemon = await DaemonProcess.start({ settings });
    await come();
  });
  afterEach(async () => {
    release();
    await daemon.stop();
  });

  /** Comes to the daemon, and keeps what it is told unasked. */
  async function come(): Promise<void> {
    client = await daemon.connect({ name: 'desk', wait: true });
    notices = [];
    const mine = { client, notices };
    void (async () => {
      for await (const notice of mine.client.notices()) {
        if (notice.kind === 'notice') mine.notices.push(notice.text);
        mine.client.heard(notice.mailOffset);
      }
    })().catch(() => undefined);
  }

  const say = async (text: string): Promise<string> => (await daemon.ask(client, text)).text;

  function release(): void {
    for (const response of held.splice(0)) response.writeHead(200, { 'content-type': 'application/json' }).end(FOUND);
  }

  const works = async () => (await client.threads({ limit: 50 })).filter(({ title }) => title === WHAT);

  async function begin(): Promise<void> {
    expect(await say('research tea in the background')).toBe('I am on it. I will tell you when it is done.');
    await eventually(() => held.length > 0, 'the search is under way');
  }

  test('goes on while one talks of other things, says how far it is, and is told when it is done', async () => {
    const turn = client.utter({ text: 'research tea in the background' });
    const { thread: parent } = await turn.accepted;
    await eventually(() => held.length > 0, 'the search is under way');
    expect(await say('turn on the kitchen light')).toMatch(/^Turned on/);
    expect(await say('how far are you?')).toMatch(
      /^I have been working on the research about tea for .*Nothing is back yet\..* Now: the web search\.$/,
    );
    expect(notices).toEqual([]);
    release();
    await eventually(() => notices.length > 0, 'the result is told');
    expect(notices).toEqual([expect.stringMatching(/^The research about tea is done\. .*made of leaves\./)]);
    expect(await works()).toMatchObject([{ parent, status: 'complete', origin: { client: 'rule:long_work' } }]);
    expect(await say('how far are you?')).toMatch(/^I am not working on anything\. The research about tea was done/);
  });

  test('is begun once and goes on after a kill', async () => {
    await begin();
    await client.close();
    await daemon.kill9();
    held.splice(0).forEach((response) => void response.destroy());
    await daemon.start();
    await come();
    await eventually(() => held.length > 0, 'the search is made again');
    expect(await say('what are you working on')).toMatch(/the research about tea/);
    release();
    await eventually(() => notices.length > 0, 'the result is told');
    expect(notices).toEqual([expect.stringMatching(/^The research about tea is done\./)]);
    expect(await works()).toHaveLength(1);
  });

  test('"stop that" ends it: nothing more is done, and nothing told', async () => {
    await begin();
    expect(await say('stop that')).toBe('I stopped the research about tea.');
    release();
    await eventually(async () => (await works())[0]?.status === 'failed', 'its thread has ended');
    expect(await say('what are you working on')).toBe('I am not working on anything.');
    const [stopped] = await works();
    const { events } = await client.thread(stopped?.id ?? '');
    expect(events.at(-1)).toMatchObject({ direction: 'END', error: { code: 'CANCELLED' } });
    expect(events.filter(({ subject }) => subject === 'use.summary_agent')).toEqual([]);
    expect(notices).toEqual([]);
  });

  test('a thread that works for nobody is not stopped by it', async () => {
    await begin();
    const [work] = await works();
    await expect(client.call('need.thread.progress', { thread: work?.id ?? '' })).resolves.toMatchObject({
      open: true,
    });
    await expect(client.call('need.thread.progress', { thread: work?.parent ?? '' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});
