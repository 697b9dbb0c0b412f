import type { Engine } from './engine.ts';
import type { Answer, Reply, Request } from './wire.ts';
import { isAwaited } from './write_unit.ts';

/** Units that share a commit at most: what waits is told in good time although a flood goes on. */
const MAX_GATHERED = 1_000;
/** Between two looks whether a full disk has room again. */
const ROOM_EVERY_MS = 1_000;
/** So late that no start waits for it. */
const RESERVE_AFTER_MS = 2_000;
const IDLE_AFTER_MS = 200;
const PRUNE_AFTER_MS = 60_000;
const PRUNE_EVERY_MS = 24 * 3_600_000;

/**
 * Feeds an engine: takes everything that waits, commits once, and tells. What somebody waits for is told before the commit
 * begins, so that nobody waits for a sync only to read; the rest is told with the commit, for a message of its own would wake
 * the other thread once more.
 * @param next the next batch that waits already, if any
 */
export function feed(
  engine: Engine,
  first: readonly Request[],
  next: () => readonly Request[] | undefined,
  tell: (reply: Reply) => void,
): void {
  let batch: readonly Request[] | undefined = first;
  let gathered = 0;
  let held: Answer[] = [];
  while (batch !== undefined) {
    gathered += batch.length;
    const reply = engine.take(batch);
    held.push(...reply.answers);
    if (batch.some(isAwaited)) {
      // All that is held goes along: whatever is applied and not named counts as plainly applied.
      tell({ ...reply, answers: held });
      held = [];
    }
    batch = gathered < MAX_GATHERED ? next() : undefined;
  }
  const committed = engine.commit();
  tell({ ...committed, answers: [...held, ...committed.answers] });
  const tended = engine.tend();
  if (tended.failed !== undefined) tell(tended);
}

/** Does the house's work while nothing is asked. Returns what to call after each feeding, and the release. */
export function keepHouse(engine: Engine, tell: (reply: Reply) => void): { fed(): void; release(): void } {
  let room: NodeJS.Timeout | undefined;
  const told = (reply: Reply) => {
    if (reply.failed !== undefined || reply.full) tell(reply);
    if (reply.full) lookForRoom();
  };
  /** Nobody knows when a full disk has room again: it is tried, as long as it is full. */
  const lookForRoom = () => {
    room ??= setTimeout(async () => {
      const reply = await engine.makeRoom();
      room = undefined;
      tell(reply);
      if (reply.full) lookForRoom();
    }, ROOM_EVERY_MS).unref();
  };
  const reserve = setTimeout(async () => told(await engine.makeReserve()), RESERVE_AFTER_MS).unref();
  const idle = setTimeout(() => told(engine.idle()), IDLE_AFTER_MS).unref();
  const prune = () => told(engine.prune(Date.now()));
  const firstPrune = setTimeout(prune, PRUNE_AFTER_MS).unref();
  const laterPrune = setInterval(prune, PRUNE_EVERY_MS).unref();
  return {
    fed: () => {
      idle.refresh();
      if (engine.isFull) lookForRoom();
    },
    release: () => {
      clearTimeout(room);
      clearTimeout(reserve);
      clearTimeout(idle);
      clearTimeout(firstPrune);
      clearInterval(laterPrune);
    },
  };
}
