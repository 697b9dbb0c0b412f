import { type MessagePort, parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { Engine } from './engine.ts';
import { feed, keepHouse } from './feed.ts';
import { toWireFault } from './store_fault.ts';
import type { Reply, Request } from './wire.ts';
import type { WorkerGreeting, WorkerOrder } from './worker_port.ts';

// The body of the store's thread: started as a worker, never imported.
if (parentPort !== null) {
  const port = parentPort;
  if (workerData) serve(port, workerData);
  else {
    port.once('message', (order: WorkerOrder) => serve(port, order));
    makeOnce();
  }
}

/**
 * What ICU makes once in a process, when a time is first formatted: it reads all its locales, for as long as the rest of a turn takes.
 * Nobody waits for this thread yet, and all threads share it.
 */
function makeOnce(): void {
  new Intl.DateTimeFormat();
}

function serve(port: MessagePort, { folder, synchronous }: WorkerOrder): void {
  const greet = (greeting: WorkerGreeting) => port.postMessage(greeting);
  let engine: Engine;
  try {
    engine = new Engine(folder, synchronous);
  } catch (error) {
    greet({ refused: toWireFault(error) });
    return;
  }
  const teller = tellChanges((reply) => port.postMessage(reply));
  const house = keepHouse(engine, teller);
  const next = (): readonly Request[] | undefined => receiveMessageOnPort(port)?.message;
  port.on('message', (first: readonly Request[]) => {
    feed(engine, first, next, teller);
    house.fed();
  });
  greet({ told: engine.told });
}

/** Leaves out replies that tell nothing new: each message wakes the other thread. */
function tellChanges(tell: (reply: Reply) => void): (reply: Reply) => void {
  let applied = 0;
  let durable = 0;
  return (reply) => {
    if (reply.answers.length === 0 && reply.applied === applied && reply.durable === durable && !reply.failed) return;
    applied = reply.applied;
    durable = reply.durable;
    tell(reply);
  };
}
