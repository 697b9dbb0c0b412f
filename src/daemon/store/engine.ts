import type { Database } from 'better-sqlite3';
import { type OpenDatabase, openDatabase } from './database.ts';
import { DiskSync } from './disk_sync.ts';
import { type Housekeeping, housekeeping } from './housekeeping.ts';
import { markInUse, markSuspect, unmarkInUse } from './marks.ts';
import { mend } from './mend.ts';
import type { EngineOrder } from './port.ts';
import { answerRead } from './reads.ts';
import { Reserve } from './reserve.ts';
import { prepareStatements, type Statements } from './statements/statements.ts';
import {
  diskFull,
  fromWireFault,
  isFatal,
  isFull,
  noRoom,
  StoreFault,
  stoppedBy,
  toWireFault,
  type WireFault,
} from './store_fault.ts';
import { Transaction } from './transaction.ts';
import type { Answer, Read, Reply, Request, WireRecord } from './wire.ts';
import { carryOut, forgetUndone, isWrite } from './write_unit.ts';

/**
 * The transaction, told as a story.
 *
 * The engine is *idle*: no transaction is open. The first write of a batch opens one, and it is *gathering*. A batch is
 * tried as a whole; where one of its units cannot be (a conflict, a repetition), the batch is undone and taken again with a
 * savepoint for each unit, so that this one is undone alone and its neighbours stand: a savepoint for each is two statements more that are hardly ever needed.
 * Reads are answered from the same connection, and so see every unit before them. Then, told apart: `commit` hands all that was
 * gathered to SQLite's log, and it is *idle* again; `sync` waits for the disk off the event loop, and what was committed
 * before it began is durable. What arrives while a sync runs is gathered and shares the next; that is how a burst tunes itself.
 *
 * So that nobody waits for the disk on the event loop, the connection runs at NORMAL, where SQLite syncs no commit, and the
 * syncs are ours (`DiskSync`); what it does at FULL, in the same order. When the log is brought home, it is synced, copied
 * into the database without a sync, and the database is synced; until that is done nothing is committed, since the next
 * commit may write over the log. SQLite takes the log for home once it is copied and would take it away in closing: an engine
 * that has to end before leaves the files as they are, for the next start.
 *
 * When COMMIT finds the disk full, SQLite has undone the transaction, and everything in it is done once more: the same requests
 * upon the same state give the same answers, so what was told as applied stays true. The reserve is given up piece by piece
 * until the commit finds room. Where even that is used up the engine is *holding*: the transaction stays open in memory, reads
 * see it, what comes meanwhile joins it, nothing is told as durable, and it is tried again every moment. From then until the
 * reserve is whole again the engine is full, which asks everybody to begin nothing new.
 *
 * When SQLite reports something else of the disk or the file (I/O, corrupt), or COMMIT itself or a sync fails, the engine has
 * *failed*, for good. Everything since the last sync is untrue although it was told as applied, so no caller's state can
 * be trusted: the connection is closed, every later request gets the fault, and the process starts anew from the disk.
 */
type State = 'idle' | 'gathering' | 'holding' | 'failed' | 'closed';

export class Engine {
  readonly #folder: string;
  /** What happened on opening that a log should have. */
  readonly told: readonly string[];
  readonly #release: OpenDatabase['release'];
  readonly #database: Database;
  readonly #statements: Statements;
  readonly #housekeeping: Housekeeping;
  readonly #transaction: Transaction;
  readonly #reserve: Reserve;
  /** Absent where commits are not to be synced. */
  readonly #disk: DiskSync | undefined;
  /** What the open transaction is made of. */
  #gathered: (readonly Request[])[] = [];
  #full = false;
  #isMarked = false;
  #isLogLong = false;
  #state: State = 'idle';
  #applied = 0;
  #committed = 0;
  #durable = 0;
  /** The database's own sync, while what came home from the log may not be on the disk yet. */
  #homecoming: Promise<void> | undefined;
  #copies = 0;
  #fault: WireFault | undefined;

