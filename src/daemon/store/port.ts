import type { MessagePort } from 'node:worker_threads';
import type { Synchronous } from './database.ts';
import type { WatchOrder } from './main_watch.ts';
import type { Reply, Request } from './wire.ts';

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
  /** How the engine's thread watches over the main one; not at all where absent. */
  readonly watch?: WatchOrder;
}

/** The way to an engine, wherever it runs. */
export interface Port {
  /** What happened on opening that a log should have. */
  readonly told: readonly string[];
  post(requests: readonly Request[]): void;
  /** Hears replies, in order. Set once, before the first post. */
  listen(heard: (reply: Reply) => void): void;
  /** After the engine has closed: lets go of what it ran in. */
  release(): Promise<void>;
}
