/** How soon it is noticed that the clock on the wall was set. Each look takes some microseconds. */
const LOOK_MS = 2_000;
/** Less than this between two looks is a clock that is being put right slowly. */
const SET_MS = 500;
/** The two clocks run apart by at most 0.05 %, so no wait is taken in larger steps. */
const LONGEST_STEP_MS = 600_000;

interface Wait {
  readonly epochMs: number;
  readonly run: () => void;
  timer: NodeJS.Timeout | undefined;
}

/**
 * Waits for moments of the clock on the wall. The system tells nobody that this clock was set, so while anybody waits or listens
 * it is compared with the steady one every two seconds.
 */
export class WallWaits {
  readonly #wall: () => number;
  readonly #steady: () => number;
  readonly #beforeSet: () => void;
  readonly #waits = new Set<Wait>();
  readonly #heard = new Set<() => void>();
  #look: NodeJS.Timeout | undefined;
  #apart = 0;

  /** @param beforeSet called when the clock was set, before anybody hears of it */
  constructor(wall: () => number, steady: () => number, beforeSet: () => void) {
    this.#wall = wall;
    this.#steady = steady;
    this.#beforeSet = beforeSet;
  }

  add(epochMs: number, run: () => void): () => void {
    const wait: Wait = { epochMs, run, timer: undefined };
    this.#waits.add(wait);
    this.#step(wait);
    this.#keepLooking();
    return () => {
      clearTimeout(wait.timer);
      this.#waits.delete(wait);
      this.#rest();
    };
  }

  onSet(heard: () => void): () => void {
    const own = (): void => heard();
    this.#heard.add(own);
    this.#keepLooking();
    return () => {
      this.#heard.delete(own);
      this.#rest();
    };
  }

  #step(wait: Wait): void {
    clearTimeout(wait.timer);
    const leftMs = wait.epochMs - this.#wall();
    wait.timer = setTimeout(
      () => {
        // A timer may be a little early by this clock.
        if (this.#wall() < wait.epochMs) return this.#step(wait);
        this.#waits.delete(wait);
        this.#rest();
        wait.run();
      },
      Math.min(LONGEST_STEP_MS, Math.max(0, leftMs)),
    );
  }

  #keepLooking(): void {
    if (this.#look !== undefined) return;
    this.#apart = this.#wall() - this.#steady();
    this.#look = setInterval(() => this.#compare(), LOOK_MS);
  }

  #rest(): void {
    if (this.#waits.size > 0 || this.#heard.size > 0) return;
    clearInterval(this.#look);
    this.#look = undefined;
  }

  #compare(): void {
    const apart = this.#wall() - this.#steady();
    const byMs = apart - this.#apart;
    this.#apart = apart;
    if (Math.abs(byMs) < SET_MS) return;
    this.#beforeSet();
    for (const wait of this.#waits) this.#step(wait);
    for (const heard of [...this.#heard]) heard();
  }
}
