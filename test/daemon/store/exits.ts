import { DiskSync } from '../../../src/daemon/store/disk_sync.ts';
import { openStore } from '../../../src/daemon/store/open.ts';
import { forwardEvent, row } from './samples.ts';

// A process of its own that exits with the store open, after something was written: what a daemon does that comes to an error of its
// own. With `homecoming` it exits when the log has been copied home and the disk has not answered yet.
const [folder = '', at] = process.argv.slice(2);
const store = await openStore({ folder, synchronous: 'FULL' });
await store.append({ open: [row('t')], events: [] }).durable;
if (at !== 'homecoming') process.exit(70);

DiskSync.prototype.home = () => process.exit(70);
// Enough for the log to come home in the next quiet moment.
const text = 'x'.repeat(1_500_000);
await store.append({ events: [forwardEvent('t', 1, { data: { text } })] }).durable;
setTimeout(() => process.exit(1), 60_000);
