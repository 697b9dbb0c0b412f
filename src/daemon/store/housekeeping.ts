import type { Database } from 'better-sqlite3';
import type { Statements } from './statements/statements.ts';

/** Pages (1 MiB) in the log from which it is brought home when nothing else is to do. */
const TIDY_PAGES = 250;
/**
 * Pages (8 MiB) from which it is brought home although there is something to do. It is copied in some milliseconds, and once for all commits
 * of a page; but the last commit has to be synced first, for which the event loop waits: half as many pages are twice as many waits.
 */
const FULL_PAGES = 2_000;
/** Commits between two looks at the log. */
const LOOK_EVERY = 16;
const KEPT_MS = 30 * 24 * 3_600_000;

export type Housekeeping = ReturnType<typeof housekeeping>;

/**
 * Brings the write-ahead log home, and forgets what is past its time. SQLite would do the first inside whichever commit
 * crosses the line, before its caller is told; here that commit is told first, and mostly it is done while idle.
 */
export function housekeeping(database: Database, { requests, records }: Pick<Statements, 'requests' | 'records'>) {
  const look = database.prepare<[], { log: number; checkpointed: number }>('PRAGMA wal_checkpoint(NOOP)');
  let commits = 0;

  function logPages(): number {
    const row = look.get();
    return row === undefined ? 0 : row.log - row.checkpointed;
  }

  return {
    /**
     * After a commit: whether the log is long enough to be brought home although there is something to do. On a full disk, after each commit:
     * the next then writes over it, and needs no new room.
     */
    isDue(isFull: boolean): boolean {
      commits += 1;
      return isFull || (commits % LOOK_EVERY === 0 && logPages() >= FULL_PAGES);
    },

    /** The same for a moment in which nothing has been asked for a while. */
    isTidyingDue: () => logPages() >= TIDY_PAGES,

    bringHome(): void {
      database.pragma('wal_checkpoint(PASSIVE)');
    },

    /** Forgets requests and deleted records after 30 days. */
    prune(now: number): void {
      requests.prune(now - KEPT_MS);
      records.prune(now - KEPT_MS);
    },
  };
}
