/** One after the other, for each key, in the order of asking: each begins when the one before has found its place. */
export class Arrivals {
  readonly #last = new Map<string, Promise<void>>();

  /** `run` says when it has found its place; at the latest that is when it has come to its end. */
  async inTurn<T>(key: string, run: (placed: () => void) => Promise<T>): Promise<T> {
    const before = this.#last.get(key);
    let placed: () => void = () => undefined;
    const place = new Promise<void>((resolve) => {
      placed = resolve;
    });
    this.#last.set(key, place);
    try {
      await before;
      return await run(placed);
    } finally {
      placed();
      if (this.#last.get(key) === place) this.#last.delete(key);
    }
  }
}
