import type { BackwardEvent, ForwardEvent } from '../../model/event.ts';
import { Fault } from '../../model/fault.ts';
import { foldThread, isRoot, openThread, type Thread } from '../../model/thread.ts';
import type { Store, ThreadRow } from '../../store/store.ts';
import { collect } from '../calls/answers.ts';
import { storedEvents } from './stored_turns.ts';

/** A thread as it was after one of its events. */
export interface ThreadThen {
  readonly thread: Thread;
  /** Calls that had no answer yet, in the order in which they were made. */
  readonly open: readonly ForwardEvent[];
}

/** @throws Fault NOT_FOUND, OUT_OF_RANGE for a seq that the thread has not come to */
export async function threadAt(store: Pick<Store, 'thread' | 'events'>, id: string, seq?: number): Promise<ThreadThen> {
  const row = await rowOf(store, id);
  let thread = openThread(row.id, row.origin, row);
  const calls = new Map<string, { readonly forward: ForwardEvent; readonly answers: Map<string, BackwardEvent> }>();
  for await (const event of storedEvents(store, id, seq)) {
    thread = foldThread(thread, event);
    if (event.direction === 'FORWARD' && !isRoot(event.key))
      calls.set(event.key, { forward: event, answers: new Map() });
    else if (event.direction === 'BACKWARD') {
      const call = calls.get(event.key);
      call?.answers.set(event.provider, event);
      if (call && collect(call.forward, call.answers)) calls.delete(event.key);
    } else if (event.direction === 'END') {
      // Its END is the answer of whoever ended it. What else is open is an effect whose answer may still come.
      for (const [key, { forward }] of calls)
        if (forward.turn === event.turn && forward.subject.startsWith('use.')) calls.delete(key);
    }
  }
  assertReached(thread, seq);
  return { thread, open: [...calls.values()].map(({ forward }) => forward) };
}

/** @throws Fault NOT_FOUND */
export async function rowOf(store: Pick<Store, 'thread'>, id: string): Promise<ThreadRow> {
  const row = await store.thread(id);
  if (row) return row;
  throw new Fault('NOT_FOUND', `There is no thread ${id}; "agentos threads" lists them.`);
}

/** @throws Fault OUT_OF_RANGE */
export function assertReached({ id, seq: last }: Pick<Thread, 'id' | 'seq'>, seq: number | undefined): void {
  if (seq === undefined || seq <= last) return;
  throw new Fault('OUT_OF_RANGE', `Thread ${id} has ${last} events; there is no event ${seq} yet.`);
}
