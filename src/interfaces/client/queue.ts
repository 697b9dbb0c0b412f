/** Values from one side, an async iterable on the other. One reader; what was put in before `end` or `fail` is read first. */
export class Queue<T> implements AsyncIterable<T> {
  readonly #limit: number;
  #values: T[] = [];
  #waiting: { resolve: (result: IteratorResult<T>) => void; reject: (thrown: unknown) => void } | undefined;
  #over: { readonly error?: unknown } | undefined;
  #left: (() => void)[] = [];

  /** Over `limit` unread values the oldest is let go. */
  constructor(limit = Number.POSITIVE_INFINITY) {
    this.#limit = limit;
  }

  /** Nothing is taken any more. */
  get over(): boolean {
    return this.#over !== undefined;
  }

  /** Values that were not read yet. */
  get unread(): number {
    return this.#values.length;
  }

  /** Resolves when fewer than so many values are unread, or when it is over. */
  async below(unread: number): Promise<void> {
    while (this.#values.length >= unread && !this.#over) await new Promise<void>((left) => this.#left.push(left));
  }

  /** Puts another value in the place of the last that is unread. False where there is none, or `change` gives nothing. */
  amend(change: (last: T) => T | undefined): boolean {
    const last = this.#values.at(-1);
    const changed = last === undefined || this.#over ? undefined : change(last);
    if (changed === undefined) return false;
    this.#values[this.#values.length - 1] = changed;
    return true;
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
    if (value !== undefined) {
      this.#tellLeft();
      return Promise.resolve({ done: false, value });
    }
    if (this.#over) {
      const { error } = this.#over;
      this.#over = {};
      return error === undefined ? Promise.resolve({ done: true, value: undefined }) : Promise.reject(error);
    }
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
    });
  }

  #tellLeft(): void {
    for (const left of this.#left.splice(0)) left();
  }

  #finish(over: { readonly error?: unknown }): void {
    if (this.#over) return;
    this.#over = over;
    this.#tellLeft();
    if (!this.#waiting) return;
    if (over.error === undefined) this.#waiting.resolve({ done: true, value: undefined });
    else this.#waiting.reject(over.error);
    this.#waiting = undefined;
    this.#over = {};
  }
}
