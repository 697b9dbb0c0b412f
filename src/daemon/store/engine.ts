import type { Database } from 'better-sqlite3';
import { Gathering } from './gathering.ts';
import { prune } from './housekeeping.ts';
import type { EngineOrder } from './port.ts';
import type { Answer, Reply, Request } from './request.ts';
import { Reserve } from './reserve.ts';
import { prepareStatements, type Statements } from './statements/statements.ts';
import { diskFull, isFatal, isFull, noRoom } from './store_fault.ts';
import { Tenure } from './tenure.ts';

/**
 * The transaction, told as a story.
 *
 * What `take` is handed is gathered in one open transaction (`Gathering`). Then, told apart: `commit` hands all that was gathered
 * to SQLite's log; `sync` waits for the disk off the event loop, and what was committed before it began is durable
 * (`WriteAheadLog`). What arrives while a sync runs is gathered and shares the next; that is how a burst tunes itself. When the log
 * has become long it is brought home, and nothing is committed until that is done.
 *
 * When COMMIT finds the disk full, SQLite has undone the transaction, and everything in it is done once more. The reserve is given
 * up piece by piece until the commit finds room. Where even that is used up the engine is *holding*: the transaction stays open
 * in memory, reads see it, what comes meanwhile joins it, nothing is told as durable, and it is tried again every moment. From
 * then until the reserve is whole again the engine is *full*, which asks everybody to begin nothing new.
 *
 * When SQLite reports something else of the disk or the file (I/O, corrupt), or COMMIT itself or a sync fails, all is over
 * (`Tenure`): every later request gets the fault.
 */
export class Engine {
  readonly #tenure: Tenure;
  readonly #statements: Statements;
  readonly #gathering: Gathering;
  readonly #reserve: Reserve;
  #isHolding = false;
  #isFull = false;
  #copies = 0;

  /** @throws StoreFault when the folder's database cannot be opened. */
  constructor(order: EngineOrder) {
    this.#tenure = new Tenure(order);
    const { folder, database } = this.#tenure;
    this.#statements = prepareStatements(database);
    this.#gathering = new Gathering(database, this.#statements);
    this.#reserve = new Reserve(folder, order.reserveBytes ?? 0);
    // A transaction is in memory until it is committed: only COMMIT and bringing the log home can find the disk full.
    database.pragma('cache_spill = OFF');
  }

  /** What happened on opening that a log should have. */
  get told(): readonly string[] {
    return this.#tenure.told;
  }

  /** Whether nothing new should be begun, since the disk has no room. */
  get isFull(): boolean {
    return this.#isFull;
  }

  /** Whether something waits for `commit`. */
  get isGathering(): boolean {
    return this.#isWorking && this.#gathering.isBegun;
  }

  /** Whether something that is committed waits for `sync`. */
  get isUnsynced(): boolean {
    return !this.#tenure.isOver && this.#log.isUnsynced;
  }

  /** Whether the log is to be brought home now. */
  get isLogLong(): boolean {
    return this.#log.isLong && !this.isCopied;
  }

  /** Whether the log is on its way home: nothing is committed meanwhile. */
  get isComingHome(): boolean {
    return this.#log.isComingHome;
  }

  /** Resolves when the log has come home. */
  get homecoming(): Promise<unknown> {
    return this.#log.homecoming;
  }

  /** For how many milliseconds the disk has not answered; 0 where it is not asked. */
  get waitingMs(): number {
    return this.#log.waitingMs;
  }

  /** Whether the database is being copied, page by page: no transaction may stay open meanwhile, and the log stays where it is. */
  get isCopied(): boolean {
    return this.#copies > 0;
  }

  /** Applies writes and answers reads, in order. */
  take(requests: readonly Request[]): Reply {
    const answers = this.#tenure.fault ? undefined : this.#tenure.attempt(() => this.#gathering.take(requests));
    if (answers) return this.#reply(answers);
    const { fault } = this.#tenure;
    return this.#reply(fault ? requests.map(({ id }) => ({ id, fault })) : []);
  }

  /** Hands what was gathered to SQLite's log. */
  commit(): Reply {
    if (this.isGathering) this.#commit();
    return this.#reply();
  }

  /** Makes what is committed durable. What is committed meanwhile waits for the next. */
  async sync(): Promise<Reply> {
    try {
      await this.#log.sync();
    } catch (error) {
      this.#tenure.fail(error);
    }
    return this.#reply();
  }

