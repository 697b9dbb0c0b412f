const FAILURES = 3;
const FIRST_REST_MS = 30_000;
const LAST_REST_MS = 300_000;

/**
 * Leaves a model alone that fails: after three failures in a row for half a minute, and twice as long each time that the one
 * request fails that is let through then.
 */
export class Breaker {
  readonly #now: () => number;
  #failures = 0;
  #restMs = FIRST_REST_MS;
  #restsUntil = 0;
  #trying = false;

  /** @param now milliseconds that never jump */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Whether it may be asked; who asks tells what came of it. */
  enter(): boolean {
    if (this.#now() < this.#restsUntil) return false;
    if (this.#failures < FAILURES) return true;
    if (this.#trying) return false;
    this.#trying = true;
    return true;
  }

  /** How long it is left alone still, in milliseconds. */
  get restsMs(): number {
    return Math.max(0, this.#restsUntil - this.#now());
  }

  succeeded(): void {
    this.#failures = 0;
    this.#restMs = FIRST_REST_MS;
    this.#restsUntil = 0;
    this.#trying = false;
  }

  failed(): void {
    this.#failures += 1;
    this.#trying = false;
    if (this.#failures < FAILURES) return;
    this.#restsUntil = this.#now() + this.#restMs;
    this.#restMs = Math.min(this.#restMs * 2, LAST_REST_MS);
  }

  /** It was asked, and nothing can be said of it. */
  left(): void {
    this.#trying = false;
  }

  /** It said when it can be asked again. */
  rest(ms: number): void {
    this.#restsUntil = Math.max(this.#restsUntil, this.#now() + Math.min(ms, LAST_REST_MS));
  }
}
