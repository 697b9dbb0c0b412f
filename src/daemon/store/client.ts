import type { Fault } from '../model/fault.ts';
import type { Query } from '../model/storage.ts';
import { decodeAudit, decodeEvent, decodeMail, decodePast, decodeRecord, decodeThread } from './decode.ts';
import { encodeRecords, encodeUnit } from './encode.ts';
import { Exchange } from './exchange.ts';
import type { Port } from './port.ts';
import type { AuditPage, EventRange, PastPage, RecordWrite, Store, ThreadFilter, Ticket, Unit } from './store.ts';

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

  thread(id: string) {
    return this.#exchange.ask(({ threads }) => {
      const columns = threads.byId(id);
      return columns && decodeThread(columns);
    });
  }

  threads(filter: ThreadFilter = {}) {
    return this.#exchange.ask(({ threads }) => threads.list(filter).map(decodeThread));
  }

  openThreads() {
    return this.#exchange.ask(({ threads }) => threads.open().map(decodeThread));
  }

  events(thread: string, range: EventRange = {}) {
    return this.#exchange.ask(({ threads, events }) => {
      const key = threads.key(thread);
      return key === undefined ? [] : events.range(key, range).map((row) => decodeEvent(thread, row));
    });
  }

  outline(thread: string, turns: number) {
    return this.#exchange.ask(({ threads, events }) => {
      const key = threads.key(thread);
      const turn = threads.byId(thread)?.[4];
      if (key === undefined || turn === undefined) return [];
      return events.outline(key, turn - turns).map((row) => decodeEvent(thread, row));
    });
  }

  past(page: PastPage) {
    return this.#exchange.ask(({ events }) => {
      const { turns, next } = events.past().page(page);
      // One that cannot be read keeps nobody from the others.
      return { turns: turns.flatMap((turn) => decodePast(turn) ?? []), ...(next === null ? {} : { next }) };
    });
  }

  notesOf(key: string, value: string) {
    return this.#exchange.ask(({ events }) =>
      events
        .past()
        .notesOf(key, value)
        .map(([thread, ...row]) => decodeEvent(thread, row)),
    );
  }

  request(client: string, requestId: string) {
    return this.#exchange.ask(({ requests }) => requests.find(client.toWellFormed(), requestId.toWellFormed()));
  }

  mail(client: string, afterOffset: number, limit: number) {
    return this.#exchange.ask(({ mailbox }) =>
      mailbox.after(client.toWellFormed(), afterOffset, limit).map((row) => decodeMail(client, row)),
    );
  }

  mailbox(client: string) {
    return this.#exchange.ask(({ mailbox }) => mailbox.offsets(client.toWellFormed()));
  }

  audit({ afterSeq = 0, since = 0, limit }: AuditPage) {
    return this.#exchange.ask(({ audit }) => audit.after(afterSeq, since, limit).map(decodeAudit));
  }

  auditHead() {
    return this.#exchange.ask(({ audit }) => audit.head());
  }

  auditNamed() {
    return this.#exchange.ask(({ audit }) => audit.named());
  }

  heard(client: string, offset: number): Promise<void> {
    return this.#exchange.write(() => ({ kind: 'heard', client: client.toWellFormed(), offset })).durable;
  }

  async record(namespace: string, collection: string, key: string, pending: readonly RecordWrite[]) {
    return this.#exchange.ask(({ records }) => {
      const columns = records.find(namespace.toWellFormed(), collection.toWellFormed(), key.toWellFormed());
      return columns && decodeRecord(columns);
    }, encodeRecords(pending));
  }

  async records(namespace: string, collection: string, query: Query, pending: readonly RecordWrite[]) {
    return this.#exchange.ask(({ records, queries }) => {
      const from = records.collection(namespace.toWellFormed(), collection.toWellFormed());
      return from === undefined ? [] : queries.query(from, query).map(decodeRecord);
    }, encodeRecords(pending));
  }

  async searchRecords(
    namespace: string,
    collection: string,
    words: string,
    limit: number,
    pending: readonly RecordWrite[],
  ) {
    return this.#exchange.ask(({ records, queries }) => {
      const from = records.collection(namespace.toWellFormed(), collection.toWellFormed());
      return from === undefined ? [] : queries.search(from, words.toWellFormed(), limit).map(decodeRecord);
    }, encodeRecords(pending));
  }

  close(): Promise<void> {
    this.#closed ??= this.#exchange.close();
    return this.#closed;
  }
}
