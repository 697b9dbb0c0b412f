import { writeSync } from 'node:fs';
import { openStore } from '../../../src/daemon/store/open.ts';
import { forwardEvent, row } from './samples.ts';

/**
 * A process of its own that appends to one thread, `inFlight` at a time, and prints each seq once it is durable.
 * Prints `failed <reason>` and ends with 3 when the store has stopped.
 */
const [folder = '', thread, worker = '', inFlight = '1'] = process.argv.slice(2);

const say = (line: string) => writeSync(1, `${line}\n`);

const store = await openStore({
  folder,
  synchronous: 'FULL',
  thread: thread === 'main' ? 'main' : 'worker',
  workerUrl: new URL(worker),
  failed: (fault) => {
    say(`failed ${'reason' in fault ? fault.reason : ''} ${fault.code}`);
    process.exit(3);
  },
});
await store.append({ open: [row('t')], events: [] }).durable;
say('ready');

let seq = 0;
await Promise.all(
  Array.from({ length: Number(inFlight) }, async () => {
    for (;;) {
      seq += 1;
      const mine = seq;
      const data = { text: 'x'.repeat(500) };
      const done = await store.append({ events: [forwardEvent('t', mine, { data })] }).durable.then(
        () => true,
        () => false,
      );
      if (!done) return;
      say(String(mine));
    }
  }),
);
