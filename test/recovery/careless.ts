import { readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { openStore } from '../../src/daemon/store/open.ts';
import { forwardEvent, row } from '../daemon/store/samples.ts';

/**
 * A process of its own with a store, which may read its own database's file: closing a file drops every lock that the process has on
 * it. Appends 100 events once it is told to go on, each durable before it is counted.
 */
const [folder = '', manner] = process.argv.slice(2);
const store = await openStore({ folder, synchronous: 'FULL' });
await store.append({ open: [row('t')], events: [] }).durable;
if (manner === 'careless') readFileSync(join(folder, 'agentos.db'));
writeSync(1, 'ready\n');
await new Promise((resolve) => process.stdin.once('data', resolve));
let kept = 0;
try {
  for (; kept < 100; kept += 1) await store.append({ events: [forwardEvent('t', kept + 1)] }).durable;
} finally {
  writeSync(1, `done ${kept}\n`);
}
setInterval(() => undefined, 1_000);
