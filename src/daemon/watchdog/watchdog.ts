import { Worker } from 'node:worker_threads';
import { Pulse } from './pulse.ts';
import type { WatchOrder } from './thread.ts';

export interface WatchdogOptions extends Omit<WatchOrder, 'pulse'> {
  /** The script of its thread (thread.ts, as it is built). */
  readonly script: URL;
}

/** It needs no more memory than this, in megabytes. */
const YOUNG_MB = 1;

/** What watches over the main thread, from a thread of its own. It is quiet until it is started. */
export class Watchdog {
  readonly stuckAfterMs: number;
  readonly #options: WatchdogOptions;
  readonly #pulse = new Pulse();
  #thread: Worker | undefined;

  constructor(options: WatchdogOptions) {
    this.#options = options;
    this.stuckAfterMs = options.stuckAfterMs;
  }

  /** The main thread lives. */
  beat(): void {
    this.#pulse.beat();
  }

  /** Idempotent. */
  start(): void {
    const { script, ...order } = this.#options;
    const workerData: WatchOrder = { ...order, pulse: this.#pulse.shared };
    this.#thread ??= new Worker(script, {
      workerData,
      name: 'watchdog',
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
    });
    this.#thread.unref();
  }

  async release(): Promise<void> {
    await this.#thread?.terminate();
  }
}
