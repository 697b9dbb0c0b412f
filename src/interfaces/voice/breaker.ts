const firstRestMs = 5_000;
const longestRestMs = 300_000;

/** Leaves an engine alone that failed: for five seconds, and twice as long each time that it fails again. */
export class Breaker {
  readonly #now: () => number;
  #restMs = firstRestMs;
  #restsUntil = 0;
  #away = false;

  /** @param now milliseconds that never jump */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Whether it may be asked. */
  get mayTry(): boolean {
    return this.#now() >= this.#restsUntil;
  }

  /** @returns true where it was away: it is back */
  succeeded(): boolean {
    const wasAway = this.#away;
    this.#away = false;
    this.#restMs = firstRestMs;
    return wasAway;
  }

  /** @returns true where that is news */
  failed(): boolean {
    const isNews = !this.#away;
    this.#away = true;
    this.#restsUntil = this.#now() + this.#restMs;
    this.#restMs = Math.min(2 * this.#restMs, longestRestMs);
    return isNews;
  }
}
