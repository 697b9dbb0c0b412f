import type { Client, Notice } from '../client/api.ts';
import { noticeText } from './notice_text.ts';
import { aside } from './output.ts';

/**
 * What a one-shot command tells the daemon about the mailbox, which it shares with chats. "Heard" covers all mail up to an
 * offset, so it is told only as far as nothing is passed over that nobody has seen: news stays for a chat unless it is shown here.
 */
export class MailSeen {
  readonly #client: Client;
  readonly #waiting: Notice[] = [];

  constructor(client: Client) {
    this.#client = client;
    this.#collect().catch(() => undefined);
  }

  async upTo(mailOffset: number, show: boolean): Promise<void> {
    const before = this.#waiting.filter((notice) => notice.mailOffset < mailOffset);
    const news = before.filter(({ kind }) => kind === 'notice');
    if (show) for (const notice of news) aside(noticeText(notice, Date.now()));
    if (show || news.length === 0) this.#client.heard(mailOffset);
    // The stream keeps the order: once the daemon has answered this, it has taken in what was heard.
    await this.#client.ping().catch(() => undefined);
  }

  async #collect(): Promise<void> {
    for await (const notice of this.#client.notices()) this.#waiting.push(notice);
  }
}
