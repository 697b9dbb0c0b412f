import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Client, Notice } from '../../../src/interfaces/client/client.ts';
import { DaemonProcess } from '../../daemon_process.ts';
import { ResearchWorld } from '../../golden/research_world.ts';
import { titled } from '../../recovery/debian.ts';
import { withoutDovecot } from '../../services/need/email/dovecot.ts';
import { eventually } from './own_folder.ts';

// Work in the background that has to ask somebody: the question comes to whoever asked for it, wherever they are by then.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const SAID = 'Research AI news in the background and email a summary to team';
type Asked = Extract<Notice, { kind: 'ask' }>;

describe('work in the background asks', () => {
  const undo: (() => unknown)[] = [];
  let world: ResearchWorld;
  let settings: string;
  let daemon: DaemonProcess;
  let client: Client;
  let asks: Asked[];
  let told: string[];

  beforeAll(async () => {
    if (withoutDovecot !== undefined) return;
    world = await ResearchWorld.open();
    undo.push(() => world.close());
    const folder = mkdtempSync(join(tmpdir(), 'agentos-work-asks-'));
    undo.push(() => rmSync(folder, { recursive: true, force: true }));
    world.furnish(folder);
    settings = join(folder, 'agentos.toml');
    writeFileSync(settings, world.settings);
  });
  afterAll(async () => {
    for (const one of undo.splice(0).reverse()) await one();
  });
  beforeEach(async () => {
    if (withoutDovecot !== undefined) return;
    world.office.taken.splice(0);
    daemon = await DaemonProcess.start({ settings });
    await come();
  });
  afterEach(() => daemon?.stop());

  async function come(): Promise<void> {
    client = await daemon.connect({ name: 'desk', wait: true });
    asks = [];
    told = [];
    const mine = { client, asks, told };
    void (async () => {
      for await (const notice of mine.client.notices()) {
        if (notice.kind === 'ask') mine.asks.push(notice);
        else mine.told.push(notice.text);
        mine.client.heard(notice.mailOffset);
      }
    })().catch(() => undefined);
  }

  const say = async (text: string): Promise<string> => (await daemon.ask(client, text)).text;

  async function begin(): Promise<void> {
    expect(await say(SAID)).toBe('I am on it. I will tell you when it is done.');
  }

  async function asked(): Promise<Asked> {
    await eventually(() => asks.length > 0, 'the question has come');
    const [first] = asks;
    if (first === undefined) throw new Error('nothing was asked');
    return first;
  }

  test(
    titled('one talks of other things meanwhile, and a plain "yes" answers it', withoutDovecot),
    async ({ skip }) => {
      if (withoutDovecot !== undefined) skip();
      await begin();
      const { ask } = await asked();
      expect(ask.text).toMatch(/^The research about AI news: Send this mail to .*anna@example\.org/);
      expect(ask.text).toContain('chess');
      expect(await say('turn on the kitchen light')).toMatch(/^Turned on/);
      expect(await say('how far are you?')).toMatch(/It waits for your answer to its question\./);
      expect(world.office.taken).toEqual([]);
      expect(await say('yes')).toBe('The research about AI news is done. Summary sent to team.');
      expect(world.office.taken).toHaveLength(1);
      expect(asks).toHaveLength(1);
    },
  );

  test(
    titled('who is away is asked on coming back; a no is told with what was found', withoutDovecot),
    async ({ skip }) => {
      if (withoutDovecot !== undefined) skip();
      await begin();
      await client.close();
      const watcher = await daemon.connect({ name: 'watcher' });
      const subjects = async (): Promise<readonly string[]> => {
        const work = (await watcher.threads({ limit: 50 })).find(({ title }) => title === 'the research about AI news');
        return work === undefined ? [] : (await watcher.thread(work.id)).events.map(({ subject }) => subject);
      };
      await eventually(async () => (await subjects()).includes('need.contacts.find'), 'it is about to ask');
      expect(await subjects()).not.toContain('need.user.ask');
      await come();
      const { thread, ask } = await asked();
      expect(ask.expiresAt).toBeGreaterThan(Date.now() + 20_000);
      expect((await daemon.ask(client, 'no', { thread })).text).toMatch(
        /^The research about AI news did not work out\. All right, I left it\. The summary was not sent to team\. .*chess/,
      );
      expect(world.office.taken).toEqual([]);
    },
  );

  test(
    titled('another command in the place of an answer leaves the work and its question alone', withoutDovecot),
    async ({ skip }) => {
      if (withoutDovecot !== undefined) skip();
      await begin();
      const { ask, thread } = await asked();
      const accepted = await client.answer(ask.id, 'turn off the kitchen light');
      expect(accepted.answered).toBe(false);
      expect(accepted.thread).not.toBe(thread);
      expect((await client.answer(ask.id, 'yes')).answered).toBe(true);
      await eventually(() => told.some((text) => text.endsWith('Summary sent to team.')), 'it is told');
      expect(world.office.taken).toHaveLength(1);
    },
  );

  test(
    titled('a question that is open when the daemon dies is asked again, and answered once', withoutDovecot),
    async ({ skip }) => {
      if (withoutDovecot !== undefined) skip();
      await begin();
      const { ask } = await asked();
      await client.close();
      await daemon.kill9();
      await daemon.start();
      await come();
      await client.answer(ask.id, 'yes');
      await eventually(() => told.some((text) => text.endsWith('Summary sent to team.')), 'it is told');
      expect(world.office.taken).toHaveLength(1);
      await expect(client.answer(ask.id, 'yes')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    },
  );

  test(titled('nobody else answers it', withoutDovecot), async ({ skip }) => {
    if (withoutDovecot !== undefined) skip();
    await begin();
    const { ask } = await asked();
    const other = await daemon.connect({ name: 'other' });
    await expect(other.answer(ask.id, 'yes')).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
    expect((await daemon.ask(other, 'yes')).text).not.toMatch(/sent/);
    expect(world.office.taken).toEqual([]);
    expect(await say('no')).toMatch(/not sent to team/);
  });

  test(
    titled('a question that nobody answers is over after its time: nothing is sent, and that is told', withoutDovecot),
    async ({ skip }) => {
      if (withoutDovecot !== undefined) skip();
      await daemon.stop();
      const hasty = `${settings}.hasty`;
      writeFileSync(hasty, `${world.settings}[limits]\nconfirm_seconds = 5\n`);
      daemon = await DaemonProcess.start({ settings: hasty });
      await come();
      await begin();
      const { ask } = await asked();
      // In the background, the time to read the whole mail is given on top.
      await eventually(() => told.length > 0, 'its time is over', 90_000);
      expect(told).toEqual([
        expect.stringMatching(
          /^The research about AI news did not work out\. .*The summary was not sent to team\..*chess/,
        ),
      ]);
      await expect(client.answer(ask.id, 'yes')).rejects.toMatchObject({ code: 'NOT_FOUND' });
      expect(await say('yes')).not.toMatch(/sent/i);
      expect(await say('how far are you?')).not.toMatch(/waits for your answer/);
      expect(world.office.taken).toEqual([]);
    },
  );
});
