import type { Taint, ThreadEvent } from '../model/event.ts';
import { canonicalJson, type Json, jsonCopy, jsonText } from '../model/json.ts';
import { isRoot, NOTE_SUBJECT } from '../model/thread.ts';
import type { EncodedRecord, EncodedUnit, EventRole, NewEvent, NewThread } from './encoded.ts';
import { indexed } from './statements/record_queries.ts';
import type { RecordWrite, ThreadRow, Unit } from './store.ts';

/** Strings are made well-formed: SQLite keeps UTF-8, which has no lone surrogates. */
export function encodeUnit(unit: Unit, at: number): EncodedUnit {
  const { events, open, rows, request, mail, records, match, audit } = unit;
  const encoded: { -readonly [K in keyof EncodedUnit]: EncodedUnit[K] } = { at, events: events.map(encodeEvent) };
  if (open) encoded.open = open.map(encodeRow);
  if (rows)
    encoded.rows = rows.map((row) => [row.status, row.turn, row.seq, taintText(row.taint), row.updatedAt, row.id]);
  if (request)
    encoded.request = {
      ...request,
      client: request.client.toWellFormed(),
      requestId: request.requestId.toWellFormed(),
    };
  if (mail)
    encoded.mail = mail.map((one) => ({ ...one, client: one.client.toWellFormed(), body: columnText(one.body) }));
  if (records) encoded.records = encodeRecords(records);
  if (audit)
    encoded.audit = audit.map((entry) => [entry.at, canonicalJson(jsonCopy(entry)), entry.thread.toWellFormed()]);
  if (match) encoded.match = { rule: match.rule.toWellFormed(), key: match.key.toWellFormed() };
  return encoded;
}

export function encodeRecords(writes: readonly RecordWrite[]): EncodedRecord[] {
  return writes.map((write) => ({
    namespace: write.namespace.toWellFormed(),
    collection: write.collection.toWellFormed(),
    key: write.key.toWellFormed(),
    ...(write.version !== undefined && { version: write.version }),
    ...(write.value !== undefined && { value: columnText(write.value) }),
    index: Object.entries(write.index ?? {}).map(([field, value]) => [
      field.toWellFormed(),
      typeof value === 'string' ? value.toWellFormed() : indexed(value),
    ]),
    ...(write.text !== undefined && { text: write.text.toWellFormed() }),
    taint: taintText(write.taint),
  }));
}

/** What rests in a column: JSON knows all of it. */
function columnText(value: Json | object): string {
  return jsonText(value) ?? 'null';
}

/** Nearly always clean. */
function taintText(taint: Taint): string {
  return taint.length === 0 ? '[]' : columnText(taint);
}

/** What the row's own columns hold is left out of the body. */
function encodeEvent(event: ThreadEvent): NewEvent {
  const { thread, turn, seq } = event;
  // A copy with the rest of the members takes longer to make than to write.
  const body = { ...event, thread: undefined, turn: undefined, seq: undefined };
  return [thread, seq, turn, roleOf(event), columnText(body)];
}

function roleOf(event: ThreadEvent): EventRole {
  if (event.direction === 'END') return 2;
  if (event.direction !== 'FORWARD') return 0;
  if (event.subject === NOTE_SUBJECT) return 3;
  return isRoot(event.key) ? 1 : 0;
}

function encodeRow(row: ThreadRow): NewThread {
  return [
    row.id,
    row.parent ?? null,
    row.origin.client.toWellFormed(),
    columnText(row.origin),
    row.status,
    row.turn,
    row.seq,
    taintText(row.taint),
    row.title.toWellFormed(),
    row.createdAt,
    row.updatedAt,
    row.branchedAt ?? null,
  ];
}
