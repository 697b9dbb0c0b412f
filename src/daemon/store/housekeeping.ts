import type { Database } from 'better-sqlite3';
import type { Statements } from './reads.ts';

/** Pages in the log from which it is brought home when nothing else is to do. */
const TIDY_PAGES = 1_000;
/** Pages (32 MiB) from which it is brought home although there is something to do. */
const FULL_PAGES = 8_192;
/** Commits between two looks at the log. */
const LOOK_EVERY = 64;
const KEPT_MS = 30 * 24 * 3_600_000;

export type Housekeeping = ReturnType<typeof housekeeping>;

/**
 * Brings the write-ahead log home, and forgets what is past its time. SQLite would do the first inside whichever commit
 * crosses the line, and that commit would wait for the sync of the whole database; here it is done while idle, and under
 * load only when the log has grown to 32 MiB.
 */
export function housekeeping(database: Database, { requests, records }: Pick<Statements, 'requests' | 'records'>) {
  let commits = 0;

  function logPages(): number {
    const [row] = database.pragma('wal_checkpoint(NOOP)') as { log: number; checkpointed: number }[];
    return row === undefined ? 0 : row.log - row.checkpointed;
  }

  function bringHome(): void {
    database.pragma('wal_checkpoint(PASSIVE)');
  }

  return {
    /** After each commit. */
    committed(): void {
      commits += 1;
      if (commits % LOOK_EVERY === 0 && logPages() >= FULL_PAGES) bringHome();
    },

    /** When nothing has been asked for a moment. */
    idle(): void {
      if (logPages() >= TIDY_PAGES) bringHome();
    },

    /** Forgets requests and deleted records after 30 days. */
    prune(now: number): void {
      requests.prune(now - KEPT_MS);
      records.prune(now - KEPT_MS);
    },
  };
}
