import type { ThreadStatus } from '../model/thread.ts';
import type { MailKind, Unit } from './store.ts';

/**
 * A unit as its columns will hold it. What only rests (events, bodies, records) is JSON text, written once, when it is handed
 * over: it stays what it was then, and is not written down again where it is done once more.
 */
export interface EncodedUnit extends Pick<Unit, 'request' | 'match'> {
  readonly open?: readonly NewThread[];
  readonly events: readonly NewEvent[];
  readonly rows?: readonly ThreadChange[];
  readonly mail?: readonly EncodedMail[];
  readonly records?: readonly EncodedRecord[];
  readonly audit?: readonly NewAudit[];
  /** Wall-clock milliseconds at which it was handed over. */
  readonly at: number;
}

export type NewThread = readonly [
  id: string,
  parent: string | null,
  client: string,
  origin: string,
  status: ThreadStatus,
  turn: number,
  seq: number,
  taint: string,
  title: string,
  createdAt: number,
  updatedAt: number,
  branchedAt: number | null,
];

export type NewEvent = readonly [thread: string, seq: number, turn: number, role: EventRole, body: string];

/** By which events are found: the root FORWARD of a turn, an END, a note, and all others. */
export type EventRole = 0 | 1 | 2 | 3;

export type ThreadChange = readonly [
  status: ThreadStatus,
  turn: number,
  seq: number,
  taint: string,
  updatedAt: number,
  id: string,
];

export type NewAudit = readonly [at: number, body: string, thread: string];

export interface EncodedMail {
  readonly client: string;
  readonly kind: MailKind;
  readonly thread: string;
  readonly turn: number;
  readonly body: string;
}

export interface EncodedRecord {
  readonly namespace: string;
  readonly collection: string;
  readonly key: string;
  readonly version?: number;
  readonly value?: string;
  readonly index: readonly (readonly [field: string, value: string | number])[];
  readonly text?: string;
  readonly taint: string;
}
