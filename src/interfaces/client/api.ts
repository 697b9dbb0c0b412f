import type { BackupMade, DeletedThreads } from '../../wire/admin.ts';
import type { Service, Status } from '../../wire/catalog.ts';
import type { PairedClient, PairNews } from '../../wire/clients.ts';
import type { AuditEntry, AuditVerified } from '../../wire/gate.ts';
import type { ReplayNews } from '../../wire/replay.ts';
import type { Thread, ThreadEvent, ThreadRow } from '../../wire/threads.ts';
import type { PairWanted } from './clients.ts';
import type { AuditFilter } from './gate.ts';
import type { Place } from './place.ts';

/** What an interface can do for the person at it. All false where absent. */
export interface Capabilities {
  /** Words are heard: they are spoken, not printed. */
  readonly speak?: boolean;
  /** A person is there whose yes counts. */
  readonly confirm?: boolean;
  /** Timers and other news may be told here. */
  readonly notices?: boolean;
  /** A person is there who can be asked. */
  readonly ask?: boolean;
}

export interface ConnectOptions {
  /** The daemon's Unix socket. Where absent: the daemon that this machine is attached to, or else `socketPath()` of the settings. */
  readonly socket?: string;
  /** A daemon on another machine. */
  readonly place?: Place;
  /** Name of the mailbox, stable over restarts: `chat`, `voice-kitchen`. Two processes of one name read the same mail. */
  readonly name: string;
  readonly kind: 'cli' | 'voice' | 'watch' | 'web';
  /** Where it stands in the house, by id or name. */
  readonly area?: string;
  readonly capabilities?: Capabilities;
  /** Of the program, for the daemon's log. */
  readonly version?: string;
  /** Mail after this offset. Where absent (and no file has one): after what was last told to be heard. */
  readonly lastOffset?: number;
  /** Keeps the last heard offset over restarts of this process. */
  readonly offsetFile?: string;
  /** True: `connect` waits for a daemon, however long. False (default): without one it rejects with UNAVAILABLE at once. */
  readonly wait?: boolean;
  /** A connection lost for longer fails what is under way with UNAVAILABLE; the client itself goes on. Endless where absent. */
  readonly giveUpAfterMs?: number;
  /** Requests that a busy daemon refuses are sent again, when it says, for so long; then they fail with its reason. 5 s where absent, 0 for never. */
  readonly busyPatienceMs?: number;
  /** Mail up to this offset was let go before it was read (SNAPSHOT_REQUIRED): what was said is in the threads. */
  readonly onSnapshotRequired?: (upTo: number) => void;
  /** Ends waiting in `connect`. */
  readonly signal?: AbortSignal;
  /** Hears of the connection: `lost` once per loss, `connected` once it is back. */
  readonly onState?: (state: 'connected' | 'lost', why?: string) => void;
}

export interface UtterOptions {
  readonly text: string;
  /** 0 to 1, from a recogniser. */
  readonly confidence?: number;
  /** Other readings, best first. */
  readonly alternatives?: readonly string[];
  /** Continues this thread. */
  readonly thread?: string;
  /** Continues this client's last thread if it is recent. */
  readonly continueLast?: boolean;
  readonly speaker?: string;
  /** BCP 47, as in `en`. */
  readonly language?: string;
  /** The same id is the same turn, however often it is sent. Made up where absent. */
  readonly requestId?: string;
  /** Since the end of our own words at this client, in milliseconds; 0 where it was said into them. For clients that speak. */
  readonly sinceSpeechMs?: number;
  /** Also hands over every event of the turn. */
  readonly trace?: boolean;
}

export interface Accepted {
  readonly thread: string;
  readonly turn: number;
  readonly seq: number;
  /** True where the text answered an open question of that turn and opened none of its own. */
  readonly answered: boolean;
}

export interface Ask {
  readonly id: string;
  readonly text: string;
  /** `confirm` wants a yes or no, `pin` the PIN: what is answered then is neither shown nor kept. */
  readonly kind: 'confirm' | 'question' | 'pin';
  readonly choices?: readonly string[];
  /** Milliseconds since the epoch after which no answer counts. */
  readonly expiresAt: number;
}

export type TurnStatus = 'active' | 'waiting' | 'complete' | 'failed';
export type Outcome = 'done' | 'failed' | 'unknown';

/** How a turn ended, or what a notice says. */
export interface Said {
  readonly thread: string;
  readonly turn: number;
  readonly text: string;
  readonly status: TurnStatus;
  readonly outcome?: Outcome;
  /** True if any call beyond reading was made. */
  readonly acted: boolean;
  /** gRPC's code, where the turn failed. */
  readonly code?: string;
}

export type Update =
  /** Words of the answer as they come; `offset` is their place in it (UTF-16 units). A higher `attempt` starts the answer anew. */
  | { readonly type: 'progress'; readonly text: string; readonly offset: number; readonly attempt: number }
  | { readonly type: 'ask'; readonly ask: Ask; readonly mailOffset: number }
  | { readonly type: 'event'; readonly event: ThreadEvent }
  /** Always the last. `mailOffset` is for `heard`. */
  | ({ readonly type: 'end'; readonly mailOffset: number } & Said);

/** An utterance under way. Survives the loss of the connection and a restart of the daemon. */
export interface Turn {
  readonly requestId: string;
  /** Durable. Rejects with a ClientError. */
  readonly accepted: Promise<Accepted>;
  /** One reader. Ends after `end`; throws the ClientError that ended the turn before it was accepted. */
  readonly updates: AsyncIterable<Update>;
  /** Ends the turn; resolves once no effect of it will start any more. A turn that has ended already is left as it is. */
  cancel(): Promise<void>;
}

