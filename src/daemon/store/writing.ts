import type { Fault } from '../model/fault.ts';
import type { Ticket } from './store.ts';

interface Deferred<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (fault: Fault) => void;
}

/** The inside of a ticket. A caller may wait for one of its two promises and leave the other be. */
export class Writing implements Ticket {
  readonly #applied = deferred<{ readonly offsets: readonly number[] }>();
  readonly #durable = deferred<void>();

  get applied() {
    return this.#applied.promise;
  }

  get durable() {
    return this.#durable.promise;
  }

  /** The first call counts. */
  apply(offsets: readonly number[]): void {
    this.#applied.resolve({ offsets });
  }

  sync(): void {
    this.#durable.resolve();
  }

  refuse(fault: Fault): void {
    this.#applied.reject(fault);
    this.#durable.reject(fault);
  }
}

function deferred<T>(): Deferred<T> {
  let settle: Pick<Deferred<T>, 'resolve' | 'reject'> | undefined;
  const promise = new Promise<T>((resolve, reject) => {
    settle = { resolve, reject };
  });
  promise.catch(() => {});
  if (settle === undefined) throw new Error('a promise runs its executor at once');
  return { promise, ...settle };
}
