import type { Database } from 'better-sqlite3';

/** An event's place: the thread's key times this, plus its seq (migrations/0001_first.ts). */
const SPAN = 2 ** 24;

/**
 * Settles what a torn log cannot bear. Turns that were open are closed: part of what they did may be missing, and to go on would
 * be to do it twice. Events whose thread's row is gone get one, so that what was said can be read.
 */
export function settle(database: Database, now: number): void {
  database.prepare(`UPDATE threads SET status = 'failed' WHERE status IN ('active', 'waiting')`).run();
  const orphans = database
    .prepare<[], { key: number; turn: number; seq: number }>(
      `SELECT place >> 24 AS key, max(turn) AS turn, max(place & ${SPAN - 1}) AS seq FROM events
         WHERE place >> 24 NOT IN (SELECT key FROM threads) GROUP BY place >> 24`,
    )
    .all();
  const insert = database.prepare(
    `INSERT INTO threads (key, id, client, origin, status, turn, seq, taint, title, created_at, updated_at)
       VALUES (?, ?, 'recovered', '{"client":"recovered","interface":"recovered"}', 'failed', ?, ?, '[]', ?, ?, ?)`,
  );
  for (const { key, turn, seq } of orphans)
    insert.run(key, `recovered-${key}-${now}`, turn, seq, 'Found after the database was damaged', now, now);
  // A row may be older than its events; nothing is written at a seq that is taken.
  database
    .prepare(
      `UPDATE threads SET
         seq = max(seq, coalesce((SELECT max(place) - threads.key * ${SPAN} FROM events
           WHERE place > threads.key * ${SPAN} AND place < (threads.key + 1) * ${SPAN}), 0)),
         turn = max(turn, coalesce((SELECT max(turn) FROM events
           WHERE place > threads.key * ${SPAN} AND place < (threads.key + 1) * ${SPAN}), 0))`,
    )
    .run();
  database.exec(
    `UPDATE mailboxes SET last = max(last, coalesce((SELECT max(offset) FROM mail WHERE mailbox_key = mailboxes.key), 0))`,
  );
}

interface Mended {
  readonly now: number;
  /** All of the damaged database could be read. */
  readonly isWhole: boolean;
  /** Some of it could be. */
  readonly isSaved: boolean;
  readonly backupAt: number | undefined;
}

/** Puts a notice into every mailbox: whoever comes next hears of it. */
export function tellEveryone(database: Database, mended: Mended): void {
  const body = JSON.stringify({ text: noticeOf(mended), status: 'complete', acted: false });
  const boxes = database
    .prepare<[], { key: number; last: number }>('UPDATE mailboxes SET last = last + 1 RETURNING key, last')
    .all();
  const insert = database.prepare(
    `INSERT OR REPLACE INTO mail (mailbox_key, offset, at, kind, thread, turn, body) VALUES (?, ?, ?, 'notice', '', 0, ?)`,
  );
  for (const { key, last } of boxes) insert.run(key, last, mended.now, body);
}

function noticeOf({ isWhole, isSaved, backupAt }: Mended): string {
  if (isWhole) return 'My memory was damaged. I could read all of it again. The damaged files are kept.';
  const from = backupAt === undefined ? '' : ` I took my backup of ${dayOf(backupAt)}.`;
  const read = isSaved ? ' I kept what could still be read.' : ' Nothing since then could be read.';
  return `My memory was damaged, and some of it may be missing.${from}${read} What was under way I have stopped. The damaged files are kept.`;
}

function dayOf(at: number): string {
  return new Date(at).toLocaleString('en-GB', { day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit' });
}
