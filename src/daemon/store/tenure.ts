import type { Database } from 'better-sqlite3';
import { type OpenDatabase, openDatabase } from './database.ts';
import { markSuspect, unmarkInUse } from './marks.ts';
import { mend } from './mend.ts';
import type { EngineOrder } from './port.ts';
import { StoreFault, stoppedBy } from './store_fault.ts';
import { WriteAheadLog } from './write_ahead_log.ts';

/**
 * The time in which this process has a state folder, from opening it to whichever end comes: it is *left* cleanly, the process
 * exits, or the tenure has *failed*, for good. Then everything since the last sync is untrue although it was told as applied, so no
 * caller's state can be trusted: the connection is closed, and the process starts anew from the disk.
 */
export class Tenure {
  readonly folder: string;
  /** What happened on opening that a log should have. */
  readonly told: readonly string[];
  readonly database: Database;
  readonly log: WriteAheadLog;
  readonly #release: OpenDatabase['release'];
  #isOver = false;
  #fault: StoreFault | undefined;

  /** @throws StoreFault when the folder's database cannot be opened. */
  constructor({ folder, synchronous, mends = false }: EngineOrder) {
    const mending = mends ? (damage: StoreFault) => mend(folder, damage) : undefined;
    const { database, release, told } = openDatabase(folder, synchronous, undefined, mending);
    this.folder = folder;
    this.told = told;
    this.database = database;
    this.log = new WriteAheadLog(folder, database, synchronous);
    this.#release = release;
  }

  /** Why it is over, where it has failed. */
  get fault(): StoreFault | undefined {
    return this.#fault;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** @throws StoreFault where it is over */
  assertOpen(): void {
    if (this.#fault !== undefined) throw this.#fault;
    if (this.#isOver) throw new StoreFault('failed', 'The store is closed.');
  }

  /** Runs what is the end of it where it throws. @returns undefined then */
  attempt<T>(run: () => T): T | undefined {
    try {
      return run();
    } catch (error) {
      this.fail(error);
      return undefined;
    }
  }

  /** The first that failed is what is told from then on. */
  fail(error: unknown): StoreFault {
    const fault = stoppedBy(error, this.folder);
    if (this.#isOver) return fault;
    this.#fault = fault;
    const isDamaged = fault.reason === 'damaged';
    try {
      if (isDamaged) markSuspect(this.folder, fault.message);
    } catch {
      // It is told as damaged all the same.
    }
    try {
      this.leave(isDamaged);
    } catch {
      // It is given up either way; the lock goes with the process.
    }
    return fault;
  }

  /** Gives up the folder. A log that is half home stays, and stays marked: should anybody take it away, the next start is to notice. */
  leave(isDamaged = false): void {
    if (this.#isOver) return;
    this.#isOver = true;
    const isLeftAsFound = isDamaged || this.log.isHalfHome;
    try {
      if (!this.log.isHalfHome) unmarkInUse(this.folder);
    } finally {
      try {
        this.#release(isLeftAsFound);
      } finally {
        this.log.close();
      }
    }
  }
}