  /** Brings the log home, so that it can begin anew. Where not all of it is durable it is left for the next time. */
  async bringHome(): Promise<Reply> {
    if (this.#isWorking && !this.#log.isUnsynced && !this.isComingHome) {
      try {
        await this.#gathering.aside(() => this.#log.bringHome());
      } catch (error) {
        if (isFull(error)) this.#giveWay();
        else this.#tenure.fail(error);
      }
    }
    return this.#reply();
  }

  /** To be called every moment while the engine is full. Resolves when it has tried to be so no longer. */
  async makeRoom(): Promise<Reply> {
    if (this.#isHolding) this.#commit();
    if (this.#isWorking && (await this.#reserve.make())) this.#isFull = false;
    return this.#reply();
  }

  /** Once, soon after the start: makes the reserve. Where there is no room for it the disk counts as full. */
  async makeReserve(): Promise<Reply> {
    if (!this.#tenure.isOver && !(await this.#reserve.make())) this.#isFull = true;
    return this.#reply();
  }

  /** For quiet moments: while a sync is under way the disk is slow, and is not asked for more. */
  async idle(): Promise<Reply> {
    const isQuiet = this.#isWorking && !this.#gathering.isBegun && !this.isUnsynced && !this.isCopied;
    return isQuiet && this.#log.isTidyingDue ? this.bringHome() : this.#reply();
  }

  /** Once a day. */
  async prune(now: number): Promise<Reply> {
    try {
      await this.between((_, statements) => prune(statements, now));
    } catch {
      // Where the disk has no room it is tried again the next day; all else has stopped the engine.
    }
    return this.#reply();
  }

  /**
   * Care of the store, between commits. What it writes it commits itself, and it is durable when this resolves.
   * @throws StoreFault once the engine has failed or is closed; Fault RESOURCE_EXHAUSTED while the disk is full
   */
  async between<T>(work: (database: Database, statements: Statements) => T): Promise<T> {
    while (this.isComingHome) await this.homecoming;
    this.commit();
    this.#tenure.assertOpen();
    if (this.#isHolding) throw noRoom();
    try {
      return this.#log.fully(() => work(this.#tenure.database, this.#statements));
    } catch (error) {
      if (isFull(error)) {
        this.#giveWay();
        throw noRoom();
      }
      throw isFatal(error) ? this.#tenure.fail(error) : error;
    }
  }

  /** Drops what is known by heart of a thread that is gone. */
  forget(thread: string): void {
    this.#statements.threads.forget(thread);
  }

  /** Copies the database to a file, a few pages at a time, while it goes on. @throws as `between` */
  async copyTo(
    file: string,
    progress: (left: { totalPages: number; remainingPages: number }) => number,
  ): Promise<void> {
    this.#copies += 1;
    try {
      await (await this.between((database) => ({ done: database.backup(file, { progress }) }))).done;
    } finally {
      this.#copies -= 1;
    }
  }

  /** Makes durable what is open, gives up the folder. Idempotent; to be called when no sync is under way, nor the log. */
  close(): Reply {
    if (this.#isHolding || this.isGathering) this.#commit();
    if (this.isUnsynced) this.#tenure.attempt(() => this.#log.syncNow());
    if (this.#isHolding) this.#tenure.fail(diskFull(this.#tenure.folder));
    this.#tenure.leave();
    return this.#reply();
  }

  /**
   * The process exits with the store open. SQLite closes the database by itself then, and takes its log away: that is no loss, and
   * the next start is not to think so. What was not committed is given up.
   */
  abandon(): void {
    this.#tenure.leave();
  }

  get #log() {
    return this.#tenure.log;
  }

  get #isWorking(): boolean {
    return !this.#tenure.isOver && !this.#isHolding;
  }

  #commit(): void {
    if (this.isComingHome || this.#tenure.isOver) return;
    this.#tenure.attempt(() => {
      while (!this.#gathering.commit()) {
        this.#isFull = true;
        this.#isHolding = !this.#reserve.release();
        if (this.#isHolding) return;
      }
      this.#isHolding = false;
      this.#log.committed(this.#gathering.applied, this.#isFull);
    });
  }

  /** The house's work found no room, and was undone: it is tried again when it is due. */
  #giveWay(): void {
    this.#isFull = true;
    this.#reserve.release();
  }

  #reply(answers: readonly Answer[] = []): Reply {
    const { durable } = this.#log;
    const { fault } = this.#tenure;
    if (fault !== undefined) return { answers, applied: durable, durable, failed: fault };
    const reply = { answers, applied: this.#gathering.applied, durable };
    return this.#isFull ? { ...reply, full: true } : reply;
  }
}
