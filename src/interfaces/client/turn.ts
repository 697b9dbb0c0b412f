import { setTimeout as sleep } from 'node:timers/promises';
import type { ThreadEvent } from '../../wire/threads.ts';
import type { Accepted, Ask, Said, Turn, Update } from './api.ts';
import { BOUNDS } from './bounds.ts';
import type { ClientError } from './error.ts';
import { Queue } from './queue.ts';

/** How long the end of a traced turn waits for the last events, while somebody reads: they travel on a stream of their own. */
const TRACE_END_MS = 2_000;

type WordsUpdate = Extract<Update, { readonly type: 'progress' }>;

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

  ask(ask: Ask, mailOffset: number): void {
    if (!this.#ended) this.#queue.put({ type: 'ask', ask, mailOffset });
  }

  /** Words that nobody has read yet grow into one update, and are left out beyond `BOUNDS.words`: the reply has them all. */
  progress(progress: WordsUpdate): void {
    if (this.#ended || this.#queue.amend((last) => withMore(last, progress))) return;
    if (this.#queue.unread < BOUNDS.updates) this.#queue.put(progress);
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
    Promise.race([this.#traced, this.#tooLate(late.signal)]).then((failed) => {
      late.abort();
      finish(failed);
    }, finish);
  }

  async #tooLate(settled: AbortSignal): Promise<void> {
    do {
      await sleep(TRACE_END_MS, undefined, { signal: settled }).catch(() => undefined);
    } while (!settled.aborted && this.#queue.unread >= BOUNDS.updates);
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

  /** Pulled no faster than it is read. */
  async #trace(events: AsyncIterable<ThreadEvent>): Promise<void> {
    for await (const event of events) {
      await this.#queue.below(BOUNDS.updates);
      if (this.#queue.over) return;
      this.#queue.put({ type: 'event', event });
    }
  }
}

/** The last update with words that follow it; as it is where these cannot be added; nothing where it has no words. */
function withMore(last: Update, more: WordsUpdate): Update | undefined {
  if (last.type !== 'progress') return undefined;
  if (more.attempt > last.attempt) return more;
  const follows = more.attempt === last.attempt && more.offset === last.offset + last.text.length;
  return follows && last.text.length + more.text.length <= BOUNDS.words
    ? { ...last, text: last.text + more.text }
    : last;
}
