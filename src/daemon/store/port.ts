import type { MessagePort } from 'node:worker_threads';
import { atExit } from './at_exit.ts';
import { serveCare } from './care_work.ts';
import type { Synchronous } from './database.ts';
import { Engine } from './engine.ts';
import { keepHouse } from './keep_house.ts';
import type { Reply, Request } from './request.ts';

/** What an engine is to open. */
export interface EngineOrder {
  readonly folder: string;
  readonly synchronous: Synchronous;
  /** Space to hold for the day when the disk is full; none where absent. */
  readonly reserveBytes?: number;
  /** Makes a damaged database good where that can be done; without it, damage is refused. */
  readonly mends?: boolean;
  /** The engine's end of the channel by which care is asked for (care.ts). */
  readonly care?: MessagePort;
}

/** The way to an engine. */
export interface Port {
  /** What happened on opening that a log should have. */
  readonly told: readonly string[];
  /** Applied at once, and answered before this returns; made durable as soon as the disk has done what was asked before. */
  post(requests: readonly Request[]): void;
  /** Whether the disk would begin at once with what is posted; false where no disk is waited for. */
  readonly isDiskFree: boolean;
  /** Hears replies, in order. Set once, before the first post. */
  listen(heard: (reply: Reply) => void): void;
  /** For how many milliseconds the disk has been asked for a sync, and has not answered; 0 where it is not asked. */
  waitingMs(): number;
  /** Makes durable what was posted, and closes the engine. */
  release(): Promise<void>;
}

/**
 * Opens an engine and lets it work: what is posted is applied at once, and one sync at a time makes durable what was
 * committed before it began.
 * @throws StoreFault
 */
export function openPort(order: EngineOrder): Port {
  const engine = new Engine(order);
  const stays = atExit(() => engine.abandon());
  let tell: (reply: Reply) => void = () => {};
  let isSettling = false;
  let settled: Promise<void> = Promise.resolve();

  async function settle(): Promise<void> {
    try {
      while (engine.isGathering || engine.isUnsynced) {
        if (engine.isComingHome) await engine.homecoming;
        tell(engine.commit());
        house.committed();
        if (engine.isUnsynced) tell(await engine.sync());
        if (engine.isLogLong) tell(await engine.bringHome());
      }
    } finally {
      isSettling = false;
    }
  }
  const settleSoon = (): void => {
    if (isSettling) return;
    isSettling = true;
    settled = settle();
  };

  const house = keepHouse(engine, (reply) => {
    tell(reply);
    settleSoon();
  });
  const care = order.care && serveCare(engine, order.care, () => tell(engine.commit()));
  return {
    told: engine.told,
    listen: (heard) => {
      tell = heard;
    },
    post: (requests) => {
      tell(engine.take(requests));
      if (engine.isCopied) tell(engine.commit());
      settleSoon();
      house.fed();
      care?.fed();
    },
    get isDiskFree() {
      return order.synchronous === 'FULL' && !isSettling;
    },
    waitingMs: () => engine.waitingMs,
    release: async () => {
      house.release();
      care?.release();
      while (isSettling || engine.isComingHome) await (isSettling ? settled : engine.homecoming);
      tell(engine.close());
      stays();
    },
  };
}
