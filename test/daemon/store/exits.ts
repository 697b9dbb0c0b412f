import { openStore } from '../../../src/daemon/store/open.ts';
import { row } from './samples.ts';

// A process of its own that exits with the store open, after something was written: what a daemon does that comes to an error of its own.
const [folder = ''] = process.argv.slice(2);
const store = await openStore({ folder, synchronous: 'FULL' });
await store.append({ open: [row('t')], events: [] }).durable;
process.exit(70);
