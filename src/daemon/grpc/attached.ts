import type { Client } from '../runtime/assistant.ts';

/** A client and since when it is attached, in wall-clock milliseconds since the epoch. */
export interface AttachedClient {
  readonly client: Client;
  readonly since: number;
}

/** Who is attached now, over all sockets. */
export class Attached {
  readonly #streams = new Set<AttachedClient>();

  /** Returns the release. */
  enter(client: Client): () => void {
    const entry = { client, since: Date.now() };
    this.#streams.add(entry);
    return () => this.#streams.delete(entry);
  }

  list(): readonly AttachedClient[] {
    return [...this.#streams];
  }
}