  /** @throws StoreFault when the folder's database cannot be opened. */
  constructor({ folder, synchronous, reserveBytes = 0, mends = false }: EngineOrder) {
    const { database, release, told } = openDatabase(
      folder,
      synchronous,
      undefined,
      mends ? (damage) => mend(folder, damage) : undefined,
    );
    this.#folder = folder;
    this.told = told;
    this.#release = release;
    this.#database = database;
    this.#statements = prepareStatements(database);
    this.#housekeeping = housekeeping(database, this.#statements);
    this.#transaction = new Transaction(database);
    this.#reserve = new Reserve(folder, reserveBytes);
    this.#disk = synchronous === 'FULL' ? new DiskSync(folder) : undefined;
    if (this.#disk) database.pragma('synchronous = NORMAL');
    // A transaction is in memory until it is committed: only COMMIT and bringing the log home can find the disk full.
    database.pragma('cache_spill = OFF');
  }

  /** Whether nothing new should be begun, since the disk has no room. */
  get isFull(): boolean {
    return this.#full;
  }

  /** Whether something waits for `commit`. */
  get isGathering(): boolean {
    return this.#state === 'gathering';
  }

  /** Whether something that is committed waits for `sync`. */
  get isUnsynced(): boolean {
    return this.#fault === undefined && this.#committed > this.#durable;
  }

  /** Whether the log is to be brought home now. */
  get isLogLong(): boolean {
    return this.#isLogLong && !this.isCopied;
  }

  /** Whether the log is on its way home: nothing is committed meanwhile. */
  get isComingHome(): boolean {
    return this.#homecoming !== undefined;
  }

  /** Resolves when the log has come home. */
  get homecoming(): Promise<unknown> {
    return (this.#homecoming ?? Promise.resolve()).catch(() => undefined);
  }

  /** Whether the database is being copied, page by page: no transaction may stay open meanwhile, and the log stays where it is. */
  get isCopied(): boolean {
    return this.#copies > 0;
  }

  /** Applies writes and answers reads, in order. */
  take(requests: readonly Request[]): Reply {
    if (this.#state === 'idle') this.#gathered = [];
    this.#gathered.push(requests);
    return this.#reply(this.#together(requests) ?? this.#oneByOne(requests));
  }

  /** Hands what was gathered to SQLite's log. */
  commit(): Reply {
    if (this.#state === 'gathering') this.#commit();
    return this.#reply([]);
  }

  /** Makes what is committed durable. What is committed meanwhile waits for the next. */
  async sync(): Promise<Reply> {
    const reached = this.#committed;
    try {
      await this.#disk?.log();
      this.#synced(reached);
    } catch (error) {
      this.#fail(error);
    }
    return this.#reply([]);
  }

  /** The same, waiting for the disk. */
  syncNow(): Reply {
    try {
      if (this.isUnsynced) this.#disk?.logNow();
      this.#synced(this.#committed);
    } catch (error) {
      this.#fail(error);
    }
    return this.#reply([]);
  }

  /** Brings the log home: copies it into the database, so that it can begin anew. */
  async bringHome(): Promise<Reply> {
    this.commit();
    this.syncNow();
    this.#isLogLong = false;
    if (this.#state === 'idle' && this.#homecoming === undefined) {
      try {
        this.#homecoming = this.#copyHome();
        await this.#homecoming;
      } catch (error) {
        if (isFull(error)) this.#giveWay();
        else this.#fail(error);
      } finally {
        this.#homecoming = undefined;
      }
    }
    return this.#reply([]);
  }

  /** To be called every moment while the engine is full. Resolves when it has tried to be so no longer. */
  async makeRoom(): Promise<Reply> {
    if (this.#state === 'holding') this.#commit();
    const isAtWork = this.#state === 'idle' || this.#state === 'gathering';
    if (isAtWork && (await this.#reserve.make())) this.#full = false;
    return this.#reply([]);
  }

  /** Once, soon after the start: makes the reserve. Where there is no room for it the disk counts as full. */
  async makeReserve(): Promise<Reply> {
    const isOpen = this.#state !== 'failed' && this.#state !== 'closed';
    if (isOpen && !(await this.#reserve.make())) this.#full = true;
    return this.#reply([]);
  }

  /** For quiet moments: while a sync is under way the disk is slow, and no second one is asked for. */
  async idle(): Promise<Reply> {
    const isQuiet = this.#state === 'idle' && !this.isUnsynced && !this.isCopied;
    return isQuiet && this.#housekeeping.isTidyingDue() ? this.bringHome() : this.#reply([]);
  }

  /** Once a day. */
  async prune(now: number): Promise<Reply> {
    try {
      await this.between(() => this.#housekeeping.prune(now));
    } catch {
      // Where the disk has no room it is tried again the next day; all else has stopped the engine.
    }
    return this.#reply([]);
  }

  /**
   * Care of the store, between commits. What it writes it commits itself, and it is durable when this resolves.
   * @throws StoreFault once the engine has failed or is closed; Fault RESOURCE_EXHAUSTED while the disk is full
   */
  async between<T>(work: (database: Database, statements: Statements) => T): Promise<T> {
    while (this.isComingHome) await this.homecoming;
    this.commit();
    if (this.#fault !== undefined) throw fromWireFault(this.#fault);
    if (this.#state === 'closed') throw new StoreFault('failed', 'The store is closed.');
    if (this.#state !== 'idle') throw noRoom();
    try {
      return this.#atLevel('FULL', () => work(this.#database, this.#statements));
    } catch (error) {
      if (isFull(error)) {
        this.#giveWay();
        throw noRoom();
      }
      throw isFatal(error) ? this.#fail(error) : error;
    }
  }

  /** Drops what is known by heart of a thread that is gone. */
  forget(thread: string): void {
    this.#statements.threads.forget([thread]);
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

  /** Commits what is open, brings the log home, gives up the folder. Idempotent; to be called when no sync is under way, nor the log. */
  close(): Reply {
    if (this.#state === 'holding') this.#commit();
    this.commit();
    const reply = this.syncNow();
    if (this.#state === 'holding') {
      this.#fail(diskFull(this.#folder));
      return this.#reply([]);
    }
    if (this.#state === 'idle') {
      this.#state = 'closed';
      try {
        unmarkInUse(this.#folder);
      } finally {
        this.#release();
        this.#disk?.close();
      }
    }
    return reply;
  }

  /**
   * The process exits with the store open. SQLite closes the database by itself then, and takes its log away: that is no loss, and
   * the next start is not to think so. What was not committed is given up.
   */
  abandon(): void {
    if (this.#state === 'failed' || this.#state === 'closed') return;
    this.#state = 'closed';
    try {
      if (!this.isComingHome) unmarkInUse(this.#folder);
    } finally {
      this.#release(this.isComingHome);
    }
  }

  /** From the first commit on, SQLite's log belongs to the database; where it should be missing, something was taken away. */
  #mark(): void {
    this.#isMarked = true;
    try {
      markInUse(this.#folder);
    } catch {
      // On a full disk there is no mark; what it would tell is then not known, and nothing else.
    }
  }

  #synced(reached: number): void {
    if (this.#fault !== undefined) return;
    this.#durable = Math.max(this.#durable, reached);
    if (!this.#isMarked && reached > 0) this.#mark();
  }

  async #copyHome(): Promise<void> {
    const disk = this.#disk;
    if (disk === undefined) {
      this.#housekeeping.bringHome();
      return;
    }
    this.#atLevel('OFF', () => this.#housekeeping.bringHome());
    await disk.home();
  }

  /** Runs with another say of SQLite's about syncs; outside of a transaction. */
  #atLevel<T>(level: 'OFF' | 'FULL', run: () => T): T {
    if (this.#disk === undefined) return run();
    this.#database.pragma(`synchronous = ${level}`);
    try {
      return run();
    } finally {
      if (this.#database.open) this.#database.pragma('synchronous = NORMAL');
    }
  }

  #commit(): void {
    if (this.#homecoming !== undefined) return;
    for (;;) {
      try {
        this.#transaction.commit();
        this.#state = 'idle';
        this.#committed = this.#applied;
        this.#gathered = [];
        this.#isLogLong ||= this.#housekeeping.isDue(this.#full);
        if (this.#disk === undefined) this.#synced(this.#committed);
        return;
      } catch (error) {
        if (!isFull(error) || this.#transaction.isOpen) {
          this.#fail(error);
          return;
        }
      }
      this.#full = true;
      this.#again();
      if (this.#fault !== undefined) return;
      if (!this.#reserve.release()) {
        this.#state = 'holding';
        return;
      }
    }
  }

  /** Does once more what a commit had to undo. What was refused then is refused again. */
  #again(): void {
    this.#state = 'idle';
    for (const requests of this.#gathered) forgetUndone(requests, this.#statements);
    for (const request of this.#gathered.flat()) {
      if (isWrite(request) && this.#fault === undefined) this.#answer(request);
    }
  }

  /** The house's work found no room, and was undone: it is tried again when it is due. */
  #giveWay(): void {
    this.#full = true;
    this.#reserve.release();
  }

  /** As a whole; undefined, and nothing of it done, where a write cannot be. */
  #together(requests: readonly Request[]): Answer[] | undefined {
    if (this.#fault !== undefined || !requests.some(isWrite)) return;
    const answers: Answer[] = [];
    let applied = this.#applied;
    try {
      this.#write(requests, () => {
        for (const request of requests) {
          const answer = isWrite(request) ? carryOut(request, this.#statements) : this.#answer(request);
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
      const answer = this.#write([request], () => carryOut(request, this.#statements));
      this.#applied = id;
      return answer;
    } catch (error) {
      if (isWrite(request) && this.#fault === undefined) this.#applied = id;
      return { id, fault: this.#fault ?? toWireFault(error) };
    }
  }

  /** Of which all stands, or nothing. */
  #write<T>(requests: readonly Request[], write: () => T): T {
    try {
      const value = this.#transaction.write(write);
      if (this.#state === 'idle') this.#state = 'gathering';
      return value;
    } catch (error) {
      forgetUndone(requests, this.#statements);
      const isUndone = this.#state === 'idle' ? !this.#transaction.isOpen : this.#transaction.isOpen;
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
    const marks = () => {
      if (fault.reason === 'damaged') markSuspect(this.#folder, fault.message);
      if (!this.isComingHome) unmarkInUse(this.#folder);
    };
    const isLeftAsFound = fault.reason === 'damaged' || this.isComingHome;
    for (const leave of [marks, () => this.#release(isLeftAsFound), () => this.#disk?.close()]) {
      try {
        leave();
      } catch {
        // It is given up either way; the lock goes with the process.
      }
    }
    return fault;
  }

  #reply(answers: Answer[]): Reply {
    const durable = this.#durable;
    if (this.#fault !== undefined) return { answers, applied: durable, durable, failed: this.#fault };
    const reply = { answers, applied: this.#applied, durable };
    return this.#full ? { ...reply, full: true } : reply;
  }
}
