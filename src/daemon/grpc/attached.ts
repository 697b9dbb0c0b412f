import { Fault } from '../model/fault.ts';
import type { Client } from '../runtime/assistant.ts';
import { Refusals } from './refusals.ts';

/** A client and since when it is attached, in wall-clock milliseconds since the epoch. */
export interface AttachedClient {
  readonly client: Client;
  readonly since: number;
}

/** Streams that may be attached, in all and of one name or machine. The last ones are for voice: a room is heard, whoever else crowds in. */
export const MOST_ATTACHED = { all: 1_024, ofOne: 256, voice: 64 };

/** Who is attached now, over all sockets. */
export class Attached {
  /** How often each of them was refused. */
  readonly refusals = new Refusals();
  readonly #streams = new Set<AttachedClient>();
  readonly #byName = new Map<string, number>();

  /** Returns the release. @throws Fault RESOURCE_EXHAUSTED, to be tried again */
  enter(client: Client): () => void {
    const { all, ofOne, voice } = MOST_ATTACHED;
    const name = whoseMailbox(client.name);
    const own = this.#byName.get(name) ?? 0;
    if (own >= ofOne) throw full(`${ofOne} streams of ${name} are attached`);
    const most = client.channel === 'voice' ? all : all - voice;
    if (this.#streams.size >= most) throw full(`${most} streams are attached`);
    const entry = { client, since: Date.now() };
    this.#streams.add(entry);
    this.#byName.set(name, own + 1);
    return () => {
      if (!this.#streams.delete(entry)) return;
      const left = (this.#byName.get(name) ?? 1) - 1;
      if (left > 0) this.#byName.set(name, left);
      else this.#byName.delete(name);
    };
  }

  list(): readonly AttachedClient[] {
    return [...this.#streams];
  }
}

/** A mailbox's own name, or the machine's that it is of where that is another: however many it has, it is one who attaches. */
export function whoseMailbox(name: string): string {
  const end = name.indexOf('/');
  return end < 0 ? name : name.slice(0, end);
}

function full(what: string): Fault {
  return new Fault('RESOURCE_EXHAUSTED', `${what}, which is the most there may be; close some, or try again later.`);
}
