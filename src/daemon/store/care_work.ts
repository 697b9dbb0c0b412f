import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import type { MessagePort } from 'node:worker_threads';
import { Fault } from '../model/fault.ts';
import type { CareOrder, CareReply, CareTask, EventPage, StoreSize, ThreadPage } from './care_task.ts';
import type { Engine } from './engine.ts';
import { doom, finishForgetting, type Slices, trim } from './forgetting.ts';
import { careStatements } from './statements/care.ts';
import { toWireFault } from './store_fault.ts';

/** Pages (256 KiB) copied between two looks at what waits: under a millisecond. */
const COPIED_AT_ONCE = 64;
/** A progress message for so many steps. */
const TOLD_EVERY = 64;
/** Of the bodies in a page of events. */
const PAGE_BYTES = 256 * 1024;
/** Quiet: nothing was asked of the store for so long. */
const QUIET_MS = 50;

/** The engine's side of care: tasks run between commits, a slice at a time. */
export function serveCare(engine: Engine, port: MessagePort, failed: () => void): { fed(): void; release(): void } {
  let fedAt = 0;
  const tell = (reply: CareReply) => port.postMessage(reply);
  const slices = (patient: boolean): Slices => ({
    async slice(work) {
      // Whoever asks for something goes first; who is patient waits until nobody does.
      await nextTurn();
      while (patient && performance.now() - fedAt < QUIET_MS) await sleep(QUIET_MS, undefined, { ref: false });
      return engine.between((database) => work(careStatements(database)));
    },
  });

  async function carryOut(order: CareOrder): Promise<unknown> {
    switch (order.task) {
      case 'copy':
        return copy(engine, order.to, (done, total) => tell({ id: order.id, progress: { done, total } }));
      case 'forget': {
        const ids = await engine.between((database, { threads }) => {
          const gone = doom(careStatements(database), order.threads, order.branches);
          for (const id of gone) threads.forget(id);
          return gone;
        });
        await finishForgetting(slices(false), true);
        return ids;
      }
      case 'trim':
        return trim(slices(true), order.policy, order.now, (id) => engine.forget(id));
      case 'threadPage':
      case 'eventPage':
      case 'size':
        return look(engine, order);
    }
  }

  port.on('message', (order: CareOrder) => {
    carryOut(order).then(
      (value) => tell({ id: order.id, value }),
      (error: unknown) => {
        tell({ id: order.id, fault: toWireFault(error) });
        failed();
      },
    );
  });
  return {
    fed: () => {
      fedAt = performance.now();
    },
    release: () => port.close(),
  };
}

/**
 * SQLite's online backup on the engine's own connection: what is committed meanwhile is written to the copy as well, so it
 * ends as the database is then, and never has to begin anew. VACUUM INTO was one stall of 1.4 s for 200 MB; this way commits
 * beside a copy took 4 ms at the median in the place of 2.6.
 */
function copy(engine: Engine, to: string, progress: (done: number, total: number) => void): Promise<void> {
  let steps = 0;
  return engine.copyTo(to, ({ totalPages, remainingPages }) => {
    if (steps % TOLD_EVERY === 0) progress(totalPages - remainingPages, totalPages);
    steps += 1;
    return COPIED_AT_ONCE;
  });
}

type Look = Extract<CareTask, { readonly task: 'threadPage' | 'eventPage' | 'size' }>;

function look(engine: Engine, order: Look): Promise<ThreadPage | EventPage | StoreSize | undefined> {
  return engine.between((database) => {
    const statements = careStatements(database);
    switch (order.task) {
      case 'threadPage': {
        const row = 'id' in order.of ? statements.threadOf(order.of.id) : statements.threadAfter(order.of.afterKey);
        if (row === undefined) {
          if ('id' in order.of)
            throw new Fault('NOT_FOUND', `There is no thread ${order.of.id}; "agentos threads" lists them.`);
          return undefined;
        }
        const [key, ...columns] = row;
        return { key, columns };
      }
      case 'eventPage':
        return statements.events(order.key, order.afterSeq, PAGE_BYTES);
      case 'size':
        return statements.size();
    }
  });
}
