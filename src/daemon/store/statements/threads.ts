import type { Database } from 'better-sqlite3';
import { Fault } from '../../model/fault.ts';
import type { ThreadStatus } from '../../model/thread.ts';
import type { NewThread } from '../encoded.ts';
import type { ThreadFilter } from '../store.ts';

/** As a row is read. */
export type ThreadColumns = [
  id: string,
  parent: string | null,
  origin: string,
  status: ThreadStatus,
  turn: number,
  seq: number,
  taint: string,
  title: string,
  createdAt: number,
  updatedAt: number,
  branchedAt: number | null,
];

export const COLUMNS = 'id, parent, origin, status, turn, seq, taint, title, created_at, updated_at, branched_at';
/** Keys of threads that are in use; looked up again when forgotten. */
const KEPT_KEYS = 10_000;

export type ThreadStatements = ReturnType<typeof threadStatements>;

export function threadStatements(database: Database) {
  const keys = new Map<string, number>();
  const insert = database.prepare<[...NewThread]>(
    `INSERT INTO threads (id, parent, client, origin, status, turn, seq, taint, title, created_at, updated_at, branched_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const update = database.prepare(
    'UPDATE threads SET status = ?, turn = ?, seq = ?, taint = ?, updated_at = ? WHERE key = ?',
  );
  const keyOf = database.prepare<[string], number>('SELECT key FROM threads WHERE id = ?').pluck();
  const byId = database.prepare<[string], ThreadColumns>(`SELECT ${COLUMNS} FROM threads WHERE id = ?`).raw();
  const open = database
    .prepare<[], ThreadColumns>(`SELECT ${COLUMNS} FROM threads WHERE status IN ('active', 'waiting') ORDER BY key`)
    .raw();
  const list = database
    .prepare<[number, string | null, string | null, string, string, string | null, number], ThreadColumns>(
      `SELECT ${COLUMNS} FROM threads
         WHERE updated_at >= 0 AND updated_at < ?
           AND (? IS NULL OR client = ?)
           AND substr(client, 1, length(?)) = ?
           AND status IN (SELECT value FROM json_each(?))
         ORDER BY updated_at DESC, key DESC LIMIT ?`,
    )
    .raw();
  const inOrder = database
    .prepare<[number, number], ThreadColumns>(
      `SELECT ${COLUMNS} FROM threads WHERE key > ? AND updated_at >= 0 ORDER BY key LIMIT ?`,
    )
    .raw();

  function key(id: string): number | undefined {
    const known = keys.get(id) ?? keyOf.get(id);
    if (known !== undefined) remember(id, known);
    return known;
  }

  function remember(id: string, threadKey: number): void {
    if (keys.size >= KEPT_KEYS) keys.clear();
    keys.set(id, threadKey);
  }

  return {
    key,

    /** The key of a thread that has to exist. @throws Fault NOT_FOUND */
    keyFor(id: string): number {
      const found = key(id);
      if (found === undefined)
        throw new Fault('NOT_FOUND', `Thread ${id} is not in the store; it has to be opened first.`);
      return found;
    },

    /** @throws Fault ALREADY_EXISTS */
    insert(thread: NewThread): void {
      const [id] = thread;
      if (key(id) !== undefined) throw new Fault('ALREADY_EXISTS', `Thread ${id} is open already.`);
      remember(id, Number(insert.run(...thread).lastInsertRowid));
    },

    /** Drops what its row may have taught: it was undone, or is gone. */
    forget(id: string): void {
      keys.delete(id);
    },

    update(status: ThreadStatus, turn: number, seq: number, taint: string, updatedAt: number, threadKey: number): void {
      update.run(status, turn, seq, taint, updatedAt, threadKey);
    },

    byId: (id: string) => byId.get(id),
    open: () => open.all(),

    list(filter: ThreadFilter): ThreadColumns[] {
      const { status, client, clientsFrom = '', limit = 100, before = Number.MAX_SAFE_INTEGER, after } = filter;
      if (after !== undefined) return inOrder.all(after === '' ? 0 : (key(after) ?? Number.MAX_SAFE_INTEGER), limit);
      const wanted = JSON.stringify(status ?? ['active', 'waiting', 'complete', 'failed']);
      return list.all(before, client ?? null, client ?? null, clientsFrom, clientsFrom, wanted, limit);
    },
  };
}
