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

/**
 * One utterance under way: what the mailbox and the stream have for it, in order, and `end` last. Where a trace was wanted and
 * cannot be had (by the socket's role, say), the reply comes all the same, and the reader then gets the reason as an error.
 */
export class LiveTurn implements Turn {
  readonly requestId: string;
  readonly accepted: Promise<Accepted>;
  readonly updates: AsyncIterable<Update>;
  readonly #doors: TurnDoors;
  readonly #queue = new Queue<Update>();
  #tracing: AbortController | undefined;
  /** Settles, without rejecting, when the trace is over; with why it could not be had. */
  #traced: Promise<unknown> = Promise.resolve();
  #ended = false;

  constructor(requestId: string, accepted: Promise<Accepted>, doors: TurnDoors) {
    this.requestId = requestId;
    this.accepted = accepted;
    this.updates = this.#queue;
    this.#doors = doors;
    accepted.then(
      (where) => {
        if (!doors.trace || this.#ended) return;
        this.#tracing = new AbortController();
        this.#traced = this.#trace(doors.trace(where, this.#tracing.signal)).catch((thrown: unknown) => thrown);
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
    const finish = (failed: unknown) => {
      this.#tracing?.abort();
      this.#queue.put({ type: 'end', mailOffset, ...said });
      if (failed === undefined) this.#queue.end();
      else this.#queue.fail(failed);
    };
    if (!this.#doors.trace) {
      finish(undefined);
      return;
    }
    const late = new AbortController();
    const tooLate = sleep(TRACE_END_MS, undefined, { signal: late.signal }).catch(() => undefined);
    Promise.race([this.#traced, tooLate]).then((failed) => {
      late.abort();
      finish(failed);
    }, finish);
  }

  fail(error: ClientError): void {
    this.#ended = true;
    this.#tracing?.abort();
    this.#queue.fail(error);
  }

  async cancel(): Promise<void> {
    const where = await this.accepted.catch(() => undefined);
    if (where && !this.#ended) await this.#doors.cancel(where.thread, where.turn);
  }

  async #trace(events: AsyncIterable<ThreadEvent>): Promise<void> {
    for await (const event of events) this.#queue.put({ type: 'event', event });
  }
}
