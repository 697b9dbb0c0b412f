import type { Database } from 'better-sqlite3';
import type { PastPage } from '../store.ts';

/** A turn: its thread, number, and the seqs and bodies of the events that open and end it. */
export type PastColumns = [
  thread: string,
  turn: number,
  seq: number,
  opened: string,
  endSeq: number | null,
  ended: string | null,
];

/** A note that names something: its thread, seq, turn and body. */
export type NoteColumns = [thread: string, seq: number, turn: number, body: string];

export interface PastRows {
  readonly turns: readonly PastColumns[];
  /** Where the next page begins; null where this was the last. */
  readonly next: readonly [updatedAt: number, key: number] | null;
}

export type PastStatements = ReturnType<typeof pastStatements>;

/**
 * Turns of the past, by the threads that were last at work, newest first. One question looks at as many threads as its page
 * says and no more, so that what is to be committed need not wait for a walk over years.
 *
 * Nothing is kept for it: an index of words or of acts would be paid with every event of every turn, and this is asked a few
 * times a day. In a store of 10,000 threads of two turns, 100 threads take 1 ms with words, 2 to 4 ms with acts or mentions.
 */
export function pastStatements(database: Database) {
  const page = database
    .prepare<[number, number, number, number, number, number], [key: number, updatedAt: number]>(
      `SELECT key, updated_at FROM threads
         WHERE updated_at >= ? AND updated_at <= ? AND (updated_at < ? OR key < ?) AND created_at < ?
         ORDER BY updated_at DESC, key DESC LIMIT ?`,
    )
    .raw();
  // Threads first, each one's bounds by their index: it serves where `role IN (1, 2)` stands in the question as it does in the
  // index, and where what it is compared with has no type of its own, hence the plus signs.
  const turns = database
    .prepare<[{ page: string }], PastColumns>(
      `SELECT t.id, o.turn, o.place & 0xffffff, o.body, e.place & 0xffffff, e.body
         FROM json_each(@page ->> 'threads') k
         CROSS JOIN threads t ON t.key = k.value
         CROSS JOIN events o ON o.place >> 24 = +k.value AND o.role IN (1, 2)
         LEFT JOIN events e ON e.place >> 24 = +k.value AND e.turn = o.turn AND e.role IN (1, 2) AND e.role = 2
         WHERE o.role = 1
           -- What a branch took along is its parent's.
           AND (t.branched_at IS NULL OR o.place & 0xffffff > t.branched_at)
           AND (@page ->> 'words' IS NULL OR EXISTS (
             SELECT 1 FROM json_each(@page ->> 'words') w WHERE o.body LIKE w.value OR e.body LIKE w.value))
           AND (@page ->> 'acted' IS NULL OR ${acted()})
           AND (@page ->> 'mentions' IS NULL OR EXISTS (
             SELECT 1 FROM events a
               WHERE a.place > k.value << 24 AND a.place < (k.value + 1) << 24 AND a.turn = o.turn
                 AND EXISTS (SELECT 1 FROM json_each(@page ->> 'mentions') m WHERE a.body LIKE m.value)))`,
    )
    .raw();
  const notes = database
    .prepare<[string, string], NoteColumns>(
      `SELECT t.id, n.place & 0xffffff, n.turn, n.body FROM events n JOIN threads t ON t.key = n.place >> 24
         WHERE n.role = 3 AND n.body LIKE ? AND n.body LIKE ? ORDER BY n.place`,
    )
    .raw();

  return {
    page({ since, until, after, threads, words, acted: onlyActed, mentions }: PastPage): PastRows {
      const [updatedAt, key] = after ?? [Number.MAX_SAFE_INTEGER, 0];
      const found = page.all(since, updatedAt, updatedAt, key, until, threads);
      const last = found.at(-1);
      const question = JSON.stringify({
        threads: found.map(([threadKey]) => threadKey),
        ...(words === undefined ? {} : { words: words.map(containing) }),
        ...(onlyActed ? { acted: 1 } : {}),
        ...(mentions === undefined ? {} : { mentions: mentions.map((text) => containing(JSON.stringify(text))) }),
      });
      return {
        turns: found.length === 0 ? [] : turns.all({ page: question }),
        next: last === undefined || found.length < threads ? null : [last[1], last[0]],
      };
    },

    /** Notes in whose body both texts stand, as strings of JSON. */
    notesOf: (key: string, value: string): NoteColumns[] =>
      notes.all(containing(JSON.stringify(key)), containing(JSON.stringify(value))),
  };
}

/** Whether the turn made a call that is no read: notes and questions to people apart, and those that were refused read nothing. */
function acted(): string {
  return `EXISTS (
    SELECT 1 FROM events a
      WHERE a.place > k.value << 24 AND a.place < (k.value + 1) << 24 AND a.turn = o.turn AND a.role = 0
        AND a.body LIKE '%"direction":"FORWARD"%' AND a.body LIKE '%"effect":"%' AND a.body NOT LIKE '%"effect":"read"%'
        AND a.body NOT LIKE '%"subject":"need.user.ask"%')`;
}

/** A pattern of LIKE: it folds the case of ASCII only, so any sign may stand where another does. */
function containing(text: string): string {
  return `%${text.replace(/[%_\\]|[^ -~]/gu, '_')}%`;
}
