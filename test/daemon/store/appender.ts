import { writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { DiskSync } from '../../../src/daemon/store/disk_sync.ts';
import { openStore } from '../../../src/daemon/store/open.ts';
import { forwardEvent, row } from './samples.ts';

/** What an appender is told, as JSON in its one argument. */
export interface AppenderOrder {
  readonly folder: string;
  readonly synchronous?: 'FULL' | 'NORMAL';
  readonly inFlight?: number;
  /** Units at most; then it closes the store and ends with 0. */
  readonly most?: number;
  /** When it prints a seq; `applied` is what no one may rely on. */
  readonly told?: 'durable' | 'applied';
  /** Of the text in each event. */
  readonly bytes?: number;
  /** After so many units it is quiet for a while, in which the log is brought home. */
  readonly pauseEvery?: number;
  /** Ends in the first quiet moment, when the log has been copied home and the disk has not answered yet. */
  readonly endsComingHome?: boolean;
}

/**
 * A process of its own that appends to one thread from where that stands, `inFlight` at a time, and prints each seq once it is
 * durable. Prints `failed <reason>` and ends with 3 when the store has stopped or would not open.
 */
const order: AppenderOrder = JSON.parse(process.argv[2] ?? '{}');
const { folder, synchronous = 'FULL', told = 'durable' } = order;
const { inFlight = 1, most = Number.POSITIVE_INFINITY, pauseEvery = 0, bytes = 500 } = order;
const QUIET_MS = 300;

if (order.endsComingHome) DiskSync.prototype.home = () => process.exit(0);
const say = (line: string) => writeSync(1, `${line}\n`);

const stopped = (fault: object) => {
  say(`failed ${'reason' in fault ? fault.reason : ''} ${'code' in fault ? fault.code : ''}`);
  process.exit(3);
};
const store = await openStore({ folder, synchronous, failed: stopped }).catch(stopped);
const first = (await store.events('t').catch(stopped)).length;
let seq = first;
if ((await store.thread('t').catch(stopped)) === undefined)
  await store.append({ open: [row('t')], events: [] }).durable.catch(stopped);
say('ready');

/** Of all that are in flight. */
let quiet: Promise<unknown> = Promise.resolve();

await Promise.all(
  Array.from({ length: inFlight }, async () => {
    while (seq < first + most) {
      seq += 1;
      const mine = seq;
      const data = { text: 'x'.repeat(bytes) };
      // What carries a match is told as applied before its commit.
      const match = { rule: 'appender', key: String(mine) };
      const ticket = store.append({ events: [forwardEvent('t', mine, { data })], match });
      const done = await (told === 'applied' ? ticket.applied : ticket.durable).then(
        () => true,
        () => false,
      );
      if (!done) return;
      say(String(mine));
      if (pauseEvery > 0 && mine % pauseEvery === 0) quiet = sleep(QUIET_MS);
      await quiet;
    }
  }),
);
await store.close().catch(stopped);
