import { writeSync } from 'node:fs';
import { openStore } from '../../../src/daemon/store/open.ts';
import { forwardEvent, row } from './samples.ts';

/**
 * A process of its own that appends to one thread from where that stands, `inFlight` at a time, and prints each seq once it is durable.
 * `most` at most, then it closes the store and ends with 0.
 * With `applied` as the last word it prints each once it is applied: what no one may rely on.
 * Prints `failed <reason>` and ends with 3 when the store has stopped or would not open.
 */
const [folder = '', thread, worker = '', inFlight = '1', most = 'Infinity', told = 'durable'] = process.argv.slice(2);

const say = (line: string) => writeSync(1, `${line}\n`);

const stopped = (fault: object) => {
  say(`failed ${'reason' in fault ? fault.reason : ''} ${'code' in fault ? fault.code : ''}`);
  process.exit(3);
};
const store = await openStore({
  folder,
  synchronous: 'FULL',
  thread: thread === 'main' ? 'main' : 'worker',
  workerUrl: new URL(worker),
  failed: stopped,
}).catch(stopped);
const first = (await store.events('t').catch(stopped)).length;
let seq = first;
if ((await store.thread('t').catch(stopped)) === undefined)
  await store.append({ open: [row('t')], events: [] }).durable.catch(stopped);
say('ready');

await Promise.all(
  Array.from({ length: Number(inFlight) }, async () => {
    while (seq < first + Number(most)) {
      seq += 1;
      const mine = seq;
      const data = { text: 'x'.repeat(500) };
      // What carries a match is told as applied before its commit.
      const match = { rule: 'appender', key: String(mine) };
      const ticket = store.append({ events: [forwardEvent('t', mine, { data })], match });
      const done = await (told === 'applied' ? ticket.applied : ticket.durable).then(
        () => true,
        () => false,
      );
      if (!done) return;
      say(String(mine));
    }
  }),
);
await store.close().catch(stopped);
