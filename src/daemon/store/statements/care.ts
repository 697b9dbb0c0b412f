import type { Database } from 'better-sqlite3';
import type { StoreSize } from '../care_task.ts';
import { type EventRow, SPAN } from './events.ts';
import { COLUMNS, type ThreadColumns } from './threads.ts';

/** A thread that may be past its time. */
export type Candidate = [key: number, id: string, interface_: string, updatedAt: number];
/** A thread that is forgotten but for its events: its row is the memory of what is left to do. */
export type Doomed = [key: number, id: string];

export type CareStatements = ReturnType<typeof makeCareStatements>;

const made = new WeakMap<Database, CareStatements>();

/** The statements of a connection, prepared when care is first taken. */
export function careStatements(database: Database): CareStatements {
  const known = made.get(database) ?? makeCareStatements(database);
  made.set(database, known);
  return known;
}

/** Threads with a negative time of change are forgotten; none else is. */
const KEPT = 'updated_at >= 0';
const FORGOTTEN = 'updated_at = -1';
/** What a mail of a forgotten thread says: its offset has to stay. */
const BLANK = JSON.stringify({ text: '', status: 'complete', acted: false });

function makeCareStatements(database: Database) {
  const pragma = (name: string) => Number(database.pragma(name, { simple: true }));
  const threadOf = database
    .prepare<[string], [number, ...ThreadColumns]>(`SELECT key, ${COLUMNS} FROM threads WHERE id = ? AND ${KEPT}`)
    .raw();
  const threadAfter = database
    .prepare<[number], [number, ...ThreadColumns]>(
      `SELECT key, ${COLUMNS} FROM threads WHERE key > ? AND ${KEPT} ORDER BY key LIMIT 1`,
    )
    .raw();
  const eventsAfter = database
    .prepare<[number, number, number], EventRow>(
      'SELECT place - ?, turn, body FROM events WHERE place > ? AND place < ? ORDER BY place',
    )
    .raw();
  const candidates = database
    .prepare<[number, number, number, number], Candidate>(
      `SELECT key, id, json_extract(origin, '$.interface'), updated_at FROM threads
         WHERE (updated_at, key) > (?, ?) AND ${KEPT} AND updated_at < ? AND status IN ('complete', 'failed')
         ORDER BY updated_at, key LIMIT ?`,
    )
    .raw();
  const newestBefore = database
    .prepare<[number], number | null>(`SELECT max(updated_at) FROM threads WHERE ${KEPT} AND updated_at < ?`)
    .pluck();
  const state = database.prepare<[string], { key: number; status: string }>(
    `SELECT key, status FROM threads WHERE id = ? AND ${KEPT}`,
  );
  const branches = database.prepare<[string], string>('SELECT id FROM threads WHERE parent = ? ORDER BY key').pluck();
  const doom = database.prepare<[number]>(
    `UPDATE threads SET id = 'forgotten:' || id, parent = NULL, client = '', origin = '{}', title = '', taint = '[]',
       status = 'complete', updated_at = -1 WHERE key = ?`,
  );
  const doomed = database
    .prepare<[], Doomed>(`SELECT key, substr(id, 11) FROM threads WHERE ${FORGOTTEN} ORDER BY key LIMIT 50`)
    .raw();
  const deleteEvents = database.prepare<[number, number, number]>(
    'DELETE FROM events WHERE place IN (SELECT place FROM events WHERE place > ? AND place < ? ORDER BY place LIMIT ?)',
  );
  const deleteThread = database.prepare<[number]>('DELETE FROM threads WHERE key = ?');

  const mailboxes = database
    .prepare<[], [key: number, last: number, heard: number]>('SELECT key, last, heard FROM mailboxes')
    .raw();
  const mailAfter = database
    .prepare<[number, number, number, number], [offset: number, thread: string]>(
      'SELECT offset, thread FROM mail WHERE mailbox_key = ? AND offset > ? AND offset <= ? ORDER BY offset LIMIT ?',
    )
    .raw();
  const blankMail = database.prepare<[string, number, number]>(
    "UPDATE mail SET kind = 'reply', body = ? WHERE mailbox_key = ? AND offset = ?",
  );
  const deleteMail = database.prepare<[number, number]>('DELETE FROM mail WHERE mailbox_key = ? AND offset = ?');
  const trimmed = database.prepare<[number, number]>('UPDATE mailboxes SET trimmed = ? WHERE key = ?');
  const exists = database.prepare<[string], 1>(`SELECT 1 FROM threads WHERE id = ? AND ${KEPT}`).pluck();
  const recordsAfter = database
    .prepare<[number, number], [key: number, name: string, value: string]>(
      'SELECT key, name, value FROM records WHERE key > ? AND value IS NOT NULL ORDER BY key LIMIT ?',
    )
    .raw();

  return {
    threadOf: (id: string) => threadOf.get(id),
    threadAfter: (key: number) => threadAfter.get(key),

    /** Of a thread after a seq, until there are so many bytes of them. */
    events(key: number, afterSeq: number, bytes: number): EventRow[] {
      const base = key * SPAN;
      const rows: EventRow[] = [];
      let size = 0;
      for (const row of eventsAfter.iterate(base, base + afterSeq, base + SPAN)) {
        rows.push(row);
        size += row[2].length;
        if (size >= bytes) break;
      }
      return rows;
    },

    size(): StoreSize {
      const page = pragma('page_size');
      const pages = pragma('page_count');
      return { fileBytes: pages * page, usedBytes: (pages - pragma('freelist_count')) * page };
    },

    /** Threads that rest and changed last before a time, after that one, oldest first. */
    candidates: (after: Pick<Candidate, 0 | 3>, before: number, limit: number) =>
      candidates.all(after[3], after[0], before, limit),
    /** When the last thread changed that did so before a time. */
    newestBefore: (at: number) => newestBefore.get(at) ?? undefined,
    state: (id: string) => state.get(id),
    branches: (id: string) => branches.all(id),

    doom: (key: number) => void doom.run(key),
    doomed: () => doomed.all(),
    /** @returns how many; fewer than the limit where none are left */
    deleteEvents: (key: number, limit: number) => deleteEvents.run(key * SPAN, (key + 1) * SPAN, limit).changes,
    deleteThread: (key: number) => void deleteThread.run(key),

    mailboxes: () => mailboxes.all(),
    mailAfter: (mailbox: number, offset: number, until: number, limit: number) =>
      mailAfter.all(mailbox, offset, until, limit),
    blankMail: (mailbox: number, offset: number) => void blankMail.run(BLANK, mailbox, offset),
    /** Lets go of a mailbox's oldest mail. */
    deleteMail: (mailbox: number, offset: number) => void deleteMail.run(mailbox, offset),
    trimmed: (mailbox: number, offset: number) => void trimmed.run(offset, mailbox),
    exists: (id: string) => exists.get(id) === 1,
    recordsAfter: (key: number, limit: number) => recordsAfter.all(key, limit),

    /** Makes SQLite write over what is deleted, for as long as the work takes. */
    overwriting<T>(work: () => T): T {
      database.pragma('secure_delete = ON');
      try {
        return work();
      } finally {
        database.pragma('secure_delete = OFF');
      }
    },

    /** In one transaction. */
    together: <T>(work: () => T): T => database.transaction(work).immediate(),
  };
}
