import type { Taint, ThreadEvent } from '../model/event.ts';
import type { Fault } from '../model/fault.ts';
import type { Json } from '../model/json.ts';
import type { Query, Stored } from '../model/storage.ts';
import type { Origin, ThreadStatus } from '../model/thread.ts';
import type { AuditHead } from './audit_chain.ts';

/** A thread's row: what lists show and a restart needs. A projection of its events. */
export interface ThreadRow {
  readonly id: string;
  readonly parent?: string;
  /** With `parent`: the parent's seq up to which it took the events along. */
  readonly branchedAt?: number;
  readonly origin: Origin;
  readonly status: ThreadStatus;
  readonly turn: number;
  readonly seq: number;
  readonly taint: Taint;
  /** First words of its first utterance. */
  readonly title: string;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** A record with what went into it. */
export interface StoredRecord extends Stored<Json> {
  readonly taint: Taint;
}

/** A write to a service's records; `version` is the one it was based on (0: must not exist, absent: whatever there is). */
export interface RecordWrite {
  readonly namespace: string;
  readonly collection: string;
  readonly key: string;
  readonly version?: number;
  /** Absent deletes. */
  readonly value?: Json;
  /** Values of the indexed fields, and the text to be found by. */
  readonly index?: { readonly [field: string]: string | number | boolean };
  readonly text?: string;
  readonly taint: Taint;
}

export type MailKind = 'reply' | 'notice' | 'ask';

export interface MailWrite {
  readonly client: string;
  readonly kind: MailKind;
  readonly thread: string;
  readonly turn: number;
  readonly body: Json;
}

export interface Mail extends MailWrite {
  /** Gapless per client, from 1. */
  readonly offset: number;
  readonly at: number;
}

/** What the gate decided about a call, for the record. Nothing that was said is in it, so it stays when a thread is deleted. */
export interface AuditWrite {
  /** Wall-clock milliseconds since the epoch. */
  readonly at: number;
  readonly thread: string;
  readonly turn: number;
  /** Of the call. */
  readonly key: string;
  readonly subject: string;
  readonly risk: 'open' | 'home' | 'private' | 'danger';
  /** `asked` a person · `confirmed`: with the yes or PIN that was asked for. */
  readonly verdict: 'allowed' | 'asked' | 'confirmed' | 'refused';
  /** The row of the policy, or the rule above it, that decided. */
  readonly row: string;
  readonly client: string;
  readonly channel: string;
  readonly labels: Taint;
  /** Hash of the exact call. */
  readonly call: string;
  /** What the person was told, where it was refused. */
  readonly why?: string;
}

export interface AuditRow extends AuditWrite {
  readonly seq: number;
  readonly hash: string;
  /** The entry as it was hashed. */
  readonly body: string;
}

export interface AuditPage {
  readonly afterSeq?: number;
  /** Milliseconds since the epoch. */
  readonly since?: number;
  readonly limit: number;
}

/** What becomes true together, or not at all. */
export interface Unit {
  /** Threads opened by this unit, with the row as it is before its events. */
  readonly open?: readonly ThreadRow[];
  /** Events with `seq` already assigned, gapless per thread. */
  readonly events: readonly ThreadEvent[];
  /** New state of the rows of those threads. */
  readonly rows?: readonly Pick<ThreadRow, 'id' | 'status' | 'turn' | 'seq' | 'taint' | 'updatedAt'>[];
  /** Remembers that this request led to this turn (kept 30 days). */
  readonly request?: {
    readonly client: string;
    readonly requestId: string;
    readonly thread: string;
    readonly turn: number;
  };
  readonly mail?: readonly MailWrite[];
  readonly records?: readonly RecordWrite[];
  /** The rule that acted on this occurrence of a signal; a second one fails with ALREADY_EXISTS and nothing of the unit happens. */
  readonly match?: { readonly rule: string; readonly key: string };
  readonly audit?: readonly AuditWrite[];
}

/**
 * A unit on its way. `applied`: in the open transaction, visible to the next read, offsets given to its mail.
 * `durable`: after COMMIT and its sync. Both reject with a Fault when the unit could not be; nothing of it is then true.
 */
export interface Ticket {
  readonly applied: Promise<{ readonly offsets: readonly number[] }>;
  readonly durable: Promise<void>;
}

export interface ThreadFilter {
  readonly status?: readonly ThreadStatus[];
  readonly client?: string;
  /** Only threads of clients whose name begins with this. */
  readonly clientsFrom?: string;
  readonly limit?: number;
  /** Only threads updated before this (milliseconds), for paging. */
  readonly before?: number;
  /** All threads in the order in which they were opened, from the one after this id on; from the first where it is ''. Alone. */
  readonly after?: string;
}

export interface EventRange {
  /** Only this turn. */
  readonly turn?: number;
  readonly afterSeq?: number;
  /** Up to and including. */
  readonly untilSeq?: number;
  readonly limit?: number;
}

/** A page of a walk over past turns, from the threads that were last at work back. */
export interface PastPage {
  /** Threads that were at work at or after `since`, and were opened before `until`; milliseconds. */
  readonly since: number;
  readonly until: number;
  /** How many threads are looked at. */
  readonly threads: number;
  /** Where the page before ended: its `next`. */
  readonly after?: PastPlace;
  /** Only turns in whose first or last event one of these stands, in any case. */
  readonly words?: readonly string[];
  /** Only turns that made a call that is no read. */
  readonly acted?: boolean;
  /** Only turns in one of whose events one of these stands as a whole text. */
  readonly mentions?: readonly string[];
}

export type PastPlace = readonly [updatedAt: number, key: number];

export interface PastTurn {
  readonly thread: string;
  readonly turn: number;
  readonly opened: ThreadEvent;
  /** Absent while it runs. */
  readonly ended?: ThreadEvent;
}

/** The one owner of the database. Reads see everything that was applied before they were asked. */
export interface Store {
  /** Why nothing new should be begun (the disk is full), where it should not. What was begun goes on and is written. */
  hindrance(): Fault | undefined;
  /** For how many milliseconds the disk has been asked to make something durable, and has not answered. */
  waitingMs(): number;
  append(unit: Unit): Ticket;
  thread(id: string): Promise<ThreadRow | undefined>;
  /** Newest first. */
  threads(filter?: ThreadFilter): Promise<readonly ThreadRow[]>;
  /** Threads whose turn is `active` or `waiting`; reads a partial index only. */
  openThreads(): Promise<readonly ThreadRow[]>;
  /** In order of seq. */
  events(thread: string, range?: EventRange): Promise<readonly ThreadEvent[]>;
  /**
   * The events that a thread's fold needs besides the running turn: every note, and first and last events (root FORWARD, END)
   * of the last `turns` turns. In order of seq.
   */
  outline(thread: string, turns: number): Promise<readonly ThreadEvent[]>;
  /** Turns of the past, by thread, newest first. What a page does not filter out may still lie outside of its time. */
  past(page: PastPage): Promise<{ readonly turns: readonly PastTurn[]; readonly next?: PastPlace }>;
  /** Notes in whose body both texts stand as whole texts, in the order of their threads. */
  notesOf(key: string, value: string): Promise<readonly ThreadEvent[]>;
  request(client: string, requestId: string): Promise<{ readonly thread: string; readonly turn: number } | undefined>;
  /** Mail after an offset, in order. Rejects with OUT_OF_RANGE, `SNAPSHOT_REQUIRED: …`, where some of it was let go. */
  mail(client: string, afterOffset: number, limit: number): Promise<readonly Mail[]>;
  /** Offsets: of the last mail, of the last that was heard, and of the last that was let go, where any was. */
  mailbox(client: string): Promise<{ readonly last: number; readonly heard: number; readonly trimmed?: number }>;
  heard(client: string, offset: number): Promise<void>;
  /** The record of the gate's decisions, in order. */
  audit(page: AuditPage): Promise<readonly AuditRow[]>;
  /** How many entries it has, and the hash of the last; undefined where it has none. */
  auditHead(): Promise<AuditHead | undefined>;
  /** The last entry that each thread has caused, in order. */
  auditNamed(): Promise<readonly AuditHead[]>;
  record(
    namespace: string,
    collection: string,
    key: string,
    pending: readonly RecordWrite[],
  ): Promise<StoredRecord | undefined>;
  records(
    namespace: string,
    collection: string,
    query: Query,
    pending: readonly RecordWrite[],
  ): Promise<readonly StoredRecord[]>;
  searchRecords(
    namespace: string,
    collection: string,
    words: string,
    limit: number,
    pending: readonly RecordWrite[],
  ): Promise<readonly StoredRecord[]>;
  /** Commits what is open, checkpoints, closes. Idempotent. */
  close(): Promise<void>;
}
