import type { ThreadEvent } from '../model/event.ts';
import type { EventRow } from './statements/events.ts';
import type { MailColumns } from './statements/mailbox.ts';
import type { PastColumns } from './statements/past.ts';
import type { RecordColumns } from './statements/records.ts';
import type { ThreadColumns } from './statements/threads.ts';
import type { Mail, PastTurn, StoredRecord, ThreadRow } from './store.ts';

/** Columns as objects. The text is the store's own writing, so its shape is known; it is not checked again. */
export function decodeThread(columns: ThreadColumns): ThreadRow {
  const [id, parent, origin, status, turn, seq, taint, title, createdAt, updatedAt, branchedAt] = columns;
  return {
    id,
    ...(parent !== null && { parent }),
    ...(branchedAt !== null && { branchedAt }),
    origin: JSON.parse(origin),
    status,
    turn,
    seq,
    taint: JSON.parse(taint),
    title,
    createdAt,
    updatedAt,
  };
}

export function decodeEvent(thread: string, [seq, turn, body]: EventRow): ThreadEvent {
  const { id, ...rest } = JSON.parse(body);
  return { id, thread, turn, seq, ...rest };
}

export function decodePast([thread, turn, seq, opened, endSeq, ended]: PastColumns): PastTurn {
  return {
    thread,
    turn,
    opened: decodeEvent(thread, [seq, turn, opened]),
    ...(endSeq === null || ended === null ? {} : { ended: decodeEvent(thread, [endSeq, turn, ended]) }),
  };
}

export function decodeMail(client: string, [offset, at, kind, thread, turn, body]: MailColumns): Mail {
  return { client, kind, thread, turn, body: JSON.parse(body), offset, at };
}

/** Text that is no JSON any more is null, which no schema of records takes: whoever reads it is told, and the others are not kept from it. */
export function decodeRecord([key, version, value, taint]: RecordColumns): StoredRecord {
  try {
    return { key, version, value: JSON.parse(value), taint: JSON.parse(taint) };
  } catch {
    return { key, version, value: null, taint: [] };
  }
}
