import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Client, Update } from '../../../src/interfaces/client/client.ts';
import { DaemonProcess } from '../../daemon_process.ts';
import { ResearchWorld } from '../../golden/research_world.ts';
import { titled } from '../../recovery/debian.ts';
import { ANNA, BEN, withoutDovecot } from '../../services/need/email/dovecot.ts';
import { withMailbox } from '../../services/need/email/post_office.ts';

// The whole way of a sentence that searches, sums up and mails, over real mail servers; what searches answer is of this test.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

describe('research that is mailed', () => {
  const undo: (() => unknown)[] = [];
  let world: ResearchWorld;
  let daemon: DaemonProcess;
  let client: Client;

  beforeAll(async () => {
    if (withoutDovecot !== undefined) return;
    world = await ResearchWorld.open();
    undo.push(() => world.close());
    const folder = mkdtempSync(join(tmpdir(), 'agentos-research-'));
    undo.push(() => rmSync(folder, { recursive: true, force: true }));
    world.furnish(folder);
    const settings = join(folder, 'agentos.toml');
    writeFileSync(settings, world.settings);
    daemon = await DaemonProcess.start({ settings });
    undo.push(() => daemon.stop());
    client = await daemon.connect({ name: 'cli' });
  });
  afterAll(async () => {
    for (const one of undo.splice(0).reverse()) await one();
  });

  /** Says it, answers the question, and gives both the question and what was said in the end. */
  async function said(text: string, answer: string): Promise<{ asked: string; end: Extract<Update, { type: 'end' }> }> {
    let asked = '';
    const turn = client.utter({ text });
    for await (const update of turn.updates) {
      if (update.type === 'ask') {
        asked = update.ask.text;
        await client.answer(update.ask.id, answer);
      }
      if (update.type === 'end') return { asked, end: update };
    }
    throw new Error('the turn had no END');
  }

  test(
    titled('"Research AI news and email summary to team": asked once, sent to each, and said', withoutDovecot),
    async ({ skip }) => {
      if (withoutDovecot !== undefined) skip();
      const { asked, end } = await said('Research AI news and email summary to team', 'yes');
      expect(end).toMatchObject({ status: 'complete', text: 'Summary sent to team.' });
      expect(asked).toContain(ANNA);
      expect(asked).toContain(BEN);
      expect(asked).toContain('AI news');
      expect(asked).toMatch(/chess/);
      expect(world.searches).toBeGreaterThanOrEqual(3);
      expect(world.office.taken).toHaveLength(1);
      expect([...(world.office.taken[0]?.to ?? [])].sort()).toEqual([ANNA, BEN].sort());
      await withMailbox(world.dovecot, BEN, async (box) => {
        const found = await box.status('INBOX', { messages: true });
        expect(found).toMatchObject({ messages: 1 });
      });
      const { events } = await client.thread(end.thread);
      const way = events.map(({ direction, subject }) => `${direction} ${subject}`);
      const forwards = way.filter((one) => one.startsWith('FORWARD')).map((one) => one.slice('FORWARD '.length));
      const order = [
        'use.agent_router',
        'use.research_router',
        'use.parallel_executor',
        'use.summary_agent',
        'use.email_composer',
        'need.email.send',
      ];
      expect(forwards.filter((subject) => order.includes(subject))).toEqual(order);
      for (const subject of [...order, 'need.web_search', 'need.academic_search', 'need.news_search'])
        expect(forwards).toContain(subject);
      expect(way.at(-1)).toBe('END use.research_router');
    },
  );

  test(titled('without a yes nothing is sent, and that is said', withoutDovecot), async ({ skip }) => {
    if (withoutDovecot !== undefined) skip();
    const before = world.office.taken.length;
    const { asked, end } = await said('research chess and email a summary to Ben', 'no');
    expect(asked).toContain(BEN);
    expect(end.text).toMatch(/was not sent to Ben\.$/);
    expect(world.office.taken).toHaveLength(before);
  });
});
