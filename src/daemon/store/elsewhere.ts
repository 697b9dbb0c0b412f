import { Worker } from 'node:worker_threads';
import type { CheckedCopy } from './check_copy.ts';
import { fromWireFault, type WireFault } from './store_fault.ts';

/** Work on a database that nobody has open, in a thread of its own, so that nobody waits for every page to be read. */
export type ThreadOrder =
  /** A copy is read to its end. */
  | { readonly check: string }
  /** A state folder's database is looked at, upgraded, and made good where it is damaged. */
  | { readonly putInOrder: string };
export type ThreadReply = { readonly value: unknown } | { readonly fault: WireFault };

/**
 * @param script of that thread (thread.ts, as it is built)
 * @throws StoreFault
 */
export function checkElsewhere(script: URL, path: string): Promise<CheckedCopy> {
  return elsewhere(script, { check: path });
}

/** @returns what a log should have. @throws StoreFault */
export function putInOrderElsewhere(script: URL, folder: string): Promise<readonly string[]> {
  return elsewhere(script, { putInOrder: folder });
}

function elsewhere<T>(script: URL, order: ThreadOrder): Promise<T> {
  const worker = new Worker(script, { workerData: order, name: 'store' });
  return new Promise((resolve, reject) => {
    worker.once('message', (reply: { readonly value: T } | { readonly fault: WireFault }) => {
      if ('value' in reply) resolve(reply.value);
      else reject(fromWireFault(reply.fault));
    });
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the store's thread ended with ${code}`)));
  });
}
