import type { Channel, ThreadEvent } from '../model/event.ts';
import type { Json } from '../model/json.ts';
import type { Thread, ThreadStatus } from '../model/thread.ts';
import type { Mail, ThreadRow } from '../store/store.ts';

/** Who is attached, after the socket's role and the client's Hello were taken together. */
export interface Client {
  /** Stable name of the mailbox, as in `chat` or `voice-kitchen`. */
  readonly name: string;
  /** `cli`, `voice`, `watch`, `web` … */
  readonly interface: string;
  readonly channel: Channel;
  readonly area?: string;
  /** Whether somebody is there who can be asked, and whose yes counts. */
  readonly canConfirm: boolean;
  readonly takesNotices: boolean;
  /** It stands in a guest's room. */
  readonly guest?: true;
  /** Of threads and turns it knows its own only, wherever its words come from. */
  readonly ownThreadsOnly?: true;
  /** The only tools that may do more than read what is open where it begins a turn; all where absent. */
  readonly tools?: readonly string[];
}

export interface Utterance {
  /** The same id from the same client is the same turn. */
  readonly requestId: string;
  readonly text: string;
  readonly alternatives?: readonly string[];
  /** 0 to 1, from a recogniser. */
  readonly confidence?: number;
  readonly speaker?: string;
  readonly language?: string;
  /** Milliseconds from the end of the assistant's own words at this client to the first of these; 0 where they were said into them. */
  readonly sinceSpeechMs?: number;
  /** Continues this thread. */
  readonly thread?: string;
  /** Continues the client's last thread if it is recent, else opens one. */
  readonly continueLast: boolean;
}

/** Durable: sent after COMMIT and sync. */
export interface Accepted {
  readonly thread: string;
  readonly turn: number;
  readonly seq: number;
  /** True where the text answered an open question of this turn and opened no turn of its own. */
  readonly answered: boolean;
}

/** Words as they come, of the final answer of a turn. Not stored; an `attempt` that rises replaces what came before. */
export interface Progress {
  readonly thread: string;
  readonly turn: number;
  readonly key: string;
  readonly attempt: number;
  /** Position of `text` in the answer, in UTF-16 units. */
  readonly offset: number;
  readonly text: string;
}

/** The body of a `reply` or `notice` mail. */
export interface ReplyBody {
  readonly text: string;
  readonly status: ThreadStatus;
  readonly outcome?: 'done' | 'failed' | 'unknown';
  /** True if any call beyond reading was made. */
  readonly acted: boolean;
  /** gRPC's code, where the turn failed. */
  readonly code?: string;
}

/** The body of an `ask` mail. */
export interface AskBody {
  /** `<thread>/<key>`: an interface that has shown it does not show it again. */
  readonly askId: string;
  readonly kind: 'confirm' | 'question' | 'pin';
  readonly text: string;
  readonly choices?: readonly string[];
  /** Milliseconds since the epoch after which no answer counts. */
  readonly expiresAt: number;
}

/** Which of a thread's events: after a seq, up to and with another, so many at most. */
export interface EventPage {
  readonly afterSeq: number;
  readonly untilSeq?: number;
  readonly limit: number;
}

/** What the runtime offers to those who serve it to the world. All of it throws Faults. */
export interface Assistant {
  /** Opens a turn, or answers the question that the thread waits on. */
  utter(client: Client, utterance: Utterance): Promise<Accepted>;
  /** The same `requestId` again is the same answer, as with `utter`. */
  answer(client: Client, askId: string, text: string, requestId?: string, sinceSpeechMs?: number): Promise<Accepted>;
  /** Ends the running turn as CANCELLED; no effect starts after it resolves. */
  cancel(client: Client, thread: string, turn: number): Promise<void>;
  /** The same for all turns that were begun by clients whose names begin with this, and have not ended. @returns how many */
  cancelAllOf(clients: string, why: string): Promise<number>;
  /** Registers an attached client for notices and progress. Returns the release. */
  attach(client: Client, progress: (progress: Progress) => void): () => void;
  /** The client's mail after an offset, then as it comes, until aborted. Pulled: whoever does not read costs nothing. */
  mail(client: string, afterOffset: number, signal: AbortSignal): AsyncIterable<Mail>;
  heard(client: string, offset: number): Promise<void>;
  threads(filter: {
    readonly limit?: number;
    readonly before?: number;
    readonly open?: boolean;
    /** Only of clients whose name begins with this. */
    readonly of?: string;
  }): Promise<readonly ThreadRow[]>;
  /** The thread as folded. @throws Fault NOT_FOUND */
  thread(id: string): Promise<{ readonly thread: Thread }>;
  /** A page of a thread's events, in order; empty where there are none. @throws Fault NOT_FOUND */
  events(thread: string, page: EventPage): Promise<readonly ThreadEvent[]>;
  /** A thread's events after a seq, then as they are applied, until aborted. */
  watch(thread: string, afterSeq: number, signal: AbortSignal): AsyncIterable<ThreadEvent>;
  /** Calls a `read` contract outside of any thread. @throws Fault PERMISSION_DENIED for anything that is not a read. */
  call(subject: string, input: Json, signal: AbortSignal): Promise<Json>;
}
