import type { Database } from 'better-sqlite3';
import { Fault } from '../../model/fault.ts';
import type { EncodedMail } from '../encoded.ts';
import type { MailKind } from '../store.ts';

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
  const offsets = database.prepare<[string], { last: number; heard: number; trimmed: number }>(
    'SELECT last, heard, trimmed FROM mailboxes WHERE client = ?',
  );
  const heard = database.prepare<[number, string]>(
    'UPDATE mailboxes SET heard = max(heard, min(last, ?)) WHERE client = ?',
  );

  return {
    /** Puts it at the next offset, which is given. */
    insert(mail: EncodedMail, at: number): number {
      const place = next.get(mail.client);
      if (place === undefined) throw new Error(`no mailbox for ${mail.client}`);
      const [mailbox, offset] = place;
      insert.run(mailbox, offset, at, mail.kind, mail.thread, mail.turn, mail.body);
      return offset;
    },

    /** @throws Fault OUT_OF_RANGE where some of what comes after the offset was let go */
    after(client: string, offset: number, limit: number): MailColumns[] {
      const found = after.all(client, offset, limit);
      if (found[0]?.[0] !== offset + 1) refuseTrimmed(client, offset, offsets.get(client)?.trimmed ?? 0);
      return found;
    },

    offsets(client: string): { readonly last: number; readonly heard: number; readonly trimmed?: number } {
      const { trimmed = 0, ...rest } = offsets.get(client) ?? { last: 0, heard: 0 };
      return trimmed === 0 ? rest : { ...rest, trimmed };
    },

    /** Never goes back, and never beyond the last. */
    heard(client: string, offset: number): void {
      heard.run(offset, client);
    },
  };
}

function refuseTrimmed(client: string, offset: number, trimmed: number): void {
  if (offset >= trimmed) return;
  throw new Fault(
    'OUT_OF_RANGE',
    `SNAPSHOT_REQUIRED: the mail of ${client} up to ${trimmed} was let go, and ${offset} was the last that was seen. Go on after ${trimmed}; what was said is in the threads.`,
  );
}
