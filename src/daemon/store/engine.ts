import { openDatabase, type Synchronous } from './database.ts';
import { type Housekeeping, housekeeping } from './housekeeping.ts';
import { answerRead, type Statements } from './reads.ts';
import { eventStatements } from './statements/events.ts';
import { mailboxStatements } from './statements/mailbox.ts';
import { recordQueries } from './statements/record_queries.ts';
import { recordStatements } from './statements/records.ts';
import { requestStatements } from './statements/requests.ts';
import { threadStatements } from './statements/threads.ts';
import { isFatal, stoppedBy, toWireFault, type WireFault } from './store_fault.ts';
import { Transaction } from './transaction.ts';
import type { Answer, Read, Reply, Request, WireRecord } from './wire.ts';
import { writeUnit } from './write_unit.ts';

/**
 * The transaction, told as a story.
 *
 * The engine is *idle*: no transaction is open. The first write of a batch opens one, and it is *gathering*. A batch is
 * tried as a whole; where one of its units cannot be (a conflict, a repetition), the batch is undone and taken again with a
 * savepoint for each unit, so that this one is undone alone and its neighbours stand. Savepoints for all would cost a tenth.
 * Reads are answered from the same connection, and so see every unit before them. Whoever feeds the engine goes on handing
 * it batches while any wait, then calls `commit`: one COMMIT and one sync for all that was gathered, and it is *idle* again.
 * What arrives while the commit runs waits and shares the next one; that is how a burst tunes itself.
 *
 * When SQLite reports something of the disk or the file (full, I/O, corrupt), or COMMIT itself fails, the engine has
 * *failed*, for good. Everything since the last commit is untrue although it was told as applied, so no caller's state can
 * be trusted: the connection is closed, every later request gets the fault, and the process starts anew from the disk.
 */
type State = 'idle' | 'gathering' | 'failed' | 'closed';

export class Engine {
  readonly #folder: string;
  /** What happened on opening that a log should have. */
  readonly told: readonly string[];
  readonly #release: () => void;
  readonly #statements: Statements;
  readonly #housekeeping: Housekeeping;
  readonly #transaction: Transaction;
  #state: State = 'idle';
  #applied = 0;
  #durable = 0;
  #fault: WireFault | undefined;

