import type { Fault } from '../model/fault.ts';
import type { Ticket } from './store.ts';

type Offsets = { readonly offsets: readonly number[] };

/** The inside of a ticket. A caller may wait for one of its two promises and leave the other be: that one is never made. */
export class Writing implements Ticket {
  readonly #applied = new Outcome<Offsets>();
  readonly #durable = new Outcome<void>();

  get applied(): Promise<Offsets> {
    return this.#applied.promise();
  }

  get durable(): Promise<void> {
    return this.#durable.promise();
  }

  /** The first call counts. */
  apply(offsets: readonly number[]): void {
    this.#applied.settle({ value: { offsets } });
  }

  sync(): void {
    this.#durable.settle({ value: undefined });
  }

  refuse(fault: Fault): void {
    this.#applied.settle({ fault });
    this.#durable.settle({ fault });
  }
}

type Settled<T> = { readonly value: T } | { readonly fault: Fault };

/** A promise that is made when it is asked for. */
class Outcome<T> {
  #settled: Settled<T> | undefined;
  #promise: Promise<T> | undefined;
  #tell: ((settled: Settled<T>) => void) | undefined;

  promise(): Promise<T> {
    this.#promise ??= new Promise<T>((resolve, reject) => {
      this.#tell = (settled) => ('fault' in settled ? reject(settled.fault) : resolve(settled.value));
      if (this.#settled !== undefined) this.#tell(this.#settled);
    });
    return this.#promise;
  }

  settle(settled: Settled<T>): void {
    if (this.#settled !== undefined) return;
    this.#settled = settled;
    // Whoever asked for both and waits for one hears of the refusal there.
    if ('fault' in settled) this.#promise?.catch(() => {});
    this.#tell?.(settled);
  }
}
