import type { Database } from 'better-sqlite3';
import { uuidv7 } from 'uuidv7';
import type { EndEvent, ForwardEvent } from '../model/event.ts';
import { SPAN } from './statements/events.ts';

/** Offsets that are left out: more mail than anybody gets between a backup and the day it is put back. */
const LEAP = 1_000_000;

const SAID =
  'I was in the middle of this when the backup was made that has now been put back. I did not go on with it.';

/**
 * Makes a copy of the past fit to be gone on with. Turns that were open in it end as interrupted, and whoever asked is told: to go
 * on with them days later would be to act on an old word. Mail goes on with offsets that nobody has seen, since clients
 * remember offsets from after the copy was made and would take new mail for what they know.
 */
export function endOpenTurns(database: Database, now: number): number {
  return database.transaction(() => {
    database.prepare('UPDATE mailboxes SET last = last + ?').run(LEAP);
    const threads = database
      .prepare<[], { key: number; id: string }>("SELECT key, id FROM threads WHERE status IN ('active', 'waiting')")
      .all();
    return threads.reduce((ended, thread) => ended + endThread(database, thread, now), 0);
  })();
}

function endThread(database: Database, { key, id }: { key: number; id: string }, now: number): number {
  const base = key * SPAN;
  const opened = database
    .prepare<[number, number, number, number], { turn: number; body: string }>(
      `SELECT turn, body FROM events WHERE place > ? AND place < ? AND role = 1 AND turn NOT IN
         (SELECT turn FROM events WHERE place > ? AND place < ? AND role = 2) ORDER BY place`,
    )
    .all(base, base + SPAN, base, base + SPAN);
  const last = database
    .prepare<[number, number], number>('SELECT max(place) FROM events WHERE place > ? AND place < ?')
    .pluck()
    .get(base, base + SPAN);
  let seq = (last ?? base) - base;
  const insert = database.prepare('INSERT INTO events (place, turn, role, body) VALUES (?, ?, 2, ?)');
  for (const { turn, body } of opened) {
    const root: Omit<ForwardEvent, 'thread' | 'turn' | 'seq'> = JSON.parse(body);
    seq += 1;
    insert.run(base + seq, turn, JSON.stringify(endOf(root, now)));
    if (root.opened !== undefined && root.opened.notify === undefined)
      tell(database, root.opened.client, id, turn, now);
  }
  database.prepare("UPDATE threads SET status = 'failed', seq = ?, updated_at = ? WHERE key = ?").run(seq, now, key);
  return opened.length;
}

function endOf(
  { id, key, subject, from, taint }: Omit<ForwardEvent, 'thread' | 'turn' | 'seq'>,
  now: number,
): Omit<EndEvent, 'thread' | 'turn' | 'seq'> {
  const error = { code: 'ABORTED', message: `interrupted: ${SAID}`, retryable: false } as const;
  const direction = 'END' as const;
  return {
    id: uuidv7(),
    at: now,
    direction,
    subject,
    key,
    from: subject,
    cause: id,
    to: [from],
    taint,
    error,
    stopped: true,
  };
}

function tell(database: Database, client: string, thread: string, turn: number, now: number): void {
  const [mailbox, offset] = database
    .prepare<[string], [number, number]>(
      `INSERT INTO mailboxes (client, last, heard) VALUES (?, 1, 0)
         ON CONFLICT (client) DO UPDATE SET last = last + 1 RETURNING key, last`,
    )
    .raw()
    .get(client) ?? [0, 0];
  // What it did before may have left a mark, so it is not said that it did nothing.
  const body = JSON.stringify({ text: SAID, status: 'failed', acted: true, code: 'ABORTED' });
  database
    .prepare("INSERT INTO mail (mailbox_key, offset, at, kind, thread, turn, body) VALUES (?, ?, ?, 'reply', ?, ?, ?)")
    .run(mailbox, offset, now, thread, turn, body);
}
