import type { MessagePort } from 'node:worker_threads';
import type { Fault } from '../model/fault.ts';
import type { Log } from '../model/service.ts';
import { StoreClient } from './client.ts';
import type { Synchronous } from './database.ts';
import { openPort } from './port.ts';
import type { Store } from './store.ts';

export interface StoreOptions {
  /** The state folder; made, for the owner only, where it is not there. */
  readonly folder: string;
  /** How a commit is synced. FULL, but for benchmarks and the tests that show what FULL is for. */
  readonly synchronous: Synchronous;
  /** Space to hold for the day when the disk is full, in bytes; none where absent. */
  readonly reserveBytes?: number;
  /** A damaged database is made good where that can be done, and everybody told by mail; without it, damage is refused. */
  readonly mends?: boolean;
  /** `engineEnd` of a Care, by which care of this store is then asked for. */
  readonly care?: MessagePort;
  /**
   * The store has stopped for good: told once. What was applied but not durable is untrue, so no state in memory can be
   * trusted; the process has to end and start from the disk.
   */
  readonly failed?: (fault: Fault) => void;
  /** Hears what happened on opening. */
  readonly log?: Log;
  /** Wall-clock milliseconds; for the time on mail and requests. */
  readonly now?: () => number;
}

/**
 * Opens the state folder's store, as its one owner.
 * @throws StoreFault `owned`, `newer`, `damaged` or `failed`; nothing is changed then.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { folder, synchronous, reserveBytes = 0, mends = false, care, failed = () => {}, now = Date.now } = options;
  const port = openPort({ folder, synchronous, reserveBytes, mends, ...(care === undefined ? {} : { care }) });
  for (const line of port.told) options.log?.(line, { folder });
  return new StoreClient(port, failed, now);
}
