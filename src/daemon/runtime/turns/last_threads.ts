import type { Clock } from '../../model/service.ts';
import type { Store } from '../../store/store.ts';

/** Clients whose last thread is remembered; the store is asked for that of others. */
const KEPT_CLIENTS = 1_000;

/** Among so many threads of a client its last is looked for, branches left out. */
const LATELY = 20;

/** The thread that a client talked in last, and when. */
export interface LastThread {
  readonly id: string;
  readonly at: number;
}

/** Where each client talked last: the thread that its next sentence may go on in. */
export class LastThreads {
  readonly #store: Pick<Store, 'threads'>;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #continueMs: number;
  readonly #last = new Map<string, LastThread>();

  /** @param continueMs how long a client's last thread may be continued, in milliseconds */
  constructor(store: Pick<Store, 'threads'>, clock: Pick<Clock, 'now'>, continueMs: number) {
    this.#store = store;
    this.#clock = clock;
    this.#continueMs = continueMs;
  }

  /** Of clients long silent, the store knows. */
  talksIn(client: string, id: string): LastThread {
    const last = { id, at: this.#clock.now() };
    this.#last.delete(client);
    this.#last.set(client, last);
    if (this.#last.size > KEPT_CLIENTS) {
      const [silent] = this.#last.keys();
      if (silent !== undefined) this.#last.delete(silent);
    }
    return last;
  }

  /** That thread has not come to be. */
  forget(client: string, last: LastThread): void {
    if (this.#last.get(client) === last) this.#last.delete(client);
  }

  /** The thread to go on in, if that is not too long ago. */
  async of(client: string): Promise<string | undefined> {
    const last = this.#last.get(client) ?? (await this.#stored(client));
    return last && this.#clock.now() - last.at <= this.#continueMs ? last.id : undefined;
  }

  /** A branch is somebody's look at what could have been, made from elsewhere: a room does not go on in it by itself. */
  async #stored(client: string): Promise<LastThread | undefined> {
    const lately = await this.#store.threads({ client, limit: LATELY });
    const row = lately.find(({ parent }) => parent === undefined);
    return row && { id: row.id, at: row.updatedAt };
  }
}
