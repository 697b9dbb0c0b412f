import type { Engine } from './engine.ts';
import type { Reply } from './request.ts';

/** Between two looks whether a full disk has room again. */
const ROOM_EVERY_MS = 1_000;
/** So late that no start waits for it. */
const RESERVE_AFTER_MS = 2_000;
const IDLE_AFTER_MS = 200;
const PRUNE_AFTER_MS = 60_000;
const PRUNE_EVERY_MS = 24 * 3_600_000;

/** Does the house's work while nothing is asked. Returns what to call after each feeding and each commit, and the release. */
export function keepHouse(
  engine: Engine,
  tell: (reply: Reply) => void,
): { fed(): void; committed(): void; release(): void } {
  let room: NodeJS.Timeout | undefined;
  let isReleased = false;
  const told = (reply: Reply) => {
    if (reply.failed !== undefined || reply.full) tell(reply);
    if (reply.full) lookForRoom();
  };
  /** Nobody knows when a full disk has room again: it is tried, as long as it is full, and the process does not end before that. */
  const lookForRoom = () => {
    if (isReleased) return;
    room ??= setTimeout(async () => {
      const reply = await engine.makeRoom();
      room = undefined;
      tell(reply);
      if (reply.full) lookForRoom();
    }, ROOM_EVERY_MS);
  };
  const reserve = setTimeout(async () => told(await engine.makeReserve()), RESERVE_AFTER_MS).unref();
  const idle = setTimeout(async () => told(await engine.idle()), IDLE_AFTER_MS).unref();
  const prune = async () => told(await engine.prune(Date.now()));
  const firstPrune = setTimeout(prune, PRUNE_AFTER_MS).unref();
  const laterPrune = setInterval(prune, PRUNE_EVERY_MS).unref();
  return {
    fed: () => {
      idle.refresh();
      if (engine.isFull) lookForRoom();
    },
    committed: () => {
      if (engine.isFull) lookForRoom();
    },
    release: () => {
      isReleased = true;
      clearTimeout(room);
      clearTimeout(reserve);
      clearTimeout(idle);
      clearTimeout(firstPrune);
      clearInterval(laterPrune);
    },
  };
}
