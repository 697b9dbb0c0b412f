import { mkdirSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { searchSettings } from '../search_settings.ts';
import { ANNA, BEN, Dovecot, PASSWORD } from '../services/need/email/dovecot.ts';
import { PostOffice } from '../services/need/email/post_office.ts';

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

/** What a research meets outside of the house: searches that find something, mail servers, and people in an address book. */
export class ResearchWorld {
  readonly dovecot: Dovecot;
  readonly office: PostOffice;
  /** Of the searches, as `host:port`. */
  readonly #host: string;
  readonly #close: () => void;
  readonly #count: () => number;

  private constructor(dovecot: Dovecot, office: PostOffice, server: http.Server, count: () => number) {
    this.dovecot = dovecot;
    this.office = office;
    this.#host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    this.#close = () => void server.close();
    this.#count = count;
  }

  static async open(): Promise<ResearchWorld> {
    let searches = 0;
    const server = http.createServer((request, response) => {
      searches += 1;
      const { type, body } = answerOf(request.url ?? '/');
      response.writeHead(200, { 'content-type': type }).end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const dovecot = await Dovecot.start();
    return new ResearchWorld(dovecot, await PostOffice.open(dovecot), server, () => searches);
  }

  /** How often anything was searched for. */
  get searches(): number {
    return this.#count();
  }

  /** Puts the password of the mail account beside the settings. */
  furnish(folder: string): void {
    mkdirSync(join(folder, 'secrets'), { recursive: true });
    writeFileSync(join(folder, 'secrets', 'mail'), PASSWORD, { mode: 0o600 });
  }

  get settings(): string {
    const host = this.#host;
    return `[http]
allow = ["${host}"]
${searchSettings(host)}[email.smtp_imap.accounts.home]
address = "${ANNA}"
credential = "mail"
imap = { host = "127.0.0.1", port = ${this.dovecot.port}, security = "none" }
smtp = { host = "127.0.0.1", port = ${this.office.port}, security = "none" }
[contacts.book.people]
Ben = "${BEN}"
Anna = "${ANNA}"
[contacts.book.groups]
team = ["Anna", "Ben"]
`;
  }

  async close(): Promise<void> {
    this.#close();
    await this.office.close();
    await this.dovecot.close();
  }
}
