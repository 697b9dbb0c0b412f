import { Worker } from 'node:worker_threads';

/**
 * Starts the store's thread before it is known what it is to open; the order is its first message. Who opens the store with it
 * does so in the same turn of the event loop, since what a thread says to nobody is lost.
 */
export function startStoreThread(url: URL): Worker {
  return new Worker(url, { name: 'store' });
}
