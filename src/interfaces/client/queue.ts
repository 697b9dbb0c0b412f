/** Values from one side, an async iterable on the other. One reader; what was put in before `end` or `fail` is read first. */
export class Queue<T> implements AsyncIterable<T> {
  readonly #limit: number;
  #values: T[] = [];
  #waiting: { resolve: (result: IteratorResult<T>) => void; reject: (thrown: unknown) => void } | undefined;
  #over: { readonly error?: unknown } | undefined;

  /** Over `limit` unread values the oldest is let go. */
  constructor(limit = Number.POSITIVE_INFINITY) {
    this.#limit = limit;
  }

  put(value: T): void {
    if (this.#over) return;
    if (this.#waiting) {
      this.#waiting.resolve({ done: false, value });
      this.#waiting = undefined;
      return;
    }
    this.#values.push(value);
    if (this.#values.length > this.#limit) this.#values.shift();
  }

  end(): void {
    this.#finish({});
  }

  fail(error: unknown): void {
    this.#finish({ error });
  }

  [Symbol.asyncIterator](): AsyncIterator<T> {
    return {
      next: () => this.#next(),
      return: () => {
        this.#values = [];
        this.end();
        return Promise.resolve({ done: true, value: undefined });
      },
    };
  }

  #next(): Promise<IteratorResult<T>> {
    const value = this.#values.shift();
    if (value !== undefined) return Promise.resolve({ done: false, value });
    if (this.#over) {
      const { error } = this.#over;
      this.#over = {};
      return error === undefined ? Promise.resolve({ done: true, value: undefined }) : Promise.reject(error);
    }
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
    });
  }

  #finish(over: { readonly error?: unknown }): void {
    if (this.#over) return;
    this.#over = over;
    if (!this.#waiting) return;
    if (over.error === undefined) this.#waiting.resolve({ done: true, value: undefined });
    else this.#waiting.reject(over.error);
    this.#waiting = undefined;
    this.#over = {};
  }
}
