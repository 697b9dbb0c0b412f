import type { Database } from 'better-sqlite3';
import { Fault } from '../model/fault.ts';
import type { Answer, Read, Request } from './request.ts';
import type { Statements } from './statements/statements.ts';
import { isFatal, isFull } from './store_fault.ts';
import { Transaction } from './transaction.ts';
import { carryOut, forgetUndone, isWrite, type WriteRequest } from './write_unit.ts';

/**
 * What is applied and not committed: one transaction, and the requests that it is made of.
 *
 * A batch is tried as a whole; where one of its units cannot be (a conflict, a repetition), the batch is undone and taken again with a
 * savepoint for each unit, so that this one is undone alone and its neighbours stand: a savepoint for each is two statements more that
 * are hardly ever needed. Reads are answered from the same connection, and so see every unit before them.
 *
 * Where the whole transaction was undone, all of it is done once more: the same requests upon the same state give the same
 * answers, so what was told as applied stays true.
 */
export class Gathering {
  readonly #transaction: Transaction;
  readonly #statements: Statements;
  #batches: (readonly Request[])[] = [];
  #isBegun = false;
  #applied = 0;

  constructor(database: Database, statements: Statements) {
    this.#transaction = new Transaction(database);
    this.#statements = statements;
  }

  /** Whether a transaction is open. */
  get isBegun(): boolean {
    return this.#isBegun;
  }

  /** The last write that was applied, or refused. */
  get applied(): number {
    return this.#applied;
  }

  /**
   * Applies writes and answers reads, in order.
   * @throws what leaves nothing that could be relied on; a request that is refused has its fault as its answer
   */
  take(requests: readonly Request[]): Answer[] {
    if (!this.#isBegun) this.#batches = [];
    this.#batches.push(requests);
    return this.#apply(requests);
  }

  /** Hands all of it to SQLite's log. @returns false where the disk had no room, and it is as it was before @throws as `take` */
  commit(): boolean {
    try {
      this.#transaction.commit();
    } catch (error) {
      if (!isFull(error) || this.#transaction.isOpen) throw error;
      this.#again();
      return false;
    }
    this.#isBegun = false;
    this.#batches = [];
    return true;
  }

  /** Runs what can only run outside of a transaction: what is gathered is taken back for that moment. @throws as `take` */
  aside<T>(run: () => T): T {
    if (!this.#isBegun) return run();
    this.#transaction.rollback();
    try {
      return run();
    } finally {
      this.#again();
    }
  }

  /** Does once more what was undone. What was refused then is refused again. */
  #again(): void {
    this.#isBegun = false;
    for (const requests of this.#batches) forgetUndone(requests, this.#statements);
    for (const requests of this.#batches) this.#apply(requests.filter(isWrite));
  }

  #apply(requests: readonly Request[]): Answer[] {
    return this.#together(requests) ?? requests.flatMap((request) => this.#alone(request) ?? []);
  }

  /** As a whole; undefined, and nothing of it done, where a write cannot be. */
  #together(requests: readonly Request[]): Answer[] | undefined {
    if (!requests.some(isWrite)) return;
    const answers: Answer[] = [];
    let applied = this.#applied;
    try {
      this.#write(requests, () => {
        for (const request of requests) {
          const answer = isWrite(request) ? carryOut(request, this.#statements) : this.#alone(request);
          if (isWrite(request)) applied = request.id;
          if (answer !== undefined) answers.push(answer);
        }
      });
    } catch (error) {
      if (this.#isLost(error)) throw error;
      return;
    }
    this.#applied = applied;
    return answers;
  }

  #alone(request: Request): Answer | undefined {
    return isWrite(request) ? this.#writeAlone(request) : this.#read(request);
  }

  #writeAlone(request: WriteRequest): Answer | undefined {
    const { id } = request;
    let answer: Answer | undefined;
    try {
      answer = this.#write([request], () => carryOut(request, this.#statements));
    } catch (error) {
      if (this.#isLost(error)) throw error;
      answer = { id, fault: Fault.from(error, 'INTERNAL', 'store') };
    }
    this.#applied = id;
    return answer;
  }

  /** Of which all stands, or nothing. */
  #write<T>(requests: readonly Request[], write: () => T): T {
    try {
      const value = this.#transaction.write(write);
      this.#isBegun = true;
      return value;
    } catch (error) {
      forgetUndone(requests, this.#statements);
      throw error;
    }
  }

  #read({ id, question, pending }: Extract<Request, Read>): Answer {
    const ask = () => question(this.#statements);
    const pretend = () => {
      for (const write of pending) this.#statements.records.write(write, 0);
    };
    try {
      return { id, value: pending.length === 0 ? ask() : this.#transaction.pretend(pretend, ask) };
    } catch (error) {
      if (isFatal(error)) throw error;
      return { id, fault: Fault.from(error, 'INTERNAL', 'store') };
    }
  }

  /** Whether SQLite complained of the disk or the file, or has undone more than it was asked to, or less. */
  #isLost(error: unknown): boolean {
    return isFatal(error) || this.#transaction.isOpen !== this.#isBegun;
  }
}
