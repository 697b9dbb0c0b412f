import { foldThread, openThread } from '../../model/thread.ts';
import type { Store, ThreadRow } from '../../store/store.ts';
import type { Limits } from '../limits.ts';
import type { LiveThread, LiveThreads } from './live_threads.ts';
import type { Turn } from './turn.ts';
import type { Turns } from './turns.ts';

interface Parts {
  readonly store: Store;
  readonly threads: LiveThreads;
  readonly turns: Turns;
  readonly limits: Pick<Limits, 'queuedTurns'>;
}

export interface OpenTurn {
  readonly live: LiveThread;
  readonly turn: Turn;
  /** It neither waited for a person nor for its turn. */
  readonly wasAtWork: boolean;
}

/** The turns of a thread that have no END, as the log has them, in the order in which they are to run. */
export async function* openTurns({ store, threads, turns, limits }: Parts, row: ThreadRow): AsyncGenerator<OpenTurn> {
  const live = await threads.get(row.id);
  if (!live) return;
  let base = openThread(row.id, row.origin, row);
  // One turn runs and some wait behind it: so many may be open, and what was said before them is the base.
  const outline = await store.outline(row.id, limits.queuedTurns + 4);
  const ended = new Set(outline.filter((event) => event.direction === 'END').map((event) => event.turn));
  for (const event of outline) if (ended.has(event.turn)) base = foldThread(base, event);
  const open = new Set(outline.map((event) => event.turn).filter((number) => !ended.has(number)));
  const inOrder = [...open].sort((a, b) => a - b);
  for (const number of inOrder) {
    const turn = turns.restore(live, base, await store.events(row.id, { turn: number }));
    if (turn) yield { live, turn, wasAtWork: row.status === 'active' && number === inOrder[0] };
  }
}
