import { rmSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { encodeUnit } from '../../src/daemon/store/encode.ts';
import type { EncodedUnit } from '../../src/daemon/store/encoded.ts';
import { migrate } from '../../src/daemon/store/migrations.ts';
import { showAppends } from '../appends.ts';
import { openHouse } from '../house.ts';
import { stateFolder } from '../places.ts';
import { measured, serveSide } from '../side.ts';
import { CHECKED, turnServices, utteranceOf } from '../turn.ts';

interface Options {
  readonly synchronous: 'FULL' | 'NORMAL';
  /** Events that share a commit, as measured on the other side. */
  readonly eventsPerCommit: number;
  readonly turns: number;
}

/** As the store writes a thread that begins; what later columns hold comes later. */
const OPEN = `INSERT INTO threads (id, parent, client, origin, status, turn, seq, taint, title, created_at, updated_at, branched_at)
  VALUES (?${', ?'.repeat(11)})`;

/** Nothing but better-sqlite3: the rows of the same turns, in the same tables, as many to a commit. No thought, no queue, no thread. */
serveSide(async ({ synchronous, eventsPerCommit, turns }: Options) => {
  const { units, replies } = await unitsOfTurn();
  const folder = stateFolder();
  const db = new Sqlite(join(folder, 'raw.db'));
  for (const pragma of ['locking_mode = EXCLUSIVE', 'journal_mode = WAL', `synchronous = ${synchronous}`])
    db.pragma(pragma);
  migrate(db, () => undefined);
  const begin = db.prepare('BEGIN IMMEDIATE');
  const commit = db.prepare('COMMIT');
  const open = db.prepare(OPEN);
  const event = db.prepare('INSERT INTO events VALUES (?, ?, ?, ?)');
  const row = db.prepare('UPDATE threads SET status = ?, turn = ?, seq = ?, taint = ?, updated_at = ? WHERE key = ?');
  const request = db.prepare('INSERT INTO requests VALUES (?, ?, ?, ?, ?)');
  const box = db
    .prepare<[string], [number, number]>(
      'INSERT INTO mailboxes (client, last, heard) VALUES (?, 1, 0) ON CONFLICT (client) DO UPDATE SET last = last + 1 RETURNING key, last',
    )
    .raw();
  const mail = db.prepare('INSERT INTO mail VALUES (?, ?, ?, ?, ?, ?, ?)');
  let threads = 0;
  const writeTurn = (): void => {
    threads += 1;
    let key = threads;
    for (const unit of units) {
      if (unit.request) request.run(unit.request.client, `request-${threads}`, unit.request.thread, 1, unit.at);
      for (const [id, ...rest] of unit.open ?? []) key = Number(open.run(`${id}${threads}`, ...rest).lastInsertRowid);
      for (const [, seq, ...rest] of unit.events) event.run(key * 2 ** 24 + seq, ...rest);
      for (const one of unit.rows ?? []) row.run(...one.slice(0, 5), key);
      for (const one of unit.mail ?? []) {
        const [mailbox, offset] = box.get(one.client) ?? [0, 0];
        mail.run(mailbox, offset, unit.at, one.kind, one.thread, one.turn, one.body);
      }
    }
  };
  const turnsPerCommit = Math.max(1, Math.round(eventsPerCommit / 4));
  return {
    check: async () => replies,
    round: () =>
      measured(turns * 4, async () => {
        for (let done = 0; done < turns; done += turnsPerCommit) {
          begin.run();
          for (let one = 0; one < Math.min(turnsPerCommit, turns - done); one += 1) writeTurn();
          commit.run();
        }
      }),
    async close() {
      db.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
});

/** What AgentOS writes of one turn, as it is handed to SQLite. */
async function unitsOfTurn(): Promise<{ units: readonly EncodedUnit[]; replies: readonly string[] }> {
  const units: EncodedUnit[] = [];
  const house = await openHouse({
    synchronous: 'NORMAL',
    services: turnServices(),
    seen: (store) => showAppends(store, (unit) => units.push(encodeUnit(unit, Date.now()))),
  });
  const replies: string[] = [];
  for (const text of CHECKED) replies.push((await house.say(text)).text);
  units.length = 0;
  await house.say(utteranceOf(100));
  await house.close();
  return { units, replies };
}
