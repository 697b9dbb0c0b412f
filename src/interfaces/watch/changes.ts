/** Paths that wait to be handled, each once, in order of arrival, and no more than a limit. */
export class Changes<T> {
  readonly #limit: number;
  readonly #waiting = new Map<string, T>();
  #wake: () => void = () => undefined;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get size(): number {
    return this.#waiting.size;
  }

  /** False where it is full: the caller looks again when there is room. */
  offer(key: string, change: T): boolean {
    if (this.#waiting.has(key)) return true;
    if (this.#waiting.size >= this.#limit) return false;
    this.#waiting.set(key, change);
    this.#wake();
    return true;
  }

  take(): T | undefined {
    for (const [key, change] of this.#waiting) {
      this.#waiting.delete(key);
      return change;
    }
    return undefined;
  }

  /** Resolves when something waits, or when woken. */
  arrival(): Promise<void> {
    if (this.#waiting.size > 0) return Promise.resolve();
    return new Promise((resolve) => (this.#wake = resolve));
  }

  wake(): void {
    this.#wake();
  }
}
