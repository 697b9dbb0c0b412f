import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { backwardEvent, endEvent, forwardEvent } from './samples.ts';

const MIGRATIONS = join(import.meta.dirname, '../../../src/daemon/store/migrations');

/** The SQL of each migration, from its file: what the versions before wrote. */
export async function migrationFiles(): Promise<readonly string[]> {
  const found: string[] = [];
  for (const file of readdirSync(MIGRATIONS).sort()) {
    const { sql }: { sql: string } = await import(`${MIGRATIONS}/${file}`);
    found.push(sql);
  }
  return found;
}

export const OLD_IDENTITY = '5b7e1c9a-0000-4000-8000-000000000001';

/** What an old version knew: two threads, one of them open, mail that was heard and mail that was not, a record. */
export const OLD_EVENTS = [
  forwardEvent('done', 1),
  backwardEvent('done', 2, { undo: { subject: 'need.x', input: 1 } }),
  endEvent('done', 3),
  forwardEvent('open', 1),
];

/** A state folder as the version that knew so many migrations left it. Made from the migrations, so that nothing binary is kept. */
export async function oldFolder(folder: string, format: number): Promise<void> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const database = new Sqlite(join(folder, 'agentos.db'));
  database.pragma('journal_mode = WAL');
  const [first = '', ...later] = (await migrationFiles()).slice(0, format);
  database.exec(first);
  fill(database);
  for (const sql of later) database.exec(sql);
  database.pragma(`user_version = ${format}`);
  database.close();
  writeFileSync(join(folder, 'identity.json'), `${JSON.stringify({ id: OLD_IDENTITY })}\n`);
}

function fill(database: Sqlite.Database): void {
  database.prepare('INSERT INTO identity VALUES (?, 1000)').run(OLD_IDENTITY);
  const thread = database.prepare(
    `INSERT INTO threads (key, id, client, origin, status, turn, seq, taint, title, created_at, updated_at)
       VALUES (?, ?, 'cli', '{"client":"cli","interface":"cli"}', ?, 1, ?, '[]', 'turn on the lights', 1000, 1000)`,
  );
  thread.run(1, 'done', 'complete', 3);
  thread.run(2, 'open', 'active', 1);
  const insert = database.prepare('INSERT INTO events (place, turn, role, body) VALUES (?, ?, ?, ?)');
  const roles = { FORWARD: 1, BACKWARD: 0, END: 2 } as const;
  for (const { thread: id, seq, turn, ...body } of OLD_EVENTS)
    insert.run((id === 'done' ? 1 : 2) * 2 ** 24 + seq, turn, roles[body.direction], JSON.stringify(body));
  database.exec(`
    INSERT INTO mailboxes (key, client, last, heard) VALUES (1, 'cli', 2, 1);
    INSERT INTO mail VALUES (1, 1, 1000, 'reply', 'done', 1, '{"text":"Done."}'), (1, 2, 1001, 'notice', 'done', 1, '{"text":"Ring."}');
    INSERT INTO requests VALUES ('cli', 'r1', 'done', 1, 1000);
    INSERT INTO collections (key, namespace, name) VALUES (1, 'notes', 'notes');
    INSERT INTO records (key, collection_key, name, version, value, taint, at) VALUES (1, 1, 'k', 3, '{"text":"milk"}', '[]', 1000);
    INSERT INTO record_fields VALUES (1, 'kind', 'food', 1);
    INSERT INTO record_text (rowid, scope, words) VALUES (1, 'c1', 'milk');
  `);
}
