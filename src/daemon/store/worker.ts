import { type MessagePort, parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import type { CheckOrder, CheckReply } from './backups.ts';
import { serveCare } from './care_work.ts';
import { checkCopy } from './check_copy.ts';
import { Engine } from './engine.ts';
import { feed, keepHouse } from './feed.ts';
import { watchMain } from './main_watch.ts';
import type { EngineOrder } from './port.ts';
import { toWireFault } from './store_fault.ts';
import type { Reply, Request } from './wire.ts';
import type { WorkerGreeting } from './worker_port.ts';

// The body of the store's thread: started as a worker, never imported.
if (parentPort !== null) {
  const port = parentPort;
  if (workerData) start(port, workerData);
  else port.once('message', (order: EngineOrder) => serve(port, order));
}

function start(port: MessagePort, order: EngineOrder | CheckOrder): void {
  if ('check' in order) check(port, order);
  else serve(port, order);
}

/** A copy of the database is read to its end, in the place of serving one. */
function check(port: MessagePort, order: CheckOrder): void {
  const tell = (reply: CheckReply) => port.postMessage(reply);
  try {
    tell({ checked: checkCopy(order.check) });
  } catch (error) {
    tell({ fault: toWireFault(error) });
  }
}

function serve(port: MessagePort, order: EngineOrder): void {
  const greet = (greeting: WorkerGreeting) => port.postMessage(greeting);
  let engine: Engine;
  try {
    engine = new Engine(order);
  } catch (error) {
    greet({ refused: toWireFault(error) });
    return;
  }
  const teller = tellChanges((reply) => port.postMessage(reply));
  const house = keepHouse(engine, teller);
  const care = order.care && serveCare(engine, order.care, () => teller(engine.tend()));
  const next = (): readonly Request[] | undefined => receiveMessageOnPort(port)?.message;
  port.on('message', (first: readonly Request[]) => {
    feed(engine, first, next, teller);
    house.fed();
    care?.fed();
  });
  if (order.watch !== undefined) watchMain(order.folder, order.watch);
  greet({ told: engine.told });
}

/** Leaves out replies that tell nothing new: each message wakes the other thread. */
function tellChanges(tell: (reply: Reply) => void): (reply: Reply) => void {
  let applied = 0;
  let durable = 0;
  let full: boolean | undefined;
  return (reply) => {
    const isNews = reply.applied !== applied || reply.durable !== durable || reply.full !== full;
    if (reply.answers.length === 0 && !isNews && !reply.failed) return;
    full = reply.full;
    applied = reply.applied;
    durable = reply.durable;
    tell(reply);
  };
}
