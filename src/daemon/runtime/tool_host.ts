import type { Answer, Cancellation, Delivery, Handler } from '../bus/bus.ts';
import { jsonCopy } from '../model/json.ts';
import type { Tool, ToolContext } from '../model/service.ts';
import { StorageSession, type RecordReader } from './storage_session.ts';
import type { Registered } from './registry.ts';

/** What every tool is handed besides its storage, key and signal. */
export type Doors = Pick<ToolContext, 'http' | 'files' | 'clock' | 'secret' | 'emit'> & { readonly log: (namespace: string) => ToolContext['log'] };

/** Serves tools on the bus. Runs of a namespace that write queue, each until the one before is in the log. */
export class ToolHost {
  readonly #reader: RecordReader;
  readonly #doors: Doors;
  readonly #tails = new Map<string, Promise<void>>();

  constructor(reader: RecordReader, doors: Doors) {
    this.#reader = reader;
    this.#doors = doors;
  }

  handler(registered: Registered<Tool>): Handler {
    const { service, namespace } = registered;
    const { log, ...doors } = this.#doors;
    const ownLog = log(namespace);
    const run = async (delivery: Delivery, cancellation: Cancellation): Promise<Answer> => {
      const storage = new StorageSession(this.#reader, namespace, {
        mayWrite: service.contract.effect !== 'read',
        taint: delivery.taint,
      });
      const context: ToolContext = {
        ...doors,
        storage,
        log: ownLog,
        key: delivery.idempotencyKey,
        get signal() {
          return cancellation.signal;
        },
      };
      const data = jsonCopy(await service.run(delivery.input, context));
      return storage.writes.length > 0 ? { data, records: storage.writes } : { data };
    };
    if (service.contract.effect === 'read') return run;
    return (delivery, cancellation, written) => this.inTurn(namespace, () => run(delivery, cancellation), written);
  }

  /** Runs after all that was queued for the namespace before, and holds the place until `written`. */
  async inTurn<T>(namespace: string, run: () => Promise<T>, written?: Promise<void>): Promise<T> {
    const before = this.#tails.get(namespace);
    let leave: () => void = () => undefined;
    const place = new Promise<void>((resolve) => {
      leave = resolve;
    });
    this.#tails.set(namespace, place);
    if (before) await before;
    try {
      const result = await run();
      if (written) void written.then(leave);
      else leave();
      return result;
    } catch (thrown) {
      leave();
      throw thrown;
    } finally {
      void place.then(() => {
        if (this.#tails.get(namespace) === place) this.#tails.delete(namespace);
      });
    }
  }
}
