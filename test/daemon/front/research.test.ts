import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Client, Update } from '../../../src/interfaces/client/client.ts';
import { DaemonProcess } from '../../daemon_process.ts';
import { titled } from '../../recovery/debian.ts';
import { ANNA, BEN, Dovecot, PASSWORD, withoutDovecot } from '../../services/need/email/dovecot.ts';
import { PostOffice, withMailbox } from '../../services/need/email/post_office.ts';

// The whole way of a sentence that searches, sums up and mails, over real mail servers; what searches answer is of this test.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const NEWS = {
  title: 'A model that plays chess',
  url: 'https://news.example/1',
  content: 'A new model plays chess well. It learned from books.',
};
const PAPER = `<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>http://arxiv.org/abs/1</id><title>Learning chess from books</title>
  <summary>We show that models learn chess from books alone. The games are short.</summary></entry></feed>`;

function answerOf(url: string): { type: string; body: string } {
  if (url.startsWith('/arxiv')) return { type: 'application/atom+xml', body: PAPER };
  if (url.startsWith('/works')) return { type: 'application/json', body: '{"results":[]}' };
  const results = url.includes('categories=news') ? [NEWS] : [{ ...NEWS, title: 'Chess', url: 'https://web.example/' }];
  return { type: 'application/json', body: JSON.stringify({ results }) };
}

describe('research that is mailed', () => {
  const undo: (() => unknown)[] = [];
  let dovecot: Dovecot;
  let office: PostOffice;
  let daemon: DaemonProcess;
  let client: Client;
  let searches = 0;

  beforeAll(async () => {
    if (withoutDovecot !== undefined) return;
    const server = http.createServer((request, response) => {
      searches += 1;
      const { type, body } = answerOf(request.url ?? '/');
      response.writeHead(200, { 'content-type': type }).end(body);
    });
    undo.push(() => server.close());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    dovecot = await Dovecot.start();
    undo.push(() => dovecot.close());
    office = await PostOffice.open(dovecot);
    undo.push(() => office.close());
    const folder = mkdtempSync(join(tmpdir(), 'agentos-research-'));
    undo.push(() => rmSync(folder, { recursive: true, force: true }));
    mkdirSync(join(folder, 'secrets'));
    writeFileSync(join(folder, 'secrets', 'mail'), PASSWORD, { mode: 0o600 });
    const settings = join(folder, 'agentos.toml');
    writeFileSync(
      settings,
      `[http]
allow = ["${host}"]
[web_search.searxng]
url = "http://${host}"
[news_search.searxng]
url = "http://${host}"
[academic_search.arxiv]
url = "http://${host}/arxiv"
[academic_search.openalex]
url = "http://${host}/works"
[email.smtp_imap.accounts.home]
address = "${ANNA}"
credential = "mail"
imap = { host = "127.0.0.1", port = ${dovecot.port}, security = "none" }
smtp = { host = "127.0.0.1", port = ${office.port}, security = "none" }
[contacts.book.people]
Ben = "${BEN}"
Anna = "${ANNA}"
[contacts.book.groups]
team = ["Anna", "Ben"]
`,
    );
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
      expect(searches).toBeGreaterThanOrEqual(3);
      expect(office.taken).toHaveLength(1);
      expect([...(office.taken[0]?.to ?? [])].sort()).toEqual([ANNA, BEN].sort());
      await withMailbox(dovecot, BEN, async (box) => {
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
    const before = office.taken.length;
    const { asked, end } = await said('research chess and email a summary to Ben', 'no');
    expect(asked).toContain(BEN);
    expect(end.text).toMatch(/was not sent to Ben\.$/);
    expect(office.taken).toHaveLength(before);
  });
});
