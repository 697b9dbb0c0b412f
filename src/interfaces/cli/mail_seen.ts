import type { Client, Notice } from '../client/api.ts';
import { noticeText } from './notice_text.ts';
import { aside } from './output.ts';
import { shellWord } from './shell_text.ts';

/** A question is of work that goes on in the background. */
function tell(notice: Notice): void {
  aside(noticeText(notice, Date.now()));
  if (notice.kind !== 'ask') return;
  const { kind, choices } = notice.ask;
  if (kind === 'pin') aside('Answer with your PIN in "agentos chat".');
  else
    aside(
      `Answer with: agentos ask --thread ${notice.thread} ${shellWord(kind === 'confirm' ? 'yes' : (choices?.[0] ?? '…'))}`,
    );
}

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
    const news = before.filter(({ kind }) => kind !== 'reply');
    if (show) for (const notice of news) tell(notice);
    if (show || news.length === 0) this.#client.heard(mailOffset);
    // The stream keeps the order: once the daemon has answered this, it has taken in what was heard.
    await this.#client.ping().catch(() => undefined);
  }

  async #collect(): Promise<void> {
    for await (const notice of this.#client.notices()) this.#waiting.push(notice);
  }
}
