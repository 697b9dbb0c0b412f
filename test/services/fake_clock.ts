import type { Clock } from '../../src/daemon/model/service.ts';

interface Waiting {
  /** Of the steady clock, or of the one on the wall. */
  readonly by: 'steady' | 'wall';
  readonly at: number;
  readonly run: () => void;
}

let boots = 0;

/** A clock that moves when told: `pass` lets time go by, `jump` sets the clock on the wall, `sleep` is a machine that sleeps. */
export class FakeClock implements Clock {
  readonly zone: string;
  readonly boot: string;
  #wall: number;
  #passed = 0;
  #slept = 0;
  #waiting: Waiting[] = [];
  readonly #heard = new Set<() => void>();

  /** @param before a clock of the same machine, whose run goes on */
  constructor(wall = Date.UTC(2026, 10, 23, 6, 42), zone = 'UTC', before?: { boot: string; elapsed: number }) {
    this.#wall = wall;
    this.zone = zone;
    this.boot = before?.boot ?? `boot ${++boots}`;
    this.#slept = before?.elapsed ?? 0;
  }

  now(): number {
    return this.#wall;
  }

  monotonic(): number {
    return this.#passed;
  }

  elapsed(): number {
    return this.#passed + this.#slept;
  }

  after(delayMs: number, run: () => void): () => void {
    return this.#wait({ by: 'steady', at: this.#passed + Math.max(0, delayMs), run });
  }

  at(epochMs: number, run: () => void): () => void {
    return this.#wait({ by: 'wall', at: epochMs, run });
  }

  onSet(heard: () => void): () => void {
    const own = (): void => heard();
    this.#heard.add(own);
    return () => this.#heard.delete(own);
  }

  jump(ms: number): void {
    this.#wall += ms;
    for (const heard of [...this.#heard]) heard();
  }

  sleep(ms: number): void {
    this.#slept += ms;
    this.jump(ms);
  }

  /** How many wait for a time. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** Runs what falls due on the way, in order, and lets what it started settle. */
  async pass(ms: number): Promise<void> {
    const until = this.#passed + ms;
    for (;;) {
      await settled();
      const [next] = this.#waiting
        .filter((entry) => this.#dueAt(entry) <= until)
        .sort((a, b) => this.#dueAt(a) - this.#dueAt(b));
      if (next === undefined) break;
      this.#waiting = this.#waiting.filter((other) => other !== next);
      this.#advance(Math.max(0, this.#dueAt(next) - this.#passed));
      next.run();
    }
    this.#advance(until - this.#passed);
    await settled();
  }

  #wait(entry: Waiting): () => void {
    this.#waiting.push(entry);
    return () => {
      this.#waiting = this.#waiting.filter((other) => other !== entry);
    };
  }

  /** By the steady clock. */
  #dueAt({ by, at }: Waiting): number {
    return by === 'steady' ? at : this.#passed + (at - this.#wall);
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
