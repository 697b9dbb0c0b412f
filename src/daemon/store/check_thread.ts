import { parentPort, workerData } from 'node:worker_threads';
import type { CheckReply } from './backups.ts';
import { checkCopy } from './check_copy.ts';
import { toWireFault } from './store_fault.ts';

// A thread in which a copy of the database is read to its end: started as a worker with the copy's path, never imported.
const tell = (reply: CheckReply): void => parentPort?.postMessage(reply);
try {
  tell({ checked: checkCopy(workerData.check) });
} catch (error) {
  tell({ fault: toWireFault(error) });
}
