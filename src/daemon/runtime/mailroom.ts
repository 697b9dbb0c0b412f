import type { Mail, MailWrite, Store, Ticket } from '../store/store.ts';
import type { Client, Progress } from './assistant.ts';

const PAGE = 64;

interface Attached {
  readonly client: Client;
  readonly progress: (progress: Progress) => void;
}

/**
 * Who is attached, and the mail on its way to them. Mail rests in the store and is pulled from there, so that a slow reader
 * costs nothing and one that comes back misses nothing; this only says when there is more to pull.
 */
export class Mailroom {
  readonly #store: Store;
  readonly #attached = new Set<Attached>();
  readonly #watchers = new Set<() => void>();
  readonly #wakers = new Map<string, Set<() => void>>();
  readonly #inFlight = new Map<string, Promise<void>>();
  /** The last mail of each client that is read, without gaps, all of it durable. */
  readonly #fresh = new Map<string, Mail[]>();
  readonly #now: () => number;

  constructor(store: Store, now: () => number = Date.now) {
    this.#store = store;
    this.#now = now;
  }

  attach(client: Client, progress: (progress: Progress) => void): () => void {
    const attached = { client, progress };
    this.#attached.add(attached);
    for (const heard of this.#watchers) heard();
    return () => void this.#attached.delete(attached);
  }

  /** Hears that somebody was attached. Returns the release. */
  watch(heard: () => void): () => void {
    this.#watchers.add(heard);
    return () => void this.#watchers.delete(heard);
  }

  isAttached(name: string): boolean {
    for (const { client } of this.#attached) if (client.name === name) return true;
    return false;
  }

  /** The owner's own client that came last, where one may confirm. */
  get ownerAt(): string | undefined {
    const there = [...this.#attached].filter(({ client }) => client.channel === 'owner' && client.canConfirm);
    return there.at(-1)?.client.name;
  }

  /** Who is told of something: the client it is for and, where that one is away, those in its area, else all who take notices. */
  audience(notify: { readonly client?: string; readonly area?: string }): readonly string[] {
    const there = [...this.#attached].map(({ client }) => client).filter((client) => client.takesNotices);
    const names = new Set<string>(notify.client === undefined ? [] : [notify.client]);
    if (notify.client === undefined || !this.isAttached(notify.client)) {
      const inArea = there.filter((client) => notify.area !== undefined && client.area === notify.area);
      for (const client of inArea.length > 0 ? inArea : there) names.add(client.name);
    }
    return [...names];
  }

  progress(name: string, progress: Progress): void {
    for (const attached of this.#attached) if (attached.client.name === name) attached.progress(progress);
  }

  /** Mail that is in a unit: delivered once the unit is durable, after the mail before it. A unit that could not be has no mail. */
  sent(mail: readonly MailWrite[], ticket: Ticket): void {
    const at = this.#now();
    const offsets = ticket.applied.then(async (applied) => {
      await ticket.durable;
      return applied.offsets;
    });
    offsets.catch(() => undefined);
    for (const [place, one] of mail.entries()) {
      const { client } = one;
      const delivered = (this.#inFlight.get(client) ?? Promise.resolve())
        .then(() => offsets)
        .then((given) => this.#deliver({ ...one, offset: given[place] ?? 0, at }))
        .catch(() => undefined)
        .then(() => {
          if (this.#inFlight.get(client) === delivered) this.#inFlight.delete(client);
        });
      this.#inFlight.set(client, delivered);
    }
  }

  #deliver(mail: Mail): void {
    const wakers = this.#wakers.get(mail.client);
    if (!wakers) return;
    const fresh = this.#fresh.get(mail.client);
    if (fresh?.at(-1)?.offset === mail.offset - 1) {
      fresh.push(mail);
      if (fresh.length > PAGE) fresh.shift();
    } else this.#fresh.set(mail.client, [mail]);
    for (const wake of wakers) wake();
  }

  /** The mail after an offset, where all of it has just come: who keeps up need not go to the store. What comes later wakes. */
  #freshAfter(client: string, offset: number): readonly Mail[] | undefined {
    const fresh = this.#fresh.get(client);
    const first = fresh?.[0]?.offset;
    return first === undefined || offset < first - 1 ? undefined : fresh?.slice(offset + 1 - first);
  }

  async #stored(client: string, offset: number): Promise<readonly Mail[]> {
    const page = await this.#store.mail(client, offset, PAGE);
    // What was read may be applied and not yet durable: nothing leaves before it is.
    await this.#inFlight.get(client);
    return page;
  }

  async *read(client: string, afterOffset: number, signal: AbortSignal): AsyncGenerator<Mail> {
    let offset = afterOffset;
    let more = true;
    let wake: () => void = () => undefined;
    const waker = (): void => {
      more = true;
      wake();
    };
    const wakers = this.#wakers.get(client) ?? new Set();
    this.#wakers.set(client, wakers.add(waker));
    signal.addEventListener('abort', waker, { once: true });
    try {
      while (!signal.aborted) {
        if (!more) await new Promise<void>((resolve) => (wake = resolve));
        if (signal.aborted) return;
        more = false;
        const page = this.#freshAfter(client, offset) ?? (await this.#stored(client, offset));
        for (const mail of page) {
          yield mail;
          offset = mail.offset;
        }
        if (page.length >= PAGE) more = true;
      }
    } finally {
      signal.removeEventListener('abort', waker);
      wakers.delete(waker);
      if (wakers.size === 0) {
        this.#wakers.delete(client);
        // What comes while nobody reads is not kept, and would be missing in between.
        this.#fresh.delete(client);
      }
    }
  }
}
