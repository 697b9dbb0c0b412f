import type { EventRow } from './statements/events.ts';
import type { ThreadColumns } from './statements/threads.ts';
import type { WireFault } from './store_fault.ts';

/** How long threads are kept; all of them for ever where nothing is set. */
export interface RetentionPolicy {
  /** Milliseconds since the last change of a thread. */
  readonly keepMs?: number;
  /** The same for threads that came from one interface (`cli`, `voice`, `watch`, `signal` …), in the place of `keepMs`. */
  readonly byInterface?: { readonly [name: string]: number };
  /** The oldest threads go while what is stored takes more than this. */
  readonly maxBytes?: number;
}

/** Work on the store that no turn waits for. It has a channel of its own beside that of writes and reads. */
export type CareTask =
  /** Copies the database, a few pages at a time, to a file that is not there yet. */
  | { readonly task: 'copy'; readonly to: string }
  /** Forgets threads, all of them or none. */
  | { readonly task: 'forget'; readonly threads: readonly string[]; readonly branches: boolean }
  /** Forgets what is past its time, in quiet moments. `now` in wall-clock milliseconds. */
  | { readonly task: 'trim'; readonly policy: RetentionPolicy; readonly now: number }
  /** The thread of an id, or the first one after a key. */
  | { readonly task: 'threadPage'; readonly of: { readonly id: string } | { readonly afterKey: number } }
  /** Events of a thread after a seq: at most some hundred KiB of them, at least one where there is one. */
  | { readonly task: 'eventPage'; readonly key: number; readonly afterSeq: number }
  | { readonly task: 'size' };

export interface ThreadPage {
  readonly key: number;
  readonly columns: ThreadColumns;
}

export type EventPage = readonly EventRow[];

export interface StoreSize {
  /** Of the database's file. */
  readonly fileBytes: number;
  /** Of what is in it; the rest of the file is free for what comes. */
  readonly usedBytes: number;
}

export interface Trimmed {
  /** Ids of the threads that are gone. */
  readonly threads: readonly string[];
  /** How many were past their time and are kept, because something refers to them or they are not heard of yet. */
  readonly held: number;
  /** Nothing went by its age, since the clock is far ahead of what was written: of when the newest of that is. */
  readonly leaptFrom?: number;
}

export type CareOrder = CareTask & { readonly id: number };

export type CareReply =
  | { readonly id: number; readonly progress: { readonly done: number; readonly total: number } }
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly fault: WireFault };
