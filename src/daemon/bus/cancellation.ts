import type { Cancellation } from './bus.ts';

/** A cancellation with its trigger. */
export class CancellationSource implements Cancellation {
  #controller: AbortController | undefined;
  #callbacks: Set<(reason: unknown) => void> | undefined;
  cancelled = false;
  reason: unknown;

  get signal(): AbortSignal {
    if (!this.#controller) {
      this.#controller = new AbortController();
      if (this.cancelled) this.#controller.abort(this.reason);
    }
    return this.#controller.signal;
  }

  onCancel(run: (reason: unknown) => void): () => void {
    if (this.cancelled) {
      run(this.reason);
      return () => undefined;
    }
    this.#callbacks ??= new Set();
    this.#callbacks.add(run);
    return () => this.#callbacks?.delete(run);
  }

  /** The first reason stays. */
  cancel(reason: unknown): void {
    if (this.cancelled) return;
    this.cancelled = true;
    this.reason = reason;
    const callbacks = this.#callbacks;
    this.#callbacks = undefined;
    for (const run of callbacks ?? []) run(reason);
    this.#controller?.abort(reason);
  }
}
