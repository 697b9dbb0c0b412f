import type { Clock } from 'agentos/service';
import { Failure } from './failure.ts';

export interface Waits {
  /** For the first sign that an answer comes, in milliseconds. */
  readonly firstMs: number;
  /** Between two signs. */
  readonly idleMs: number;
  readonly totalMs: number;
}

/** Gives a request up that takes too long to begin, falls silent, or does not end; and when its caller goes. */
export class Patience {
  readonly #controller = new AbortController();
  readonly #clock: Pick<Clock, 'after' | 'monotonic'>;
  readonly #waits: Waits;
  readonly #releases: (() => void)[] = [];
  #heardAt: number | undefined;

  constructor(clock: Pick<Clock, 'after' | 'monotonic'>, waits: Waits, signal: AbortSignal) {
    this.#clock = clock;
    this.#waits = waits;
    const gone = (): void => this.#controller.abort(signal.reason);
    if (signal.aborted) gone();
    signal.addEventListener('abort', gone, { once: true });
    const first = clock.after(waits.firstMs, () => {
      if (this.#heardAt === undefined) this.#giveUp(new Failure('slow', { detail: 'no first word' }));
    });
    const total = clock.after(waits.totalMs, () => this.#giveUp(new Failure('slow', { detail: 'no end' })));
    this.#releases.push(() => signal.removeEventListener('abort', gone), first, total);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Something of the answer has come. */
  heard(): void {
    const first = this.#heardAt === undefined;
    this.#heardAt = this.#clock.monotonic();
    if (first) this.#watch(this.#waits.idleMs);
  }

  over(): void {
    for (const release of this.#releases) release();
    this.#releases.length = 0;
  }

  /** One timer for all signs: it looks how long ago the last one was. */
  #watch(afterMs: number): void {
    const release = this.#clock.after(afterMs, () => {
      const leftMs = this.#waits.idleMs - (this.#clock.monotonic() - (this.#heardAt ?? 0));
      if (leftMs <= 0) this.#giveUp(new Failure('cut', { detail: 'it fell silent' }));
      else this.#watch(Math.max(leftMs, 10));
    });
    this.#releases.push(release);
  }

  #giveUp(failure: Failure): void {
    this.#controller.abort(failure);
  }
}
