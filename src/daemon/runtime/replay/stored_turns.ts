import type { ThreadEvent } from '../../model/event.ts';
import { Fault } from '../../model/fault.ts';
import { foldThread, isRoot, openThread, viewAt } from '../../model/thread.ts';
import type { Store, ThreadRow } from '../../store/store.ts';
import type { Ledger } from '../journal.ts';
import { Turn } from '../turns/turn.ts';

const PAGE = 500;
/** Turns that have ended and whose late answers may still come; more are not waited for. */
const KEPT = 8;

interface Stored {
  readonly turn: Turn;
  /** Answers that are not there yet, by key and provider. */
  readonly open: Set<string>;
  readonly copiedFrom: string | undefined;
}

/** A replay has nothing to write with. */
export const NO_WRITER: ConstructorParameters<typeof Turn>[0] = {
  append: () => {
    throw new Fault('INTERNAL', 'A replay does not write.');
  },
  fillGap: () => {
    throw new Fault('INTERNAL', 'A replay does not write.');
  },
};

/**
 * The turns of a stored thread, in order, each with its recording and the views that its frames had. Reads the log in pages and
 * holds no more of it than the turns that are not complete. Last come those that have no END.
 */
export async function* storedTurns(store: Pick<Store, 'events'>, row: ThreadRow): AsyncGenerator<Turn> {
  const ledger: Ledger = {
    thread: openThread(row.id, row.origin, row),
    holds: 0,
    last: undefined,
    createdAt: row.createdAt,
    title: row.title,
  };
  const turns = new Map<number, Stored>();
  for await (const event of storedEvents(store, row.id)) {
    ledger.thread = foldThread(ledger.thread, event);
    take(event, ledger, turns);
    for (const [number, stored] of turns) {
      const done = stored.turn.recording.end && (stored.open.size === 0 || turns.size > KEPT);
      if (!done) continue;
      turns.delete(number);
      yield stored.turn;
    }
  }
  for (const { turn } of turns.values()) yield turn;
}

/** A thread's events in order, read in pages. */
export async function* storedEvents(
  store: Pick<Store, 'events'>,
  thread: string,
  untilSeq = Number.MAX_SAFE_INTEGER,
): AsyncGenerator<ThreadEvent> {
  for (let afterSeq = 0; ; ) {
    const page = await store.events(thread, { afterSeq, untilSeq, limit: PAGE });
    yield* page;
    const last = page.at(-1);
    if (!last || page.length < PAGE) return;
    afterSeq = last.seq;
  }
}

function take(event: ThreadEvent, ledger: Ledger, turns: Map<number, Stored>): void {
  const { thread } = ledger;
  if (event.direction === 'FORWARD' && event.opened) {
    const turn = new Turn(NO_WRITER, ledger, event.turn, event.opened);
    turns.set(event.turn, { turn, open: new Set(), copiedFrom: event.copiedFrom });
  }
  const stored = turns.get(event.turn);
  if (!stored) return;
  const { turn, open, copiedFrom } = stored;
  turn.recording.add(event, copiedFrom === undefined ? thread : { ...thread, id: copiedFrom });
  if (event.direction === 'FORWARD' && !isRoot(event.key)) for (const to of event.to) open.add(`${event.key} ${to}`);
  if (event.direction === 'BACKWARD') open.delete(`${event.key} ${event.provider}`);
  if (event.direction !== 'END') return;
  // Who waited for this one sees the thread as this one left it.
  const next = turns.get(event.turn + 1);
  if (next?.turn.recording.size === 1) next.turn.recording.setView(next.turn.rootKey, viewAt(thread, event.turn + 1));
}
