import { Worker } from 'node:worker_threads';
import type { EngineOrder, Port } from './port.ts';
import { fromWireFault, StoreFault, toWireFault, type WireFault } from './store_fault.ts';
import type { Reply } from './wire.ts';

/** The worker's first message. */
export type WorkerGreeting = { readonly told: readonly string[] } | { readonly refused: WireFault };

/**
 * An engine in a thread of its own: commits never stall the event loop.
 * @param thread its script, or the thread itself, started without an order in this turn of the event loop
 * @throws StoreFault
 */
export async function openWorkerPort(thread: URL | Worker, order: EngineOrder): Promise<Port> {
  const handed = order.care === undefined ? [] : [order.care];
  const worker =
    thread instanceof Worker ? thread : new Worker(thread, { workerData: order, transferList: handed, name: 'store' });
  if (worker === thread) worker.postMessage(order, handed);
  const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  const greeting = await greeted(worker);
  if ('refused' in greeting) {
    await worker.terminate();
    throw fromWireFault(greeting.refused);
  }

  let tell: (reply: Reply) => void = () => {};
  let released = false;
  worker.on('message', (reply: Reply) => tell(reply));
  const died = (error: unknown) => {
    if (!released) tell({ answers: [], applied: 0, durable: 0, failed: toWireFault(stoppedThread(error)) });
  };
  worker.on('error', died);
  worker.on('exit', (code) => died(new Error(`exit ${code}`)));
  return {
    told: greeting.told,
    listen: (heard) => {
      tell = heard;
    },
    post: (requests) => worker.postMessage(requests),
    release: async () => {
      released = true;
      await worker.terminate();
      await exited;
    },
  };
}

function greeted(worker: Worker): Promise<WorkerGreeting> {
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', (error) => reject(stoppedThread(error)));
    worker.once('exit', (code) => reject(stoppedThread(new Error(`exit ${code}`))));
  });
}

function stoppedThread(cause: unknown): StoreFault {
  const said = cause instanceof Error ? cause.message : String(cause);
  return new StoreFault(
    'failed',
    `The store's thread stopped (${said}). Start AgentOS again; what was acknowledged is kept.`,
    { cause },
  );
}
