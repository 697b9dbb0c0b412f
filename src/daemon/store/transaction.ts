import type { Database } from 'better-sqlite3';

/**
 * The one open transaction of a connection, and parts of it that stand or fall as a whole.
 * What SQLite itself throws here (a full disk, a broken file) leaves nothing that could be relied on.
 */
export class Transaction {
  readonly #database: Database;
  readonly #begin: () => unknown;
  readonly #commit: () => unknown;
  readonly #rollback: () => unknown;
  readonly #savepoint: () => unknown;
  readonly #release: () => unknown;
  readonly #rollbackTo: () => unknown;

  constructor(database: Database) {
    const ready = (sql: string) => {
      const statement = database.prepare(sql);
      return () => statement.run();
    };
    this.#database = database;
    this.#begin = ready('BEGIN IMMEDIATE');
    this.#commit = ready('COMMIT');
    this.#rollback = ready('ROLLBACK');
    this.#savepoint = ready('SAVEPOINT part');
    this.#release = ready('RELEASE part');
    this.#rollbackTo = ready('ROLLBACK TO part');
  }

  get isOpen(): boolean {
    return this.#database.inTransaction;
  }

  commit(): void {
    this.#commit();
  }

  rollback(): void {
    this.#rollback();
  }

  /** Runs writes of which all stand, or none: what is thrown comes out once they are undone. Opens the transaction. */
  write<T>(run: () => T): T {
    const first = !this.isOpen;
    if (first) this.#begin();
    else this.#savepoint();
    try {
      const value = run();
      if (!first) this.#release();
      return value;
    } catch (error) {
      // Where SQLite has rolled back by itself there is nothing left to undo.
      if (this.isOpen) this.#undo(first);
      throw error;
    }
  }

  /** Runs writes, gives what is read upon them, and takes them back. */
  pretend<T>(write: () => void, read: () => T): T {
    const first = !this.isOpen;
    if (first) this.#begin();
    else this.#savepoint();
    try {
      write();
      return read();
    } finally {
      if (this.isOpen) this.#undo(first);
    }
  }

  #undo(first: boolean): void {
    if (first) {
      this.#rollback();
      return;
    }
    this.#rollbackTo();
    this.#release();
  }
}