/** What comes unasked. `reply` is the answer to an utterance of an earlier process of this name. */
export type Notice =
  | ({ readonly kind: 'notice' | 'reply'; readonly mailOffset: number; readonly at: number } & Said)
  | {
      readonly kind: 'ask';
      readonly mailOffset: number;
      readonly at: number;
      readonly thread: string;
      readonly turn: number;
      readonly ask: Ask;
    };

export interface WakeClaim {
  /** Loudness of the wake word at this microphone, in dBFS. */
  readonly energyDb: number;
  /** The wake model's certainty, 0 to 1. */
  readonly score: number;
  /** Where it was heard; the client's own area where absent. */
  readonly area?: string;
}

export interface ThreadFilter {
  readonly limit?: number;
  /** Only threads that changed before this (milliseconds since the epoch), for paging. */
  readonly before?: number;
  /** Only threads whose turn runs or waits. */
  readonly open?: boolean;
}

export interface EventsOptions {
  /** Events after this seq; from the first where absent. */
  readonly afterSeq?: number;
  /** Up to and with this seq; to the last there is where absent. */
  readonly untilSeq?: number;
}

export interface ForkOptions {
  /** The parent's event after which it branches; its last where absent. */
  readonly at?: number;
  /** What lists show of the branch; as the parent's where absent. */
  readonly title?: string;
}

export interface ReplayOptions {
  /** All threads where absent. */
  readonly thread?: string;
  /** Of all: only threads that changed since (milliseconds since the epoch). */
  readonly since?: number;
  /** Of one: on the services of today, with nothing that acts. */
  readonly live?: boolean;
}

/** One attachment to the daemon. Every promise rejects with a ClientError, nothing else. */
export interface Client {
  /** False while a lost connection is being made again. */
  readonly connected: boolean;
  readonly daemonVersion: string;
  utter(utterance: UtterOptions): Turn;
  /** Answers a question. The answer goes on in the turn that asked, or opens one of its own if it was a new command. */
  answer(askId: string, text: string, options?: { readonly sinceSpeechMs?: number }): Promise<Accepted>;
  /** News as it comes, from the first mail of this attachment on. One reader. Ends at `close`. */
  notices(): AsyncIterable<Notice>;
  /** Says that all mail up to this offset was printed or played. */
  heard(mailOffset: number): void;
  /** Calls a `read` contract: what comes out is its output. */
  call(subject: string, input: unknown, signal?: AbortSignal): Promise<unknown>;
  services(): Promise<readonly Service[]>;
  threads(filter?: ThreadFilter): Promise<readonly ThreadRow[]>;
  /** The thread as folded, and all of its events: of a long one, `events` holds less at once. */
  thread(id: string): Promise<{ readonly thread: Thread; readonly events: readonly ThreadEvent[] }>;
  /** A thread's events in order, page by page. */
  events(thread: string, options?: EventsOptions): AsyncIterable<ThreadEvent>;
  /** Events after a seq, then as they come, until aborted. A lost connection is made again without a gap. */
  watch(thread: string, afterSeq: number, signal: AbortSignal): AsyncIterable<ThreadEvent>;
  /** The thread as it was after an event, or as it is, and the calls that had no answer then. */
  threadAt(id: string, seq?: number): Promise<{ readonly thread: Thread; readonly open: readonly ThreadEvent[] }>;
  /** Branches a thread: the new one begins with a copy of the turns that were complete then. */
  fork(thread: string, options?: ForkOptions): Promise<ThreadRow>;
  /** Runs what is stored again, against the answers that are stored. Nothing is made, nothing is written. */
  replay(options: ReplayOptions, signal: AbortSignal): AsyncIterable<ReplayNews>;
  status(): Promise<Status>;
  /** Makes a backup: at a whole path where the daemon runs, or in its folder of backups. `progress` hears parts of a whole. */
  backup(file?: string, progress?: (done: number, total: number) => void): Promise<BackupMade>;
  /** Deletes threads with all that was said in them, all of these or none; their branches only where that is said. */
  deleteThreads(threads: readonly string[], branches?: boolean): Promise<DeletedThreads>;
  /** Threads, or all of them where none is named, as bytes of JSON Lines: each thread's row, then its events. */
  exportThreads(threads?: readonly string[]): AsyncIterable<Uint8Array>;
  /** What the gate decided about calls that are private or dangerous, oldest first. */
  audit(filter?: AuditFilter): AsyncIterable<AuditEntry>;
  /** Whether the record of it is as it was written. */
  verifyAudit(): Promise<AuditVerified>;
  /** Sets the PIN that lets in by voice: 4 to 12 digits. */
  setPin(pin: string): Promise<void>;
  /** Takes it away. True where there was one. */
  removePin(): Promise<boolean>;
  /** Opens the door for a client on another machine: a code to type there, then who came in. Aborting takes the code back. */
  pair(wanted: PairWanted, signal: AbortSignal): AsyncIterable<PairNews>;
  /** Clients on other machines, also those that were sent away. */
  clients(): Promise<readonly PairedClient[]>;
  /** Sends one away. @returns how many streams of it were ended */
  revokeClient(name: string): Promise<number>;
  /** True where this microphone is the one to answer. */
  claimWake(claim: WakeClaim): Promise<boolean>;
  /** Milliseconds to the daemon and back. */
  ping(): Promise<number>;
  /** Ends everything under way with CANCELLED. Idempotent. */
  close(): Promise<void>;
}
