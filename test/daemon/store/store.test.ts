import { openStore } from '../../../src/daemon/store/open.ts';
import { storeConformance } from '../../conformance/store.ts';

storeConformance('SQLite', (folder) => openStore({ folder, synchronous: 'FULL' }));
