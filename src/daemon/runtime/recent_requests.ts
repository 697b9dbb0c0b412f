import type { Accepted } from './assistant.ts';

const KEPT = 1_000;

/** Requests that are under way or were lately, in memory; older ones are found in the store. */
export class RecentRequests {
  readonly #accepted = new Map<string, Promise<Accepted>>();

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
}
