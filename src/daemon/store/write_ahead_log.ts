import type { Database } from 'better-sqlite3';
import type { Synchronous } from './database.ts';
import { DiskSync } from './disk_sync.ts';
import { markInUse } from './marks.ts';
import { isFull } from './store_fault.ts';

/** Pages (1 MiB) in the log from which it is brought home when nothing else is to do. */
const TIDY_PAGES = 250;
/** Pages (8 MiB) from which it is brought home although there is something to do. It is copied in some milliseconds, and once for all commits of a page. */
const FULL_PAGES = 2_000;
/** Commits between two looks at the log. */
const LOOK_EVERY = 16;

/**
 * SQLite's write-ahead log on its way: what is committed stands in it, a sync makes that durable, and from time to time it is
 * brought home into the database and begins anew. Commits and requests are counted; each is known by the number of its last request.
 *
 * So that nobody waits for the disk on the event loop, the connection runs at NORMAL, where SQLite syncs no commit, and the
 * syncs are ours (`DiskSync`); what it does at FULL, in the same order. The log is brought home only when all of it is synced:
 * it is copied into the database without a sync, and the database is synced. Until that is done nothing may be committed, since
 * the next commit may write over the log; and whoever has to end meanwhile leaves the files as they are, since SQLite takes the log
 * for home once it is copied and would take it away in closing.
 */
export class WriteAheadLog {
  readonly #folder: string;
  readonly #database: Database;
  /** Absent where commits are not to be synced. */
  readonly #disk: DiskSync | undefined;
  readonly #look: () => { readonly log: number; readonly checkpointed: number } | undefined;
  #commits = 0;
  #isLong = false;
  #isHalfHome = false;
  #isMarked = false;
  #isClosed = false;
  #committed = 0;
  #durable = 0;
  #homecoming: Promise<void> | undefined;
  #askedAt: number | undefined;

  /** Takes over an open connection and its syncs. */
  constructor(folder: string, database: Database, synchronous: Synchronous) {
    const look = database.prepare<[], { log: number; checkpointed: number }>('PRAGMA wal_checkpoint(NOOP)');
    this.#folder = folder;
    this.#database = database;
    this.#look = () => look.get();
    this.#disk = synchronous === 'FULL' ? new DiskSync(folder) : undefined;
    if (this.#disk) database.pragma('synchronous = NORMAL');
  }

  /** The last request that is durable. */
  get durable(): number {
    return this.#durable;
  }

  get isUnsynced(): boolean {
    return this.#committed > this.#durable;
  }

  /** For how many milliseconds the disk has been asked for a sync, and has not answered; 0 where it is not asked. */
  get waitingMs(): number {
    return this.#askedAt === undefined ? 0 : performance.now() - this.#askedAt;
  }

  /** Whether it is to be brought home although there is something to do. */
  get isLong(): boolean {
    return this.#isLong;
  }

  /** The same for a moment in which nothing has been asked for a while. */
  get isTidyingDue(): boolean {
    return this.#pages() >= TIDY_PAGES;
  }

  get isComingHome(): boolean {
    return this.#homecoming !== undefined;
  }

  /** Whether what came home may not be on the disk: then it has to stay, and the files with it. */
  get isHalfHome(): boolean {
    return this.#isHalfHome;
  }

  /** Resolves when it has come home, or could not. */
  get homecoming(): Promise<unknown> {
    return (this.#homecoming ?? Promise.resolve()).catch(() => undefined);
  }

  /**
   * To be told of each commit. On a full disk the log is then brought home each time: the next commit writes over it, and needs no new room.
   * @param reached the last request in it
   */
  committed(reached: number, isFull: boolean): void {
    this.#committed = reached;
    this.#commits += 1;
    this.#isLong ||= isFull || (this.#commits % LOOK_EVERY === 0 && this.#pages() >= FULL_PAGES);
    if (this.#disk === undefined) this.#synced(this.#committed);
  }

  /** Makes durable what was committed before it began. @throws as fdatasync(2) */
  async sync(): Promise<void> {
    const reached = this.#committed;
    if (this.#disk !== undefined) await this.#answered(this.#disk.log());
    this.#synced(reached);
  }

  /** Makes durable what is committed, waiting for the disk. @throws as fdatasync(2) */
  syncNow(): void {
    if (this.isUnsynced) this.#disk?.logNow();
    this.#synced(this.#committed);
  }

  /**
   * Copies it into the database before this returns, and syncs that; outside of a transaction, when all of it is durable and none is
   * on its way. @throws as SQLite, fdatasync(2)
   */
  async bringHome(): Promise<void> {
    this.#isLong = false;
    try {
      this.#homecoming = this.#copyHome();
      await this.#homecoming;
    } finally {
      this.#homecoming = undefined;
    }
  }

  /** Runs what commits by itself and is durable when this returns; outside of a transaction. */
  fully<T>(run: () => T): T {
    return this.#atLevel('FULL', run);
  }

  /** To be called when SQLite has closed the files. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#disk?.close();
  }

  async #copyHome(): Promise<void> {
    this.#isHalfHome = true;
    try {
      this.#atLevel('OFF', () => this.#database.pragma('wal_checkpoint(PASSIVE)'));
    } catch (error) {
      // It is copied anew the next time.
      this.#isHalfHome = !isFull(error);
      throw error;
    }
    if (this.#disk !== undefined) await this.#answered(this.#disk.home());
    this.#isHalfHome = false;
  }

  async #answered(sync: Promise<void>): Promise<void> {
    this.#askedAt = performance.now();
    try {
      await sync;
    } finally {
      this.#askedAt = undefined;
    }
  }

  /** With another say of SQLite's about syncs. */
  #atLevel<T>(level: 'OFF' | 'FULL', run: () => T): T {
    if (this.#disk === undefined) return run();
    this.#database.pragma(`synchronous = ${level}`);
    try {
      return run();
    } finally {
      if (this.#database.open) this.#database.pragma('synchronous = NORMAL');
    }
  }

  #pages(): number {
    const row = this.#look();
    return row === undefined ? 0 : row.log - row.checkpointed;
  }

  #synced(reached: number): void {
    if (this.#isClosed) return;
    this.#durable = Math.max(this.#durable, reached);
    if (!this.#isMarked && reached > 0) this.#mark();
  }

  /** From the first commit on it belongs to the database; where it should be missing, something was taken away. */
  #mark(): void {
    this.#isMarked = true;
    try {
      markInUse(this.#folder);
    } catch {
      // On a full disk there is no mark; what it would tell is then not known, and nothing else.
    }
  }
}
