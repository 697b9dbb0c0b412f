import type { Clock } from '../../src/daemon/model/service.ts';

/** A clock that moves when told: `pass` lets time go by, `jump` sets the clock on the wall. */
export class FakeClock implements Clock {
  readonly zone: string;
  #wall: number;
  #passed = 0;
  #waiting: { readonly at: number; readonly run: () => void }[] = [];

  constructor(wall = Date.UTC(2026, 10, 23, 6, 42), zone = 'UTC') {
    this.#wall = wall;
    this.zone = zone;
  }

  now(): number {
    return this.#wall;
  }

  monotonic(): number {
    return this.#passed;
  }

  after(delayMs: number, run: () => void): () => void {
    const entry = { at: this.#passed + Math.max(0, delayMs), run };
    this.#waiting.push(entry);
    return () => {
      this.#waiting = this.#waiting.filter((other) => other !== entry);
    };
  }

  jump(ms: number): void {
    this.#wall += ms;
  }

  /** Runs what falls due on the way, in order, and lets what it started settle. */
  async pass(ms: number): Promise<void> {
    const until = this.#passed + ms;
    for (;;) {
      await settled();
      const [next] = this.#waiting.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at);
      if (next === undefined) break;
      this.#waiting = this.#waiting.filter((other) => other !== next);
      this.#advance(next.at - this.#passed);
      next.run();
    }
    this.#advance(until - this.#passed);
    await settled();
  }

  #advance(ms: number): void {
    this.#passed += ms;
    this.#wall += ms;
  }
}

/** All that is ready to run has run. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
