import type { ThreadEvent } from '../model/event.ts';
import { Fault } from '../model/fault.ts';
import type { AuditColumns } from './audit_chain.ts';
import type { EventRow } from './statements/events.ts';
import type { MailColumns } from './statements/mailbox.ts';
import type { PastColumns } from './statements/past.ts';
import type { RecordColumns } from './statements/records.ts';
import type { ThreadColumns } from './statements/threads.ts';
import type { AuditRow, Mail, PastTurn, StoredRecord, ThreadRow } from './store.ts';

/** Columns as objects. The text is the store's own writing, so its shape is known; it is not checked again. */
export function decodeThread(columns: ThreadColumns): ThreadRow {
  const [id, parent, origin, status, turn, seq, taint, title, createdAt, updatedAt, branchedAt] = columns;
  return {
    id,
    ...(parent !== null && { parent }),
    ...(branchedAt !== null && { branchedAt }),
    origin: readable(origin, NOBODY),
    status,
    turn,
    seq,
    taint: readable(taint, UNREADABLE),
    title,
    createdAt,
    updatedAt,
  };
}

/** @throws Fault DATA_LOSS where the disk has changed it: no page is wrong then, and so no check finds it. */
export function decodeEvent(thread: string, [seq, turn, body]: EventRow): ThreadEvent {
  const { id, ...rest } = readable(body, undefined) ?? unreadable(thread, seq);
  return { id, thread, turn, seq, ...rest };
}

function unreadable(thread: string, seq: number): never {
  throw new Fault(
    'DATA_LOSS',
    `Event ${seq} of thread ${thread} cannot be read any more: the disk has changed it. A backup may still have it.`,
  );
}

/** Of a thread whose row says no more who opened it; it is nobody's, and not to be trusted. */
const NOBODY = { client: 'unreadable', interface: 'unreadable' };
const UNREADABLE = ['unreadable'];

function readable(text: string, otherwise: unknown) {
  try {
    return JSON.parse(text);
  } catch {
    return otherwise;
  }
}

/** Undefined where its first or last event cannot be read. */
export function decodePast([thread, turn, seq, opened, endSeq, ended]: PastColumns): PastTurn | undefined {
  try {
    return {
      thread,
      turn,
      opened: decodeEvent(thread, [seq, turn, opened]),
      ...(endSeq === null || ended === null ? {} : { ended: decodeEvent(thread, [endSeq, turn, ended]) }),
    };
  } catch {
    return undefined;
  }
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

export function decodeAudit([seq, at, body, hash]: AuditColumns): AuditRow {
  return { ...JSON.parse(body), seq, at, hash, body };
}
