import type { Store, ThreadRow } from '../../store/store.ts';
import { type ForkWanted, fork } from './fork.ts';
import { type LiveTurn, replayLive } from './live.ts';
import type { LiveParts } from './live_steps.ts';
import { Replays, type ReplaysOptions, type ThreadReplay } from './replays.ts';
import { type ThreadThen, threadAt } from './thread_at.ts';

/** What can be done with what is over: looked at, replayed, branched. All of it throws Faults. */
export interface Past {
  /** @throws Fault NOT_FOUND, OUT_OF_RANGE */
  at(thread: string, seq?: number): Promise<ThreadThen>;
  /** The row of the new branch. @throws Fault NOT_FOUND, OUT_OF_RANGE */
  fork(thread: string, wanted: ForkWanted): Promise<ThreadRow>;
  /** @throws Fault NOT_FOUND, RESOURCE_EXHAUSTED where too many replays run */
  replay(thread: string, signal: AbortSignal): Promise<ThreadReplay>;
  /** Every thread that changed since (milliseconds since the epoch). @throws Fault RESOURCE_EXHAUSTED */
  replayAll(since: number, signal: AbortSignal): AsyncIterable<ThreadReplay>;
  /** Turn by turn, on today's services, nothing of it with an effect. @throws Fault NOT_FOUND, RESOURCE_EXHAUSTED */
  replayLive(thread: string, signal: AbortSignal): AsyncIterable<LiveTurn>;
}

export interface PastParts extends Omit<ReplaysOptions, 'store' | 'registry'>, LiveParts {
  readonly store: Store;
  /** Wall-clock milliseconds since the epoch. */
  readonly now: () => number;
}

export function pastOf(parts: PastParts): Past {
  const { store, now } = parts;
  const replays = new Replays(parts);
  return {
    at: (thread, seq) => threadAt(store, thread, seq),
    fork: (thread, wanted) => fork(store, now(), thread, wanted),
    replay: (thread, signal) => replays.one(thread, signal),
    replayAll: (since, signal) => replays.all(since, signal),
    async *replayLive(thread, signal) {
      const leave = replays.enter();
      try {
        yield* replayLive(store, parts, thread, signal);
      } finally {
        leave();
      }
    },
  };
}