  /** @throws StoreFault when the folder's database cannot be opened. */
  constructor(folder: string, synchronous: Synchronous) {
    const { database, release, told } = openDatabase(folder, synchronous);
    this.#folder = folder;
    this.told = told;
    this.#release = release;
    const records = recordStatements(database);
    const requests = requestStatements(database);
    this.#statements = {
      threads: threadStatements(database),
      events: eventStatements(database),
      mailbox: mailboxStatements(database),
      queries: recordQueries(database),
      requests,
      records,
    };
    this.#housekeeping = housekeeping(database, { requests, records });
    this.#transaction = new Transaction(database);
  }

  /** Applies writes and answers reads, in order. */
  take(requests: readonly Request[]): Reply {
    return this.#reply(this.#together(requests) ?? this.#oneByOne(requests));
  }

  /** Makes what was gathered durable. */
  commit(): Reply {
    if (this.#state === 'gathering') {
      try {
        this.#transaction.commit();
        this.#state = 'idle';
        this.#durable = this.#applied;
      } catch (error) {
        this.#fail(error);
      }
    }
    return this.#reply([]);
  }

  /** To be called once a commit is told: what is put off so that nobody waits for it. */
  tend(): Reply {
    return this.#keepHouse(() => this.#housekeeping.committed());
  }

  /** For quiet moments. */
  idle(): Reply {
    return this.#keepHouse(() => this.#housekeeping.idle());
  }

  /** Once a day. */
  prune(now: number): Reply {
    return this.#keepHouse(() => this.#housekeeping.prune(now));
  }

  /** Commits what is open, brings the log home, gives up the folder. Idempotent. */
  close(): Reply {
    const reply = this.commit();
    if (this.#state === 'idle') {
      this.#state = 'closed';
      this.#release();
    }
    return reply;
  }

  #keepHouse(run: () => void): Reply {
    if (this.#state === 'idle') {
      try {
        run();
      } catch (error) {
        this.#fail(error);
      }
    }
    return this.#reply([]);
  }

  /** As a whole; undefined, and nothing of it done, where a write cannot be. */
  #together(requests: readonly Request[]): Answer[] | undefined {
    if (this.#fault !== undefined || !requests.some(isWrite) || requests.some(({ kind }) => kind === 'close')) return;
    const answers: Answer[] = [];
    let applied = this.#applied;
    try {
      this.#write(requests, () => {
        for (const request of requests) {
          const answer = isWrite(request) ? this.#carryOut(request) : this.#answer(request);
          if (this.#fault !== undefined) throw new Error('The store has failed while it was read.');
          if (isWrite(request)) applied = request.id;
          if (answer !== undefined) answers.push(answer);
        }
      });
    } catch {
      return;
    }
    this.#applied = applied;
    return answers;
  }

  #oneByOne(requests: readonly Request[]): Answer[] {
    return requests.map((request) => this.#answer(request)).filter((answer) => answer !== undefined);
  }

  #answer(request: Request): Answer | undefined {
    const { id } = request;
    if (this.#fault !== undefined) return { id, fault: this.#fault };
    try {
      if (request.kind === 'read') return { id, value: this.#read(request.question) };
      if (request.kind === 'close') {
        this.close();
        return { id, value: undefined };
      }
      const answer = this.#write([request], () => this.#carryOut(request));
      this.#applied = id;
      return answer;
    } catch (error) {
      if (isWrite(request) && this.#fault === undefined) this.#applied = id;
      return { id, fault: this.#fault ?? toWireFault(error) };
    }
  }

  #carryOut(request: Write): Answer | undefined {
    if (request.kind === 'heard') {
      this.#statements.mailbox.heard(request.client, request.offset);
      return undefined;
    }
    const offsets = writeUnit(request.unit, this.#statements);
    return request.unit.mail === undefined ? undefined : { id: request.id, offsets };
  }

  /** Of which all stands, or nothing. */
  #write<T>(requests: readonly Request[], write: () => T): T {
    const { threads } = this.#statements;
    try {
      const value = this.#transaction.write(write);
      this.#state = 'gathering';
      return value;
    } catch (error) {
      for (const request of requests) if (request.kind === 'append') threads.forget(request.unit.open ?? []);
      const isUndone = this.#state === 'gathering' ? this.#transaction.isOpen : !this.#transaction.isOpen;
      throw isFatal(error) || !isUndone ? this.#fail(error) : error;
    }
  }

  #read(question: Read): unknown {
    try {
      return answerRead(question, this.#statements, this.#withPending);
    } catch (error) {
      throw isFatal(error) ? this.#fail(error) : error;
    }
  }

  /** Applies a call's pending writes, reads, and takes them back. */
  readonly #withPending = (pending: readonly WireRecord[], read: () => unknown): unknown => {
    if (pending.length === 0) return read();
    return this.#transaction.pretend(() => {
      for (const write of pending) this.#statements.records.write(write, 0);
    }, read);
  };

  /** The first that failed is what is told from then on. */
  #fail(error: unknown): unknown {
    const fault = stoppedBy(error, this.#folder);
    if (this.#state === 'failed') return fault;
    this.#state = 'failed';
    this.#fault = toWireFault(fault);
    try {
      this.#release();
    } catch {
      // It is given up either way; the lock goes with the process.
    }
    return fault;
  }

  #reply(answers: Answer[]): Reply {
    const durable = this.#durable;
    if (this.#fault !== undefined) return { answers, applied: durable, durable, failed: this.#fault };
    return { answers, applied: this.#applied, durable };
  }
}

type Write = Extract<Request, { kind: 'append' | 'heard' }>;

function isWrite(request: Request): request is Write {
  return request.kind === 'append' || request.kind === 'heard';
}
