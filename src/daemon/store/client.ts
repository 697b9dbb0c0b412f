import type { Fault } from '../model/fault.ts';
import type { Query } from '../model/storage.ts';
import type { AuditColumns, AuditHead } from './audit_chain.ts';
import { decodeAudit, decodeEvent, decodeMail, decodePast, decodeRecord, decodeThread } from './decode.ts';
import { encodeRecords, encodeUnit } from './encode.ts';
import { Exchange } from './exchange.ts';
import type { Port } from './port.ts';
import type { EventRow } from './statements/events.ts';
import type { MailColumns } from './statements/mailbox.ts';
import type { NoteColumns, PastRows } from './statements/past.ts';
import type { RecordColumns } from './statements/records.ts';
import type { ThreadColumns } from './statements/threads.ts';
import type { AuditPage, EventRange, PastPage, RecordWrite, Store, ThreadFilter, Ticket, Unit } from './store.ts';
import type { Read } from './wire.ts';

/** The store as its callers see it: makes requests of what is asked, and objects of what is answered. */
export class StoreClient implements Store {
  readonly #exchange: Exchange;
  readonly #now: () => number;
  #closed: Promise<void> | undefined;

  constructor(port: Port, failed: (fault: Fault) => void, now: () => number) {
    this.#exchange = new Exchange(port, failed);
    this.#now = now;
  }

  hindrance(): Fault | undefined {
    return this.#exchange.hindrance;
  }

  waitingMs(): number {
    return this.#exchange.waitingMs;
  }

  append(unit: Unit): Ticket {
    return this.#exchange.write(() => ({ kind: 'append', unit: encodeUnit(unit, this.#now()) }));
  }

  async thread(id: string) {
    const columns = await this.#read<ThreadColumns | undefined>({ read: 'thread', thread: id });
    return columns && decodeThread(columns);
  }

  async threads(filter: ThreadFilter = {}) {
    return (await this.#read<ThreadColumns[]>({ read: 'threads', filter })).map(decodeThread);
  }

  async openThreads() {
    return (await this.#read<ThreadColumns[]>({ read: 'openThreads' })).map(decodeThread);
  }

  async events(thread: string, range: EventRange = {}) {
    const rows = await this.#read<EventRow[]>({ read: 'events', thread, range });
    return rows.map((row) => decodeEvent(thread, row));
  }

  async outline(thread: string, turns: number) {
    const rows = await this.#read<EventRow[]>({ read: 'outline', thread, turns });
    return rows.map((row) => decodeEvent(thread, row));
  }

  async past(page: PastPage) {
    const { turns, next } = await this.#read<PastRows>({ read: 'past', page });
    // One that cannot be read keeps nobody from the others.
    return { turns: turns.flatMap((turn) => decodePast(turn) ?? []), ...(next === null ? {} : { next }) };
  }

  async notesOf(key: string, value: string) {
    const rows = await this.#read<NoteColumns[]>({ read: 'notesOf', key, value });
    return rows.map(([thread, ...row]) => decodeEvent(thread, row));
  }

  request(client: string, requestId: string) {
    return this.#read<{ readonly thread: string; readonly turn: number } | undefined>({
      read: 'request',
      client: client.toWellFormed(),
      requestId: requestId.toWellFormed(),
    });
  }

  async mail(client: string, afterOffset: number, limit: number) {
    const rows = await this.#read<MailColumns[]>({ read: 'mail', client: client.toWellFormed(), afterOffset, limit });
    return rows.map((row) => decodeMail(client, row));
  }

  mailbox(client: string) {
    return this.#read<{ readonly last: number; readonly heard: number; readonly trimmed?: number }>({
      read: 'mailbox',
      client: client.toWellFormed(),
    });
  }

  async audit({ afterSeq = 0, since = 0, limit }: AuditPage) {
    return (await this.#read<AuditColumns[]>({ read: 'audit', afterSeq, since, limit })).map(decodeAudit);
  }

  auditHead() {
    return this.#read<AuditHead | undefined>({ read: 'auditHead' });
  }

  heard(client: string, offset: number): Promise<void> {
    return this.#exchange.write(() => ({ kind: 'heard', client: client.toWellFormed(), offset })).durable;
  }

  async record(namespace: string, collection: string, key: string, pending: readonly RecordWrite[]) {
    const scope = scopeOf(namespace, collection, pending);
    const columns = await this.#read<RecordColumns | undefined>({ ...scope, read: 'record', key: key.toWellFormed() });
    return columns && decodeRecord(columns);
  }

  async records(namespace: string, collection: string, query: Query, pending: readonly RecordWrite[]) {
    const scope = scopeOf(namespace, collection, pending);
    return (await this.#read<RecordColumns[]>({ ...scope, read: 'records', query })).map(decodeRecord);
  }

  async searchRecords(
    namespace: string,
    collection: string,
    words: string,
    limit: number,
    pending: readonly RecordWrite[],
  ) {
    const scope = scopeOf(namespace, collection, pending);
    const question: Read = { ...scope, read: 'searchRecords', words: words.toWellFormed(), limit };
    return (await this.#read<RecordColumns[]>(question)).map(decodeRecord);
  }

  close(): Promise<void> {
    this.#closed ??= this.#exchange.close();
    return this.#closed;
  }

  #read<T>(question: Read): Promise<T> {
    return this.#exchange.ask<T>(question);
  }
}

function scopeOf(namespace: string, collection: string, pending: readonly RecordWrite[]) {
  return {
    namespace: namespace.toWellFormed(),
    collection: collection.toWellFormed(),
    pending: encodeRecords(pending),
  };
}
