import type { MessagePort } from 'node:worker_threads';
import type { Fault } from '../model/fault.ts';
import type { Log } from '../model/service.ts';
import { StoreClient } from './client.ts';
import { prepareFolder, type Synchronous } from './database.ts';
import { putInOrderElsewhere } from './elsewhere.ts';
import { type EngineOrder, openPort, type Port } from './port.ts';
import { isLongOpening } from './put_in_order.ts';
import type { Store } from './store.ts';
import { StoreFault } from './store_fault.ts';

export interface StoreOptions {
  /** The state folder; made, for the owner only, where it is not there. */
  readonly folder: string;
  /** How a commit is synced. FULL, but for benchmarks and the tests that show what FULL is for. */
  readonly synchronous: Synchronous;
  /** Space to hold for the day when the disk is full, in bytes; none where absent. */
  readonly reserveBytes?: number;
  /** A damaged database is made good where that can be done, and everybody told by mail; without it, damage is refused. */
  readonly mends?: boolean;
  /** The script of a thread (thread.ts) in which a database is put in order where that takes long; done on the caller's where absent. */
  readonly thread?: URL;
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
  const {
    folder,
    synchronous,
    reserveBytes = 0,
    mends = false,
    care,
    thread,
    failed = () => {},
    now = Date.now,
  } = options;
  const order = { folder, synchronous, reserveBytes, mends, ...(care === undefined ? {} : { care }) };
  const tell = (line: string): void => options.log?.(line, { folder });
  const port = thread && mends ? await openInOrder(order, thread, tell) : openPort(order);
  for (const line of port.told) tell(line);
  return new StoreClient(port, failed, now);
}

/** What takes long is done in a thread of its own, so that this one can say meanwhile what is going on. */
async function openInOrder(order: EngineOrder, thread: URL, tell: (line: string) => void): Promise<Port> {
  const { folder } = order;
  const putInOrder = async (): Promise<void> => {
    for (const line of await putInOrderElsewhere(thread, folder)) tell(line);
  };
  // Before anything in it is looked at: it may be another user's.
  prepareFolder(folder);
  if (isLongOpening(folder)) await putInOrder();
  try {
    return openPort({ ...order, mends: false });
  } catch (error) {
    if (!(error instanceof StoreFault) || error.reason !== 'damaged') throw error;
    await putInOrder();
    return openPort(order);
  }
}
