import type { Answer, Cancellation, Delivery, Handler, Listener } from '../../bus/bus.ts';
import { isEnd, isForward } from '../../model/call.ts';
import { type Asker, type Folders, NO_FOLDERS } from '../../model/doors.ts';
import { joinTaint } from '../../model/event.ts';
import { Fault } from '../../model/fault.ts';
import { jsonCopy } from '../../model/json.ts';
import type { Tool, ToolContext } from '../../model/service.ts';
import { DEFAULT_LIMITS, type Limits } from '../limits.ts';
import type { Registered } from '../registry.ts';
import type { RecordWatch } from './record_watch.ts';
import { type RecordReader, StorageSession } from './storage_session.ts';

/** What every tool is handed besides its storage, key and signal. */
export type Doors = Pick<ToolContext, 'http' | 'files' | 'clock' | 'secret' | 'emit'> & {
  readonly log: (namespace: string) => ToolContext['log'];
  /** None where absent. */
  readonly folders?: Folders;
  /** Who opened a turn; nobody is known where absent. */
  readonly asker?: (thread: string, turn: number) => Promise<Asker | undefined>;
};

/** Where nobody wants to hear words as they come. */
function unheard(): void {}

/** The runs of one namespace: how many have not left, and the one that came last. */
interface Line {
  last: Promise<void> | undefined;
  length: number;
}

/**
 * Serves tools on the bus. Runs that write nothing but their storage queue, each until the one before is in the log; other
 * effects run side by side; their answers tell when their reads began, so that one that worked on old records is run again.
 */
export class ToolHost {
  readonly #reader: RecordReader;
  readonly #watch: Pick<RecordWatch, 'mark'>;
  readonly #doors: Doors;
  readonly #limits: Pick<Limits, 'queuedRuns'>;
  readonly #lines = new Map<string, Line>();
  readonly #logs = new Map<string, ToolContext['log']>();

  constructor(
    reader: RecordReader,
    watch: Pick<RecordWatch, 'mark'>,
    doors: Doors,
    limits: Pick<Limits, 'queuedRuns'> = DEFAULT_LIMITS,
  ) {
    this.#reader = reader;
    this.#watch = watch;
    this.#doors = doors;
    this.#limits = limits;
  }

  handler(registered: Registered<Tool>): Handler {
    const make = this.#making(registered);
    return (delivery, cancellation, written, words) =>
      delivery.readBack
        ? this.#readBack(registered, delivery, cancellation)
        : make(delivery, cancellation, written, words);
  }

  /** The handler of calls that are made, by their effect. */
  #making(registered: Registered<Tool>): Handler {
    const { effect } = registered.service.contract;
    if (effect === 'read' || effect === 'once')
      return (delivery, cancellation, _written, words) => this.#run(registered, delivery, cancellation, words);
    if (effect === 'local') {
      return (delivery, cancellation, written, words) =>
        this.inTurn(
          registered.namespace,
          () => {
            // It may have been stopped while it waited its turn: nothing new begins then.
            if (cancellation.cancelled) throw Fault.from(cancellation.reason, 'CANCELLED');
            return this.#run(registered, delivery, cancellation, words);
          },
          written,
        );
    }
    return async (delivery, cancellation, _written, words) => {
      const { mark: readMark } = this.#watch;
      const answer = await this.#run(registered, delivery, cancellation, words);
      return answer.records ? { ...answer, readMark } : answer;
    };
  }

  async #run(
    { service, namespace }: Registered<Tool>,
    delivery: Delivery,
    cancellation: Cancellation,
    words?: Listener,
  ): Promise<Answer> {
    const storage = new StorageSession(this.#reader, namespace, {
      mayWrite: service.contract.effect !== 'read',
      taint: delivery.taint,
      unread: this.#logOf(namespace),
    });
    const context = this.#contextOf(namespace, storage, delivery, cancellation, words);
    const answer = await service.run(delivery.input, context);
    if (isForward(answer) || isEnd(answer)) {
      throw new Fault(
        'FAILED_PRECONDITION',
        `${delivery.subject} is a tool and tried to ${answer.kind}; a tool only answers.`,
      );
    }
    const data = jsonCopy(answer);
    const { writes } = storage;
    const taint = service.taintOf ? joinTaint(storage.taint, service.taintOf(data)) : storage.taint;
    return { data, taint, ...(writes.length > 0 ? { records: writes } : {}) };
  }

  /** Asks the provider what became of a call; one that cannot tell says so by having no way to. */
  async #readBack(
    { service, namespace }: Registered<Tool>,
    delivery: Delivery,
    cancellation: Cancellation,
  ): Promise<Answer> {
    const unread = this.#logOf(namespace);
    const storage = new StorageSession(this.#reader, namespace, { mayWrite: false, taint: delivery.taint, unread });
    const context = this.#contextOf(namespace, storage, delivery, cancellation);
    const told = (await service.readBack?.(delivery.input, context)) ?? { outcome: 'unknown' };
    return { data: jsonCopy(told), taint: storage.taint };
  }

  #contextOf(
    namespace: string,
    storage: StorageSession,
    delivery: Delivery,
    cancellation: Cancellation,
    words: Listener = unheard,
  ): ToolContext {
    const { http, files, clock, secret, emit, folders = NO_FOLDERS, asker } = this.#doors;
    // One by one: to spread what is left over takes longer than all the rest of a call.
    return {
      http,
      files,
      clock,
      secret,
      emit,
      folders,
      asker: async () => asker?.(delivery.thread, delivery.turn),
      storage,
      log: this.#logOf(namespace),
      key: delivery.idempotencyKey,
      progress: words,
      get signal() {
        return cancellation.signal;
      },
    };
  }

  #logOf(namespace: string): ToolContext['log'] {
    const known = this.#logs.get(namespace);
    if (known !== undefined) return known;
    const log = this.#doors.log(namespace);
    this.#logs.set(namespace, log);
    return log;
  }

  /**
   * Runs after all that was queued for the namespace before, and holds the place until `written`.
   * @throws Fault RESOURCE_EXHAUSTED, to be tried again, where too many are queued
   */
  async inTurn<T>(namespace: string, run: () => Promise<T>, written?: Promise<void>): Promise<T> {
    const line = this.#lines.get(namespace) ?? { last: undefined, length: 0 };
    const { queuedRuns } = this.#limits;
    if (line.length >= queuedRuns) {
      throw new Fault(
        'RESOURCE_EXHAUSTED',
        `${namespace} has ${queuedRuns} runs to do already; try again in a moment.`,
      );
    }
    const before = line.last;
    let leave: () => void = () => undefined;
    const place = new Promise<void>((resolve) => {
      leave = resolve;
    });
    line.last = place;
    line.length += 1;
    this.#lines.set(namespace, line);
    void place.then(() => {
      line.length -= 1;
      if (line.length === 0) this.#lines.delete(namespace);
    });
    // A run that never settles leaves when its call was closed for it; one that was closed while it waited keeps the order.
    if (written !== undefined) void Promise.all([before, written]).then(leave);
    await before;
    try {
      const result = await run();
      if (!written) leave();
      return result;
    } catch (thrown) {
      leave();
      throw thrown;
    }
  }
}
