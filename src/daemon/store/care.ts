import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { ThreadEvent } from '../model/event.ts';
import { Fault } from '../model/fault.ts';
import type {
  CareOrder,
  CareReply,
  CareTask,
  EventPage,
  RetentionPolicy,
  StoreSize,
  ThreadPage,
  Trimmed,
} from './care_task.ts';
import { decodeEvent, decodeThread } from './decode.ts';
import type { ThreadRow } from './store.ts';
import { fromWireFault } from './store_fault.ts';

/** Hears how far a long task is, in parts of a whole. */
export type Progress = (done: number, total: number) => void;

interface Asked {
  resolve(value: unknown): void;
  reject(fault: Fault): void;
  readonly progress: Progress | undefined;
}

/** What an export is made of, in this order for each thread. */
export type Exported =
  | ({ readonly type: 'thread' } & ThreadRow)
  /** Its events in order of seq. */
  | ({ readonly type: 'event' } & ThreadEvent)
  /** As it stands there, where it cannot be read any more: the rest is not kept back for it. */
  | {
      readonly type: 'event';
      readonly thread: string;
      readonly turn: number;
      readonly seq: number;
      readonly unreadable: string;
    };

function exported(thread: string, row: EventPage[number]): Exported {
  try {
    return { type: 'event', ...decodeEvent(thread, row) };
  } catch {
    const [seq, turn, body] = row;
    return { type: 'event', thread, turn, seq, unreadable: body };
  }
}

/**
 * Care of the store, as its callers see it. It goes by a channel of its own, so that turns pay nothing for it; what is asked
 * here sees everything that was durable before.
 */
export class Care {
  /** For the engine: to be handed to `openStore`, once. */
  readonly engineEnd: MessagePort;
  readonly #port: MessagePort;
  readonly #asked = new Map<number, Asked>();
  #lastId = 0;
  #closed = false;

  constructor() {
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    this.engineEnd = port2;
    port1.on('message', (reply: CareReply) => this.#heard(reply));
    port1.on('close', () => this.#stop());
    // A task under way keeps the process alive; the channel by itself does not.
    port1.unref();
  }

  /** Copies the database as it is when the copy is complete, while work goes on. The copy is not synced and not checked. */
  copy(to: string, progress?: Progress): Promise<void> {
    return this.#ask({ task: 'copy', to }, progress);
  }

  /**
   * Forgets threads with all that was said in them, all of these or none. @returns their ids, branches included.
   * @throws Fault NOT_FOUND; FAILED_PRECONDITION where a turn of one is open, or one has branches that are not to go.
   */
  forget(threads: readonly string[], branches: boolean): Promise<readonly string[]> {
    return this.#ask({ task: 'forget', threads, branches });
  }

  /** Forgets what is past its time. Takes as long as the store is busy with other things. */
  trim(policy: RetentionPolicy, now: number): Promise<Trimmed> {
    return this.#ask({ task: 'trim', policy, now });
  }

  size(): Promise<StoreSize> {
    return this.#ask({ task: 'size' });
  }

  /** These threads, or all, oldest first: pulled, a page of events at a time. @throws Fault NOT_FOUND */
  async *export(threads: readonly string[] | 'all'): AsyncGenerator<Exported> {
    if (threads !== 'all') {
      for (const id of threads) yield* this.#exportOne(await this.#thread({ id }));
      return;
    }
    for (let afterKey = 0; ; ) {
      const page = await this.#thread({ afterKey });
      if (page === undefined) return;
      yield* this.#exportOne(page);
      afterKey = page.key;
    }
  }

  async *#exportOne(page: ThreadPage | undefined): AsyncGenerator<Exported> {
    if (page === undefined) return;
    const row = decodeThread(page.columns);
    yield { type: 'thread', ...row };
    for (let afterSeq = 0; ; ) {
      const events = await this.#ask<EventPage>({ task: 'eventPage', key: page.key, afterSeq });
      for (const event of events) yield exported(row.id, event);
      const last = events.at(-1);
      if (last === undefined) return;
      afterSeq = last[0];
    }
  }

  #thread(of: { readonly id: string } | { readonly afterKey: number }): Promise<ThreadPage | undefined> {
    return this.#ask({ task: 'threadPage', of });
  }

  #ask<T>(task: CareTask, progress?: Progress): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.#closed) {
        reject(closedFault());
        return;
      }
      this.#lastId += 1;
      const order: CareOrder = { ...task, id: this.#lastId };
      this.#asked.set(order.id, { resolve, reject, progress });
      this.#port.ref();
      this.#port.postMessage(order);
    });
  }

  #heard(reply: CareReply): void {
    const asked = this.#asked.get(reply.id);
    if (asked === undefined) return;
    if ('progress' in reply) {
      asked.progress?.(reply.progress.done, reply.progress.total);
      return;
    }
    this.#asked.delete(reply.id);
    if (this.#asked.size === 0) this.#port.unref();
    if ('fault' in reply) asked.reject(fromWireFault(reply.fault));
    else asked.resolve(reply.value);
  }

  #stop(): void {
    this.#closed = true;
    for (const { reject } of this.#asked.values()) reject(closedFault());
    this.#asked.clear();
  }
}

function closedFault(): Fault {
  return new Fault('UNAVAILABLE', 'The store is closed.', { retryable: false });
}
