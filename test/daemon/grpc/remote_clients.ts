import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { type Client, connect } from '../../../src/interfaces/client/client.ts';
import { placeOf } from '../../../src/interfaces/client/credential.ts';

/**
 * Clients of a daemon in a process of their own. Of its input each line is a task: `streams` attaches so many, says `attached`, and `over`
 * with the time when the last of them was lost; `talkers` talk, each as fast as it is answered, until the input ends, which says how many
 * turns that were. Times are in milliseconds of the machine's monotonic clock, which all processes share.
 */
const task = z.object({
  credential: z.object({
    format: z.literal(1),
    ...{ address: z.string(), name: z.string(), token: z.string(), ca: z.string(), serverName: z.string() },
  }),
  streams: z.int().default(0),
  talkers: z.int().default(0),
});
type Task = z.output<typeof task>;
/** Connections that are made at once. */
const AT_ONCE = 10;

const say = (message: object): void => void writeSync(1, `${JSON.stringify(message)}\n`);
const talking = new AbortController();
let turns = 0;

function attach({ credential }: Task, onState: (state: 'connected' | 'lost') => void): Promise<Client> {
  return connect({ place: placeOf(credential), name: 'cli', kind: 'cli', capabilities: { confirm: true }, onState });
}

async function hold(wanted: Task): Promise<void> {
  let left = wanted.streams;
  const clients: Client[] = [];
  const onState = (state: 'connected' | 'lost'): void => {
    if (state !== 'lost') return;
    left -= 1;
    if (left > 0) return;
    say({ over: Number(process.hrtime.bigint()) / 1e6 });
    for (const client of clients) void client.close();
  };
  while (clients.length < wanted.streams) {
    const some = Math.min(AT_ONCE, wanted.streams - clients.length);
    clients.push(...(await Promise.all(Array.from({ length: some }, () => attach(wanted, onState)))));
  }
  say({ attached: clients.length });
}

async function talk(wanted: Task): Promise<void> {
  const client = await attach(wanted, () => undefined);
  say({ attached: 1 });
  while (!talking.signal.aborted)
    for await (const update of client.utter({ text: 'turn on the kitchen light' }).updates)
      if (update.type === 'end' && update.status === 'complete') turns += 1;
  await client.close();
}

const tasks: Promise<void>[] = [];
for await (const line of createInterface({ input: process.stdin })) {
  const wanted = task.parse(JSON.parse(line));
  if (wanted.streams > 0) tasks.push(hold(wanted));
  for (let n = 0; n < wanted.talkers; n += 1) tasks.push(talk(wanted));
}
talking.abort();
await Promise.all(tasks);
say({ turns });
