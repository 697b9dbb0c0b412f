import { Fault } from '../model/fault.ts';
import type { EncodedRecord } from './encoded.ts';
import type { Port } from './port.ts';
import type { Answer, Reply, Request, Work, Write } from './request.ts';
import type { Statements } from './statements/statements.ts';
import type { Ticket } from './store.ts';
import { noRoom } from './store_fault.ts';
import { Writing } from './writing.ts';

/** Writes on their way; more are refused until some are durable. */
const MAX_WRITES = 10_000;
/** The same of reads that wait for their answer. */
const MAX_READS = 10_000;

/**
 * So many writes of a burst, and the disk begins with these where it has nothing to do. Left whole, a burst would wait for one sync
 * and the event loop with it, then the disk for the event loop, and so on by turns; in two parts, one is worked on while the other is synced.
 */
const BEGIN_WITH = 8;

interface Asked {
  resolve(value: unknown): void;
  reject(fault: Fault): void;
}

/**
 * Requests out, replies in. Requests made in one go of the event loop leave as one message, or as two where the disk has nothing to do.
 * Reads are answered by id; writes in order, by two watermarks (applied, durable) with the exceptions named.
 */
export class Exchange {
  readonly #port: Port;
  readonly #failed: (fault: Fault) => void;
  readonly #asked = new Map<number, Asked>();
  readonly #writing = new Map<number, Writing>();
  #outbox: Request[] = [];
  #leaving: NodeJS.Immediate | undefined;
  #lastId = 0;
  #applied = 0;
  #durable = 0;
  #full = false;
  /** Why nothing is taken any more. */
  #refusal: Fault | undefined;

  constructor(port: Port, failed: (fault: Fault) => void) {
    this.#port = port;
    this.#failed = failed;
    port.listen((reply) => this.#heard(reply));
  }

  /** `make` may throw: the ticket then rejects with that. */
  write(make: () => Write): Ticket {
    const writing = new Writing();
    try {
      if (this.#refusal !== undefined) throw this.#refusal;
      if (this.#writing.size >= MAX_WRITES) {
        throw new Fault('RESOURCE_EXHAUSTED', `The store has ${MAX_WRITES} writes under way; try again in a moment.`);
      }
      this.#writing.set(this.#send(make()), writing);
    } catch (error) {
      writing.refuse(Fault.from(error, 'INVALID_ARGUMENT', 'store'));
    }
    if (this.#outbox.length >= BEGIN_WITH && this.#port.isDiskFree) this.#post();
    return writing;
  }

  /** @param pending asked as if these had been written */
  ask<T>(question: (statements: Statements) => T, pending: readonly EncodedRecord[] = []): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.#refusal !== undefined) reject(this.#refusal);
      else if (this.#asked.size >= MAX_READS)
        reject(new Fault('RESOURCE_EXHAUSTED', `The store has ${MAX_READS} reads under way; try again in a moment.`));
      else this.#asked.set(this.#send({ kind: 'read', question, pending }), { resolve, reject });
    });
  }

  /** Brings to its end what was asked before. */
  async close(): Promise<void> {
    if (this.#refusal === undefined && this.#outbox.length > 0) this.#post();
    this.#refusal ??= new Fault('UNAVAILABLE', 'The store is closed.', { retryable: false });
    await this.#port.release();
  }

  #send(work: Work): number {
    this.#leaving ??= setImmediate(() => this.#post());
    this.#lastId += 1;
    this.#outbox.push({ ...work, id: this.#lastId });
    return this.#lastId;
  }

  #post(): void {
    clearImmediate(this.#leaving);
    this.#leaving = undefined;
    const requests = this.#outbox;
    this.#outbox = [];
    this.#port.post(requests);
  }

  /** Why nothing new should be begun, where it should not. What was begun goes on. */
  get hindrance(): Fault | undefined {
    return this.#refusal ?? (this.#full ? noRoom() : undefined);
  }

  /** For how long the disk has not answered. */
  get waitingMs(): number {
    return this.#port.waitingMs();
  }

  #heard(reply: Reply): void {
    this.#full = reply.full ?? false;
    for (const answer of reply.answers) this.#settle(answer);
    for (; this.#applied < reply.applied; this.#applied += 1) this.#writing.get(this.#applied + 1)?.apply([]);
    for (; this.#durable < reply.durable; this.#durable += 1) {
      this.#writing.get(this.#durable + 1)?.sync();
      this.#writing.delete(this.#durable + 1);
    }
    if (reply.failed !== undefined) this.#stop(reply.failed);
  }

  #settle(answer: Answer): void {
    const asked = this.#asked.get(answer.id);
    const writing = this.#writing.get(answer.id);
    this.#asked.delete(answer.id);
    if ('fault' in answer) {
      asked?.reject(answer.fault);
      writing?.refuse(answer.fault);
      this.#writing.delete(answer.id);
      return;
    }
    if ('offsets' in answer) writing?.apply(answer.offsets);
    else asked?.resolve(answer.value);
  }

  #stop(fault: Fault): void {
    const told = this.#refusal === undefined;
    this.#refusal = fault;
    for (const asked of this.#asked.values()) asked.reject(fault);
    for (const writing of this.#writing.values()) writing.refuse(fault);
    this.#asked.clear();
    this.#writing.clear();
    if (told) this.#failed(fault);
  }
}
