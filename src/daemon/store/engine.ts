import type { Database } from 'better-sqlite3';
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
import type { Answer, Reply, Request, WireRecord } from './wire.ts';
import { isPlain, writeUnit } from './write_unit.ts';

/**
 * The transaction, told as a story.
 *
 * The engine is *idle*: no transaction is open. The first write of a batch opens one, and it is *gathering*: each unit runs
 * in a savepoint of its own, so a unit that cannot be (a conflict, a repetition) is undone alone and its neighbours stand.
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
  readonly #database: Database;
  readonly #release: () => void;
  readonly #statements: Statements;
  readonly #housekeeping: Housekeeping;
  readonly #run: { readonly [S in 'BEGIN' | 'SAVEPOINT' | 'RELEASE' | 'UNDO' | 'COMMIT' | 'ROLLBACK']: () => unknown };
  #state: State = 'idle';
  #applied = 0;
  #durable = 0;
  #fault: WireFault | undefined;

  /** @throws StoreFault when the folder's database cannot be opened. */
  constructor(folder: string, synchronous: Synchronous) {
    const { database, release, told } = openDatabase(folder, synchronous);
    this.#folder = folder;
    this.told = told;
    this.#database = database;
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
    const ready = (sql: string) => {
      const statement = database.prepare(sql);
      return () => statement.run();
    };
    this.#run = {
      BEGIN: ready('BEGIN IMMEDIATE'),
      SAVEPOINT: ready('SAVEPOINT unit'),
      RELEASE: ready('RELEASE unit'),
      UNDO: ready('ROLLBACK TO unit'),
      COMMIT: ready('COMMIT'),
      ROLLBACK: ready('ROLLBACK'),
    };
  }

  /** Applies writes and answers reads, in order. */
  take(requests: readonly Request[]): Reply {
    const answers: Answer[] = [];
    for (const request of requests) {
      const answer = this.#fault === undefined ? this.#answer(request) : { id: request.id, fault: this.#fault };
      if (answer !== undefined) answers.push(answer);
    }
    return this.#reply(answers);
  }

  /** Makes what was gathered durable. */
  commit(): Reply {
    if (this.#state === 'gathering') {
      try {
        this.#run.COMMIT();
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

  #answer(request: Request): Answer | undefined {
    const { id } = request;
    try {
      switch (request.kind) {
        case 'append': {
          const offsets = this.#write(() => writeUnit(request.unit, this.#statements), request.unit.open);
          this.#applied = id;
          return isPlain(request.unit) ? undefined : { id, offsets };
        }
        case 'heard':
          this.#write(() => this.#statements.mailbox.heard(request.client, request.offset));
          this.#applied = id;
          return undefined;
        case 'read':
          return { id, value: this.#read(() => answerRead(request.question, this.#statements, this.#withPending)) };
        case 'close':
          this.close();
          return { id, value: undefined };
      }
    } catch (error) {
      if (request.kind !== 'read' && request.kind !== 'close' && this.#fault === undefined) this.#applied = id;
      return { id, fault: this.#fault ?? toWireFault(error) };
    }
  }

  /** In a savepoint of the open transaction; undone alone when it throws. */
  #write<T>(write: () => T, opened: readonly unknown[] = []): T {
    try {
      if (this.#state === 'idle') {
        this.#run.BEGIN();
        this.#state = 'gathering';
      }
      this.#run.SAVEPOINT();
    } catch (error) {
      throw this.#fail(error);
    }
    try {
      const value = write();
      this.#run.RELEASE();
      return value;
    } catch (error) {
      this.#statements.threads.forget(opened.filter((value) => typeof value === 'string'));
      throw this.#undo(error);
    }
  }

  #undo(error: unknown): unknown {
    if (isFatal(error) || !this.#database.inTransaction) return this.#fail(error);
    try {
      this.#run.UNDO();
      this.#run.RELEASE();
      return error;
    } catch (worse) {
      return this.#fail(worse);
    }
  }

  #read<T>(read: () => T): T {
    try {
      return read();
    } catch (error) {
      throw isFatal(error) ? this.#fail(error) : error;
    }
  }

  /** Applies a call's pending writes, reads, and takes them back. */
  readonly #withPending = (pending: readonly WireRecord[], read: () => unknown): unknown => {
    if (pending.length === 0) return read();
    const alone = this.#state === 'idle';
    if (alone) this.#run.BEGIN();
    this.#run.SAVEPOINT();
    try {
      for (const write of pending) this.#statements.records.write(write, 0);
      return read();
    } finally {
      if (this.#database.inTransaction) {
        this.#run.UNDO();
        this.#run.RELEASE();
        if (alone) this.#run.ROLLBACK();
      }
    }
  };

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
