import type { Ask, Client, ThreadEvent } from '../../../src/interfaces/client/client.ts';

export interface Told {
  readonly thread: string;
  readonly turn: number;
  /** The END's. */
  readonly reply: string;
}

/** Somebody at a client of the daemon. */
export class Visitor {
  readonly #client: Client;

  constructor(client: Client) {
    this.#client = client;
  }

  /** Says something and waits for the END. @param answer to each question; undefined leaves it until it closes by itself */
  async say(text: string, answer: (ask: Ask) => string | undefined): Promise<Told> {
    for await (const update of this.#client.utter({ text }).updates) {
      if (update.type === 'ask') {
        const said = answer(update.ask);
        if (said !== undefined) await this.#client.answer(update.ask.id, said);
      }
      if (update.type === 'end') return { thread: update.thread, turn: update.turn, reply: update.text };
    }
    throw new Error('the turn had no END');
  }

  async events(thread: string): Promise<readonly ThreadEvent[]> {
    const events: ThreadEvent[] = [];
    for await (const one of this.#client.events(thread)) events.push(one);
    return events;
  }
}
