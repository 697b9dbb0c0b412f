import type { Notice } from '../client/api.ts';

/** What the daemon tells unasked, kept until there is quiet to say it. */
export class News {
  readonly #waiting: Notice[] = [];
  #arrival = new AbortController();

  /** Collects until the notices end. */
  async collect(notices: AsyncIterable<Notice>): Promise<void> {
    for await (const notice of notices) {
      this.#waiting.push(notice);
      this.#arrival.abort();
    }
  }

  next(): Notice | undefined {
    const notice = this.#waiting.shift();
    if (this.#waiting.length === 0) this.#arrival = new AbortController();
    return notice;
  }

  /** Aborts as soon as there is something, at once where there is already. */
  get arrival(): AbortSignal {
    return this.#arrival.signal;
  }
}
