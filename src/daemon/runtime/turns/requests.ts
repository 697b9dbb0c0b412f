import type { Store } from '../../store/store.ts';
import type { Accepted } from '../assistant.ts';

const KEPT = 1_000;

/** What clients have asked for, so that the same request is carried out once: in memory while under way or lately, else in the store. */
export class Requests {
  readonly #store: Pick<Store, 'request' | 'events'>;
  readonly #accepted = new Map<string, Promise<Accepted>>();

  constructor(store: Pick<Store, 'request' | 'events'>) {
    this.#store = store;
  }

  /** The same request of the same client is carried out once; one that failed may be tried again. */
  once(client: string, requestId: string, carryOut: () => Promise<Accepted>): Promise<Accepted> {
    const key = `${client}\n${requestId}`;
    const before = this.#accepted.get(key);
    if (before !== undefined) return before;
    const accepted = carryOut();
    this.#accepted.set(key, accepted);
    accepted.catch(() => this.#accepted.delete(key));
    if (this.#accepted.size > KEPT) {
      const [oldest] = this.#accepted.keys();
      if (oldest !== undefined) this.#accepted.delete(oldest);
    }
    return accepted;
  }

  /** What became of a request that the store knows. */
  async known(client: string, requestId: string): Promise<Accepted | undefined> {
    const opened = await this.#store.request(client, requestId);
    const known = opened ?? (await this.#store.request(client, answeringId(requestId)));
    if (!known) return undefined;
    const first = (await this.#store.events(known.thread, { turn: known.turn, limit: 1 }))[0];
    return { ...known, seq: first?.seq ?? 0, answered: opened === undefined };
  }
}

/** Under which a request is remembered that answered a question: it opened no turn of its own. */
export function answeringId(requestId: string): string {
  return `answer ${requestId}`;
}
