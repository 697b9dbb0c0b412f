import type { Database } from 'better-sqlite3';
import { type AuditColumns, type AuditHead, BEFORE_THE_FIRST, chained } from '../audit_chain.ts';

export type AuditStatements = ReturnType<typeof auditStatements>;

/** The record of the gate's decisions. Prepared when first used: most lives of a daemon decide nothing grave. */
export function auditStatements(database: Database) {
  let prepared: ReturnType<typeof prepare> | undefined;
  const ready = (): ReturnType<typeof prepare> => {
    prepared ??= prepare(database);
    return prepared;
  };
  return {
    /** Adds a row behind the last one. */
    add(at: number, body: string): void {
      const { head, insert, moveHead } = ready();
      const { seq: last, hash: before } = head.get() ?? { seq: 0, hash: BEFORE_THE_FIRST };
      const hash = chained(before, last + 1, body);
      insert.run(last + 1, at, body, hash);
      moveHead.run(last + 1, hash);
    },

    /** Rows after a number, and not before a time, in order. */
    after: (seq: number, since: number, limit: number): AuditColumns[] => ready().after.all(seq, since, limit),

    head: (): AuditHead | undefined => ready().head.get(),
  };
}

function prepare(database: Database) {
  return {
    head: database.prepare<[], AuditHead>('SELECT seq, hash FROM audit_head WHERE only_one = 1'),
    insert: database.prepare<[number, number, string, string]>(
      'INSERT INTO audit (seq, at, body, hash) VALUES (?, ?, ?, ?)',
    ),
    moveHead: database.prepare<[number, string]>(
      `INSERT INTO audit_head (only_one, seq, hash) VALUES (1, ?, ?)
         ON CONFLICT (only_one) DO UPDATE SET seq = excluded.seq, hash = excluded.hash`,
    ),
    after: database
      .prepare<[number, number, number], AuditColumns>(
        'SELECT seq, at, body, hash FROM audit WHERE seq > ? AND at >= ? ORDER BY seq LIMIT ?',
      )
      .raw(),
  };
}
