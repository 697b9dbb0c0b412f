import type { FaultData } from './fault.ts';
import type { Json } from './json.ts';

/** FORWARD passes the thread on, BACKWARD answers the sender, END completes the turn. There is no fourth. */
type Direction = 'FORWARD' | 'BACKWARD' | 'END';

/** How the answers of a call are wanted: the one provider's, the first good one, or a list per provider. */
export type Wanted = 'one' | 'first' | 'all';

/**
 * What a call may do outside its frame.
 * `read`: nothing · `local`: writes only its storage · `idempotent`: safe to repeat · `keyed`: safe to repeat with the same key ·
 * `once`: never repeated; after a crash its outcome is unknown.
 */
export type Effect = 'read' | 'local' | 'idempotent' | 'keyed' | 'once';

/** Sources of untrusted content that went into a value, sorted; empty is clean. */
export type Taint = readonly string[];

interface EventBase<D extends Direction> {
  readonly direction: D;
  /** UUIDv7. */
  readonly id: string;
  readonly thread: string;
  /** 1 for the first turn of a thread. */
  readonly turn: number;
  /** Gapless per thread, from 1. */
  readonly seq: number;
  /** Wall-clock milliseconds since the epoch; for people, never for order. */
  readonly at: number;
  readonly subject: string;
  /** The frame's place in the turn's tree of calls: `3`, `3.0`, `3.1[2].0`; the first number is the turn. `?` at the end: the gate's question. */
  readonly key: string;
  /** Who sent it: a subject, or `client:<name>` for an interface. */
  readonly from: string;
  /** Id of the event that led to this one. */
  readonly cause?: string;
  readonly taint: Taint;
}

/** Where the gate sees an utterance come from: a row of its table. */
export type Channel = 'owner' | 'voice' | 'automation' | 'token';

/** Who opened a turn; on the turn's first FORWARD, so that a resumed turn is gated and answered as before. */
export interface TurnOpening {
  /** Name of the mailbox that the END goes to. */
  readonly client: string;
  readonly interface: string;
  readonly channel: Channel;
  readonly area?: string;
  /** Whether a yes from there counts. */
  readonly canConfirm: boolean;
  /** A voice that is not a resident's, or any at night. */
  readonly guest?: true;
  /** It was said into the assistant's own voice, or just after it. */
  readonly afterSpeech?: true;
  /** Of threads and turns it knows its own only, whatever its channel knows. */
  readonly ownThreadsOnly?: true;
  /** The only tools that may do more than read what is open; all where absent. */
  readonly tools?: readonly string[];
  /** For turns that a rule opened: whom the END is for. */
  readonly notify?: { readonly client?: string; readonly area?: string };
  /** Whoever asked for this work, as the daemon knows it: what it asks goes there, and it may do nothing that they may not. */
  readonly behalf?: Behalf;
}

/** For whom a turn of a rule works. */
export interface Behalf {
  readonly client: string;
  readonly channel: Channel;
  readonly guest?: true;
  /** What it works on, as in "the research about tea": a question that comes out of the blue begins with it. */
  readonly about?: string;
}

export interface ForwardEvent extends EventBase<'FORWARD'> {
  /** The providers this call was frozen to; each answers exactly once. */
  readonly to: readonly string[];
  readonly wanted: Wanted;
  readonly effect: Effect;
  /** Version of the service that handles it, so that a resumed turn knows when the code has changed. */
  readonly version: string;
  /** True where the sending frame is gone: the answer goes to whoever asked that frame. */
  readonly handoff: boolean;
  /** On the first FORWARD of a turn. */
  readonly opened?: TurnOpening;
  /** On the first FORWARD of a turn that a branch took along: the thread that the turn was said in. */
  readonly copiedFrom?: string;
  readonly data: Json;
}

/** What a call left for "undo that": the call that takes it back. */
export interface UndoCall {
  readonly subject: string;
  readonly input: Json;
}

export interface BackwardEvent extends EventBase<'BACKWARD'> {
  readonly to: readonly string[];
  readonly provider: string;
  readonly data?: Json;
  readonly error?: FaultData;
  readonly undo?: UndoCall;
}

export interface EndEvent extends EventBase<'END'> {
  readonly to: readonly string[];
  readonly data?: Json;
  readonly error?: FaultData;
  /** Keys of the calls that bear out what a model's reply says was done. */
  readonly cites?: readonly string[];
  /** The turn was ended from outside, by a person, a limit or the runtime, wherever its frames were: `error` says why. */
  readonly stopped?: true;
}

export type ThreadEvent = ForwardEvent | BackwardEvent | EndEvent;

/** Union of taints, sorted, so that equal sets are equal as JSON. */
export function joinTaint(...taints: readonly Taint[]): Taint {
  let joined: Taint = CLEAN;
  for (const taint of taints) {
    if (taint.length === 0 || taint === joined) continue;
    joined = joined.length === 0 ? taint : [...new Set([...joined, ...taint])].sort();
  }
  return joined;
}

export const CLEAN: Taint = Object.freeze([]);
