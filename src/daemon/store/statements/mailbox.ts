import type { Database } from 'better-sqlite3';
import type { MailKind } from '../store.ts';
import type { WireMail } from '../wire.ts';

export type MailColumns = [offset: number, at: number, kind: MailKind, thread: string, turn: number, body: string];

export type MailboxStatements = ReturnType<typeof mailboxStatements>;

export function mailboxStatements(database: Database) {
  const next = database
    .prepare<[string], [key: number, last: number]>(
      `INSERT INTO mailboxes (client, last, heard) VALUES (?, 1, 0)
         ON CONFLICT (client) DO UPDATE SET last = last + 1 RETURNING key, last`,
    )
    .raw();
  const insert = database.prepare<[number, number, number, string, string, number, string]>(
    'INSERT INTO mail (mailbox_key, offset, at, kind, thread, turn, body) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const after = database
    .prepare<[string, number, number], MailColumns>(
      `SELECT offset, at, kind, thread, turn, body FROM mail
         WHERE mailbox_key = (SELECT key FROM mailboxes WHERE client = ?) AND offset > ? ORDER BY offset LIMIT ?`,
    )
    .raw();
  const offsets = database.prepare<[string], { last: number; heard: number }>(
    'SELECT last, heard FROM mailboxes WHERE client = ?',
  );
  const heard = database.prepare<[number, string]>(
    'UPDATE mailboxes SET heard = max(heard, min(last, ?)) WHERE client = ?',
  );

  return {
    /** Puts it at the next offset, which is given. */
    insert(mail: WireMail, at: number): number {
      const place = next.get(mail.client);
      if (place === undefined) throw new Error(`no mailbox for ${mail.client}`);
      const [mailbox, offset] = place;
      insert.run(mailbox, offset, at, mail.kind, mail.thread, mail.turn, mail.body);
      return offset;
    },

    after: (client: string, offset: number, limit: number) => after.all(client, offset, limit),
    offsets: (client: string) => offsets.get(client) ?? { last: 0, heard: 0 },

    /** Never goes back, and never beyond the last. */
    heard(client: string, offset: number): void {
      heard.run(offset, client);
    },
  };
}
