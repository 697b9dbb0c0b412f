import type { Fault } from '../model/fault.ts';
import type { Ticket } from './store.ts';

type Offsets = { readonly offsets: readonly number[] };

const PLAIN: Offsets = { offsets: [] };

interface Waiting<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (fault: Fault) => void;
}

/** The inside of a ticket. A caller may wait for one of its two promises and leave the other be: that one is never made. */
export class Writing implements Ticket {
  #offsets: Offsets | undefined;
  #synced = false;
  #fault: Fault | undefined;
  #applied: Waiting<Offsets> | undefined;
  #durable: Waiting<void> | undefined;

  get applied(): Promise<Offsets> {
    if (this.#applied === undefined) {
      this.#applied = waiting();
      if (this.#offsets !== undefined) this.#applied.resolve(this.#offsets);
      else if (this.#fault !== undefined) this.#applied.reject(this.#fault);
    }
    return this.#applied.promise;
  }

  get durable(): Promise<void> {
    if (this.#durable === undefined) {
      this.#durable = waiting();
      if (this.#synced) this.#durable.resolve();
      else if (this.#fault !== undefined) this.#durable.reject(this.#fault);
    }
    return this.#durable.promise;
  }

  /** The first call counts. */
  apply(offsets: readonly number[]): void {
    if (this.#offsets !== undefined || this.#fault !== undefined) return;
    this.#offsets = offsets.length === 0 ? PLAIN : { offsets };
    this.#applied?.resolve(this.#offsets);
  }

  sync(): void {
    if (this.#synced || this.#fault !== undefined) return;
    this.#synced = true;
    this.#durable?.resolve();
  }

  /** What was applied and never became durable stays applied to who has heard so. */
  refuse(fault: Fault): void {
    if (this.#synced || this.#fault !== undefined) return;
    this.#fault = fault;
    if (this.#offsets === undefined) this.#applied?.reject(fault);
    this.#durable?.reject(fault);
    // Whoever asked for both and waits for one hears of the refusal there.
    this.#applied?.promise.catch(() => {});
    this.#durable?.promise.catch(() => {});
  }
}

function waiting<T>(): Waiting<T> {
  let resolve: Waiting<T>['resolve'] = () => {};
  let reject: Waiting<T>['reject'] = () => {};
  const promise = new Promise<T>((give, refuse) => {
    resolve = give;
    reject = refuse;
  });
  return { promise, resolve, reject };
}
