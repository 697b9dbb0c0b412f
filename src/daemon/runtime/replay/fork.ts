import type { ThreadEvent } from '../../model/event.ts';
import { foldThread, openThread } from '../../model/thread.ts';
import type { Store, ThreadRow } from '../../store/store.ts';
import { rowOf as rowFrom } from '../journal.ts';
import { newId } from '../new_id.ts';
import { storedEvents } from './stored_turns.ts';
import { assertReached, rowOf } from './thread_at.ts';

export interface ForkWanted {
  /** The parent's event after which it branches; its last where absent. */
  readonly at?: number;
  /** What lists show of the branch; as the parent's where absent. */
  readonly title?: string;
}

/**
 * Branches a thread: a new thread that begins with a copy of the parent's turns that were complete at that event. A turn that was
 * not is left out whole: half of it could neither go on (its effects would be made again) nor be told apart from one that failed.
 *
 * The copy stands by itself: events have ids of their own, causes name events of the branch, sequences are gapless; times,
 * answers, taint, origin and keys are the parent's. The first event of each copied turn says in `copiedFrom` where it was said, so
 * that a replay hands its services the thread they saw, and nothing that was done is counted twice. Nothing of it runs: it is
 * history, written in one unit. The parent is read only.
 * @throws Fault NOT_FOUND, OUT_OF_RANGE
 */
export async function fork(
  store: Pick<Store, 'thread' | 'events' | 'append'>,
  now: number,
  parentId: string,
  { at, title }: ForkWanted,
): Promise<ThreadRow> {
  const parent = await rowOf(store, parentId);
  const history: ThreadEvent[] = [];
  const complete = new Set<number>();
  for await (const event of storedEvents(store, parentId, at)) {
    history.push(event);
    if (event.direction === 'END') complete.add(event.turn);
  }
  const last = history.at(-1)?.seq ?? 0;
  assertReached({ id: parentId, seq: last }, at);
  const taken = history.filter(({ turn }) => complete.has(turn));
  const id = newId();
  const events = copyOf(taken, id, parentId);
  const branchedAt = taken.at(-1)?.seq ?? 0;
  const branch = openThread(id, parent.origin, { parent: parentId, branchedAt });
  const shown = title === undefined ? parent.title : title.slice(0, 80).toWellFormed();
  const ledger = { thread: branch, holds: 0, last: undefined, createdAt: now, title: shown };
  const row = rowFrom(ledger, events.reduce(foldThread, branch), now);
  await store.append({ open: [row], events }).durable;
  return row;
}

function copyOf(taken: readonly ThreadEvent[], thread: string, parent: string): readonly ThreadEvent[] {
  const ids = new Map(taken.map(({ id }) => [id, newId()]));
  return taken.map((event, index) => {
    const { cause } = event;
    const copy = {
      ...event,
      id: ids.get(event.id) ?? newId(),
      thread,
      seq: index + 1,
      ...(cause === undefined ? {} : { cause: ids.get(cause) ?? cause }),
    };
    if (copy.direction !== 'FORWARD' || copy.opened === undefined) return copy;
    return { ...copy, copiedFrom: copy.copiedFrom ?? parent };
  });
}
