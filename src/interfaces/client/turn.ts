import { setTimeout as sleep } from 'node:timers/promises';
import type { ThreadEvent } from '../../wire/threads.ts';
import type { Accepted, Said, Turn, Update } from './api.ts';
import type { ClientError } from './error.ts';
import { Queue } from './queue.ts';

/** How long the end of a traced turn waits for the last events: they travel on a stream of their own. */
const TRACE_END_MS = 2_000;

export interface TurnDoors {
  readonly cancel: (thread: string, turn: number) => Promise<void>;
  /** Events of the turn up to and with its END; absent where they are not wanted. */
  readonly trace?: (accepted: Accepted, signal: AbortSignal) => AsyncIterable<ThreadEvent>;
}

/** One utterance under way: what the mailbox and the stream have for it, in order, and `end` last. */
export class LiveTurn implements Turn {
  readonly requestId: string;
  readonly accepted: Promise<Accepted>;
  readonly updates: AsyncIterable<Update>;
  readonly #doors: TurnDoors;
  readonly #queue = new Queue<Update>();
  readonly #tracing = new AbortController();
  #traced: Promise<void> = Promise.resolve();
  #ended = false;

  constructor(requestId: string, accepted: Promise<Accepted>, doors: TurnDoors) {
    this.requestId = requestId;
    this.accepted = accepted;
    this.updates = this.#queue;
    this.#doors = doors;
    accepted.then(
      (where) => {
        if (doors.trace) this.#traced = this.#trace(doors.trace(where, this.#tracing.signal));
      },
      (error: ClientError) => this.fail(error),
    );
  }

  put(update: Exclude<Update, { readonly type: 'end' }>): void {
    if (!this.#ended) this.#queue.put(update);
  }

  end(said: Said, mailOffset: number): void {
    if (this.#ended) return;
    this.#ended = true;
    const finish = () => {
      this.#tracing.abort();
      this.#queue.put({ type: 'end', mailOffset, ...said });
      this.#queue.end();
    };
    if (!this.#doors.trace) {
      finish();
      return;
    }
    const late = new AbortController();
    const tooLate = sleep(TRACE_END_MS, undefined, { signal: late.signal }).catch(() => undefined);
    Promise.race([this.#traced, tooLate]).then(() => {
      late.abort();
      finish();
    }, finish);
  }

  fail(error: ClientError): void {
    this.#ended = true;
    this.#tracing.abort();
    this.#queue.fail(error);
  }

  async cancel(): Promise<void> {
    const where = await this.accepted.catch(() => undefined);
    if (where && !this.#ended) await this.#doors.cancel(where.thread, where.turn);
  }

  /** A trace that cannot be had (by the socket's role, say) ends the turn's updates as it would end a watch. */
  async #trace(events: AsyncIterable<ThreadEvent>): Promise<void> {
    for await (const event of events) this.#queue.put({ type: 'event', event });
  }
}
