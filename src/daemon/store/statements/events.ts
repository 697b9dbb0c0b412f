import type { Database } from 'better-sqlite3';
import { Fault } from '../../model/fault.ts';
import type { EventRange } from '../store.ts';
import { sqliteCode } from '../store_fault.ts';
import { type PastStatements, pastStatements } from './past.ts';

/** An event's place: the thread's key times 2^24, plus its seq. Both stay whole numbers well inside 2^53. */
export const SPAN = 2 ** 24;

/** A stored event: its seq, turn and body. */
export type EventRow = [seq: number, turn: number, body: string];

export type EventStatements = ReturnType<typeof eventStatements>;

/** More than this is not kept of one thread. */
const MAX_SEQ = SPAN - 1;

export function eventStatements(database: Database) {
  const insert = database.prepare<[number, number, number, string]>(
    'INSERT INTO events (place, turn, role, body) VALUES (?, ?, ?, ?)',
  );
  const ofThread = database
    .prepare<[number, number, number, number], EventRow>(
      'SELECT place - ?, turn, body FROM events WHERE place > ? AND place <= ? ORDER BY place LIMIT ?',
    )
    .raw();
  const ofTurn = database
    .prepare<[number, number, number, number, number], EventRow>(
      'SELECT place - ?, turn, body FROM events WHERE place > ? AND place <= ? AND turn = ? ORDER BY place LIMIT ?',
    )
    .raw();
  const turnOpens = database
    .prepare<[number, number], number | null>(
      'SELECT min(place) FROM events WHERE place >> 24 = ? AND turn = ? AND role IN (1, 2)',
    )
    .pluck();
  const outline = database
    .prepare<[number, number, number, number, number], EventRow>(
      `SELECT place - ? AS seq, turn, body FROM events
         WHERE place IN (
           SELECT place FROM events WHERE place > ? AND place <= ? AND role = 3
           UNION ALL
           SELECT place FROM events WHERE place >> 24 = ? AND turn > ? AND role IN (1, 2))
         ORDER BY place`,
    )
    .raw();

  let past: PastStatements | undefined;

  return {
    /** Statements over the turns of all threads; made ready when they are first asked for. */
    past: (): PastStatements => {
      past ??= pastStatements(database);
      return past;
    },

    insert(thread: number, seq: number, turn: number, role: number, body: string): void {
      if (!Number.isInteger(seq) || seq < 1 || seq > MAX_SEQ) {
        throw new Fault('OUT_OF_RANGE', `An event's seq is from 1 to ${MAX_SEQ}; this one is ${seq}.`);
      }
      try {
        insert.run(thread * SPAN + seq, turn, role, body);
      } catch (error) {
        if (!sqliteCode(error).startsWith('SQLITE_CONSTRAINT')) throw error;
        throw new Fault('ALREADY_EXISTS', `The thread has an event of seq ${seq} already.`, { cause: error });
      }
    },

    range(thread: number, { turn, afterSeq = 0, untilSeq = MAX_SEQ, limit = -1 }: EventRange): EventRow[] {
      const base = thread * SPAN;
      const after = base + Math.max(0, afterSeq);
      const until = base + Math.min(MAX_SEQ, untilSeq);
      if (turn === undefined) return ofThread.all(base, after, until, limit);
      // A turn begins with its root FORWARD; its events may lie among those of the turns queued behind it.
      const opens = turnOpens.get(thread, turn);
      return opens == null ? [] : ofTurn.all(base, Math.max(after, opens - 1), until, turn, limit);
    },

    /** Notes of the whole thread; the first and last event of every turn after `afterTurn`. */
    outline(thread: number, afterTurn: number): EventRow[] {
      const base = thread * SPAN;
      return outline.all(base, base, base + MAX_SEQ, thread, afterTurn);
    },
  };
}
