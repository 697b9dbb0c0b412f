import { openStore } from '../../../src/daemon/store/open.ts';
import { storeConformance } from '../../conformance/store.ts';
import { builtWorker } from './built_worker.ts';

storeConformance('the main thread', (folder) => openStore({ folder, synchronous: 'FULL', thread: 'main' }));
storeConformance('a worker thread', async (folder) =>
  openStore({ folder, synchronous: 'FULL', thread: 'worker', workerUrl: await builtWorker() }),
);
