import type { Query } from '../model/storage.ts';
import type { EventRange, MailKind, PastPage, ThreadFilter } from './store.ts';
import type { WireFault } from './store_fault.ts';

/**
 * What travels between the store's client side and its engine. Values that only rest (events, bodies, records) travel as
 * JSON text, written once, as their columns hold them: they stay what they were when they were handed over.
 */

/** A run of equal groups of values, flat: one array in the place of many small ones, for whoever collects them. */
export type Flat = readonly (string | number | null)[];

export interface WireUnit {
  /** Per thread: id, parent, client, origin, status, turn, seq, taint, title, createdAt, updatedAt. */
  readonly open?: Flat;
  /** Per event: thread, seq, turn, role, body. */
  readonly events: Flat;
  /** Per thread: status, turn, seq, taint, updatedAt, id. */
  readonly rows?: Flat;
  readonly request?: {
    readonly client: string;
    readonly requestId: string;
    readonly thread: string;
    readonly turn: number;
  };
  readonly mail?: readonly WireMail[];
  readonly records?: readonly WireRecord[];
  readonly match?: { readonly rule: string; readonly key: string };
  /** Per entry: its time and its text. */
  readonly audit?: readonly (readonly [at: number, body: string])[];
  /** Wall-clock milliseconds at which it was handed over. */
  readonly at: number;
}

export interface WireMail {
  readonly client: string;
  readonly kind: MailKind;
  readonly thread: string;
  readonly turn: number;
  readonly body: string;
}

export interface WireRecord {
  readonly namespace: string;
  readonly collection: string;
  readonly key: string;
  readonly version?: number;
  readonly value?: string;
  readonly index: readonly (readonly [field: string, value: string | number])[];
  readonly text?: string;
  readonly taint: string;
}

/** A question to the engine. */
export type Read =
  | { readonly read: 'thread'; readonly thread: string }
  | { readonly read: 'threads'; readonly filter: ThreadFilter }
  | { readonly read: 'openThreads' }
  | { readonly read: 'events'; readonly thread: string; readonly range: EventRange }
  | { readonly read: 'outline'; readonly thread: string; readonly turns: number }
  | { readonly read: 'past'; readonly page: PastPage }
  | { readonly read: 'notesOf'; readonly key: string; readonly value: string }
  | { readonly read: 'request'; readonly client: string; readonly requestId: string }
  | { readonly read: 'mail'; readonly client: string; readonly afterOffset: number; readonly limit: number }
  | { readonly read: 'mailbox'; readonly client: string }
  | { readonly read: 'audit'; readonly afterSeq: number; readonly since: number; readonly limit: number }
  | { readonly read: 'auditHead' }
  | (RecordScope & { readonly read: 'record'; readonly key: string })
  | (RecordScope & { readonly read: 'records'; readonly query: Query })
  | (RecordScope & { readonly read: 'searchRecords'; readonly words: string; readonly limit: number });

export interface RecordScope {
  readonly namespace: string;
  readonly collection: string;
  readonly pending: readonly WireRecord[];
}

export type Work =
  | { readonly kind: 'append'; readonly unit: WireUnit }
  | { readonly kind: 'heard'; readonly client: string; readonly offset: number }
  | { readonly kind: 'read'; readonly question: Read };

/** `id` rises by one from request to request. */
export type Request = Work & { readonly id: number };

export type Answer =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly offsets: readonly number[] }
  | { readonly id: number; readonly fault: WireFault };

export interface Reply {
  /** Answers of reads and of units with mail, and faults; what is not named here is plainly applied. */
  readonly answers: readonly Answer[];
  /** Every write up to this request is applied (or was answered by a fault). */
  readonly applied: number;
  /** Every write up to this request is durable. */
  readonly durable: number;
  /** The disk is full: what was begun goes on, and nothing new should be begun. */
  readonly full?: boolean;
  /** The engine has stopped for good: nothing that was not durable came true. */
  readonly failed?: WireFault;
}
