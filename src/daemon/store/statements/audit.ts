import type { Database } from 'better-sqlite3';
import { type AuditColumns, type AuditHead, BEFORE_THE_FIRST, chained } from '../audit_chain.ts';

export type AuditStatements = ReturnType<typeof auditStatements>;

/** The record of the gate's decisions. Prepared when first used: most lives of a daemon decide nothing grave. */
export function auditStatements(database: Database) {
  // A backup of an older format can be read, and knows no more.
  const reading = once(() => prepareReading(database));
  const writing = once(() => prepareWriting(database));
  return {
    /** Adds a row behind the last one, and has its thread name it. */
    add(at: number, body: string, thread: string): void {
      const { insert, moveHead, name } = writing();
      const { seq: last, hash: before } = reading().head.get() ?? { seq: 0, hash: BEFORE_THE_FIRST };
      const hash = chained(before, last + 1, body);
      insert.run(last + 1, at, body, hash);
      moveHead.run(last + 1, hash);
      name.run(last + 1, hash, thread);
    },

    /** Rows after a number, and not before a time, in order. */
    after: (seq: number, since: number, limit: number): AuditColumns[] => reading().after.all(seq, since, limit),

    head: (): AuditHead | undefined => reading().head.get(),

    /** The last row that each thread has caused, in order. */
    named: (): AuditHead[] =>
      database
        .prepare<[], AuditHead>(
          'SELECT audit_seq AS seq, audit_hash AS hash FROM threads WHERE audit_seq IS NOT NULL ORDER BY audit_seq',
        )
        .all(),
  };
}

function prepareReading(database: Database) {
  return {
    head: database.prepare<[], AuditHead>('SELECT seq, hash FROM audit_head WHERE only_one = 1'),
    after: database
      .prepare<[number, number, number], AuditColumns>(
        'SELECT seq, at, body, hash FROM audit WHERE seq > ? AND at >= ? ORDER BY seq LIMIT ?',
      )
      .raw(),
  };
}

function prepareWriting(database: Database) {
  return {
    insert: database.prepare<[number, number, string, string]>(
      'INSERT INTO audit (seq, at, body, hash) VALUES (?, ?, ?, ?)',
    ),
    moveHead: database.prepare<[number, string]>(
      `INSERT INTO audit_head (only_one, seq, hash) VALUES (1, ?, ?)
         ON CONFLICT (only_one) DO UPDATE SET seq = excluded.seq, hash = excluded.hash`,
    ),
    name: database.prepare<[number, string, string]>('UPDATE threads SET audit_seq = ?, audit_hash = ? WHERE id = ?'),
  };
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
