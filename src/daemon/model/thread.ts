import { CLEAN, joinTaint, type Taint, type ThreadEvent } from './event.ts';
import { isJsonObject, type Json } from './json.ts';

/** Where a thread came from. */
export interface Origin {
  /** Name of the client that opened it, as in `cli` or `kitchen`. */
  readonly client: string;
  /** `cli`, `voice`, `watch`, `web`, `signal` … */
  readonly interface: string;
  readonly area?: string;
  readonly speaker?: string;
}

/** `active`: a turn runs · `waiting`: a turn waits for a person · `complete`, `failed`: how the last turn ended. */
export type ThreadStatus = 'active' | 'waiting' | 'complete' | 'failed';

export interface Message {
  readonly turn: number;
  readonly role: 'user' | 'assistant' | 'system';
  readonly text: string;
  readonly taint: Taint;
}

/** A thread as folded from its events. Messages are the last {@link KEPT_MESSAGES}; the whole of it is in the events. */
export interface Thread {
  readonly id: string;
  /** The thread that it was branched off, or, without `branchedAt`, that it works for. */
  readonly parent?: string;
  /** The parent's seq up to which it took the events along. */
  readonly branchedAt?: number;
  readonly origin: Origin;
  readonly status: ThreadStatus;
  /** The turn that runs or ran last; 0 before the first. */
  readonly turn: number;
  /** Sequence of the last event; 0 before the first. */
  readonly seq: number;
  readonly messages: readonly Message[];
  readonly metadata: { readonly [key: string]: Json };
  readonly taint: Taint;
}

/** Where a thread was branched off another. */
type Branching = Pick<Thread, 'parent' | 'branchedAt'>;

/** What a handler sees: the thread as of its FORWARD. */
export type ThreadView = Pick<Thread, 'id' | 'origin' | 'turn' | 'messages' | 'metadata' | 'taint'>;

const KEPT_MESSAGES = 20;

/** Subjects that the fold itself reads. */
export const NOTE_SUBJECT = 'need.thread.note';
export const ASK_SUBJECT = 'need.user.ask';

export function openThread(id: string, origin: Origin, { parent, branchedAt }: Branching = {}): Thread {
  return {
    id,
    ...(parent === undefined ? {} : { parent }),
    ...(branchedAt === undefined ? {} : { branchedAt }),
    origin: Object.freeze({ ...origin }),
    status: 'complete',
    turn: 0,
    seq: 0,
    messages: [],
    metadata: {},
    taint: CLEAN,
  };
}

/**
 * One event onto a thread. Pure and total: events after END (an effect's late answer) are taken in without waking the turn,
 * and messages are ordered by turn, not by seq.
 */
export function foldThread(thread: Thread, event: ThreadEvent): Thread {
  const next = { ...thread, seq: event.seq };
  switch (event.direction) {
    case 'FORWARD':
      if (isRoot(event.key)) {
        next.turn = Math.max(thread.turn, event.turn);
        next.status = 'active';
        next.messages = withMessage(thread.messages, event, 'user', event.data);
      } else if (event.subject === NOTE_SUBJECT) {
        foldNote(next, event.turn, event.data, event.taint);
      } else if (event.subject === ASK_SUBJECT && event.turn === thread.turn) {
        next.status = 'waiting';
      }
      return next;
    case 'BACKWARD':
      if (event.subject === ASK_SUBJECT && thread.status === 'waiting' && event.turn === thread.turn)
        next.status = 'active';
      return next;
    case 'END':
      if (event.turn === thread.turn) next.status = event.error ? 'failed' : 'complete';
      next.messages = withMessage(
        thread.messages,
        event,
        'assistant',
        event.data ?? (event.error ? { text: event.error.message } : null),
      );
      next.taint = joinTaint(thread.taint, event.taint);
      return next;
  }
}

/** A root frame's key is the turn's number alone. */
export function isRoot(key: string): boolean {
  return !/[.?[]/.test(key);
}

/** The thread as a turn sees it: what was said up to and including that turn, whatever waits behind it. */
export function viewAt(thread: Thread, turn: number): ThreadView {
  const { id, origin, metadata, taint } = thread;
  const messages = thread.turn > turn ? thread.messages.filter((message) => message.turn <= turn) : thread.messages;
  return { id, origin, turn, messages, metadata, taint };
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

function foldNote(next: Mutable<Thread>, turn: number, data: Json, taint: Taint): void {
  if (!isJsonObject(data)) return;
  if (isJsonObject(data['metadata'])) next.metadata = frozen({ ...next.metadata, ...data['metadata'] });
  if (Array.isArray(data['messages'])) {
    for (const message of data['messages']) {
      if (!isJsonObject(message)) continue;
      const role = message['role'];
      if (role === 'user' || role === 'assistant' || role === 'system')
        next.messages = withMessage(next.messages, { turn, taint }, role, message);
    }
  }
  next.taint = joinTaint(next.taint, taint);
}

function withMessage(
  messages: readonly Message[],
  { turn, taint }: { turn: number; taint: Taint },
  role: Message['role'],
  data: Json,
): readonly Message[] {
  const text = isJsonObject(data) && typeof data['text'] === 'string' ? data['text'] : '';
  if (text === '') return messages;
  let place = messages.length;
  while (place > 0 && (messages[place - 1]?.turn ?? 0) > turn) place -= 1;
  const message = Object.freeze({ turn, role, text, taint });
  return Object.freeze([...messages.slice(0, place), message, ...messages.slice(place)].slice(-KEPT_MESSAGES));
}

/** Views share the fold's parts, so a handler that writes to what it was handed must fail, not change the thread. */
function frozen<T extends Json>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) frozen(inner);
  }
  return value;
}
