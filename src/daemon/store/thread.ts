import { parentPort, workerData } from 'node:worker_threads';
import { checkCopy } from './check_copy.ts';
import type { ThreadOrder, ThreadReply } from './elsewhere.ts';
import { putInOrder } from './put_in_order.ts';
import { toWireFault } from './store_fault.ts';

// The body of a thread for what takes long: started as a worker, never imported.
const tell = (reply: ThreadReply): void => parentPort?.postMessage(reply);
const order: ThreadOrder = workerData;
try {
  tell({ value: 'check' in order ? checkCopy(order.check) : putInOrder(order.putInOrder) });
} catch (error) {
  tell({ fault: toWireFault(error) });
}
