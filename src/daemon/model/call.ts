import type { Contract } from './contract.ts';
import { type Json, jsonCopy } from './json.ts';

/**
 * Marks what services hand to the runtime, also where they were made by another copy of this module: a package of services may
 * bring one along.
 */
const MADE = Symbol.for('agentos.made');

function isMade(kind: string, value: unknown): boolean {
  return typeof value === 'object' && value !== null && MADE in value && value[MADE] === kind;
}

/** What a generator may yield to the runtime. */
export type Step = Call<unknown> | AllOf | Note;

/**
 * A call that has been built but not made. `yield* call` makes it: a FORWARD whose BACKWARD resumes the caller with the
 * contract's output, or throws the Fault it answered.
 */
export class Call<O> {
  readonly [MADE] = 'call';
  readonly subject: string;
  readonly input: Json;
  /** Absent for calls by name (`invoke`): those are checked when they leave. */
  readonly contract: Contract | undefined;
  /** How long the caller waits, in milliseconds; the contract's deadline where absent. */
  readonly deadlineMs: number | undefined;

  static [Symbol.hasInstance](value: unknown): boolean {
    return isMade('call', value);
  }

  constructor(subject: string, input: Json, contract?: Contract, deadlineMs?: number) {
    this.subject = subject;
    this.input = input;
    this.contract = contract;
    this.deadlineMs = deadlineMs;
  }

  /** The same call with a deadline of its own. */
  within(deadlineMs: number): Call<O> {
    return new Call(this.subject, this.input, this.contract, deadlineMs);
  }

  *[Symbol.iterator](): Generator<Call<O>, O, unknown> {
    const answer = yield this;
    return answer as O;
  }
}

/** What `settle` gives per call. */
export type Settled<O> = { readonly ok: true; readonly value: O } | { readonly ok: false; readonly error: Error };

/** Calls that run side by side. Every member settles; then `throws` decides whether a failure is thrown or handed over. */
export class AllOf {
  readonly [MADE] = 'all';
  readonly calls: readonly Call<unknown>[];
  readonly throws: boolean;

  static [Symbol.hasInstance](value: unknown): boolean {
    return isMade('all', value);
  }

  constructor(calls: readonly Call<unknown>[], throws: boolean) {
    this.calls = calls;
    this.throws = throws;
  }
}

type OutputOf<C> = C extends Call<infer O> ? O : never;

/** Runs calls side by side; throws the failure of lowest position once all have settled. */
export function* all<const C extends readonly Call<unknown>[]>(
  calls: C,
): Generator<AllOf, { -readonly [K in keyof C]: OutputOf<C[K]> }, unknown> {
  const answers = yield new AllOf(calls, true);
  return answers as { -readonly [K in keyof C]: OutputOf<C[K]> };
}

/** Runs calls side by side and hands over each outcome, in order, failures included. */
export function* settle<O>(calls: readonly Call<O>[]): Generator<AllOf, Settled<O>[], unknown> {
  const outcomes = yield new AllOf(calls, false);
  return outcomes as Settled<O>[];
}

export interface NoteContent {
  readonly messages?: readonly { readonly role: 'assistant' | 'system' | 'user'; readonly text: string }[];
  readonly metadata?: { readonly [key: string]: Json };
}

/** Something to write to the thread. */
export class Note {
  readonly [MADE] = 'note';
  readonly content: NoteContent;

  static [Symbol.hasInstance](value: unknown): boolean {
    return isMade('note', value);
  }

  constructor(content: NoteContent) {
    this.content = content;
  }
}

/** Writes messages or metadata to the thread: recorded and folded. */
export function* note(content: NoteContent): Generator<Note, void, unknown> {
  yield new Note(content);
}

/** A call by name, checked at run time: for plans that are data. @throws TypeError for an input that is not JSON */
export function invoke(subject: string, input: Json): Call<Json> {
  if (typeof subject !== 'string') throw new TypeError('invoke: the subject is a text, as in need.device.set.');
  return new Call<Json>(subject, jsonCopy(input));
}

/** The turn handed on: the frame is gone, the callee's answer goes to whoever asked the frame. */
export class Forward<O> {
  readonly [MADE] = 'forward';
  readonly kind = 'forward';
  readonly call: Call<O>;

  constructor(call: Call<O>) {
    this.call = call;
  }
}

/** The turn completed. Only routers have it. */
export class End<O> {
  readonly [MADE] = 'end';
  readonly kind = 'end';
  readonly reply: O;

  constructor(reply: O) {
    this.reply = reply;
  }
}

export function forward<O>(call: Call<O>): Forward<O> {
  return new Forward(call);
}

export function end<O>(reply: O): End<O> {
  return new End(reply);
}

export function isForward(value: unknown): value is Forward<unknown> {
  return isMade('forward', value);
}

export function isEnd(value: unknown): value is End<unknown> {
  return isMade('end', value);
}
