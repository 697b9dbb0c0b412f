import { type Stat, statOf } from './file_look.ts';

interface Touched {
  /** Monotonic milliseconds. */
  due: number;
  last: Stat | undefined;
  looked: boolean;
}

export interface SettlingOptions {
  readonly settleMs: number;
  /** Files that may settle at once. */
  readonly limit: number;
  readonly absolute: (path: string) => string;
  readonly settled: (path: string) => void;
  readonly failed: (path: string, thrown: unknown) => void;
}

/**
 * Waits until a file has been left alone: each touch puts it off, and it must not be younger than the wait, nor have changed
 * between two looks. One timer for all of them, so that a storm costs no more than its paths.
 */
export class Settling {
  readonly #options: SettlingOptions;
  readonly #touched = new Map<string, Touched>();
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(options: SettlingOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#touched.size;
  }

  has(path: string): boolean {
    return this.#touched.has(path);
  }

  /** False where too many are settling already. */
  touch(path: string): boolean {
    const { settleMs, limit } = this.#options;
    const known = this.#touched.get(path);
    if (!known && this.#touched.size >= limit) return false;
    // Put at the end: the map is in order of due time.
    this.#touched.delete(path);
    this.#touched.set(path, { due: performance.now() + settleMs, last: undefined, looked: false });
    this.#schedule();
    return true;
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#touched.clear();
  }

  #schedule(): void {
    if (this.#closed || this.#timer) return;
    for (const { due } of this.#touched.values()) {
      this.#timer = setTimeout(() => void this.#look(), Math.max(0, due - performance.now()));
      return;
    }
  }

  async #look(): Promise<void> {
    for (const [path, touched] of [...this.#touched]) {
      if (touched.due > performance.now()) break;
      try {
        await this.#lookAt(path, touched);
      } catch (thrown) {
        this.#touched.delete(path);
        this.#options.failed(path, thrown);
      }
    }
    this.#timer = undefined;
    this.#schedule();
  }

  async #lookAt(path: string, touched: Touched): Promise<void> {
    const { settleMs, absolute, settled } = this.#options;
    const now = await statOf(absolute(path));
    // Touched again meanwhile, or closed.
    if (this.#touched.get(path) !== touched) return;
    const old = now === undefined || Date.now() - now.mtimeMs >= settleMs;
    const same = touched.looked && now?.size === touched.last?.size && now?.mtimeMs === touched.last?.mtimeMs;
    this.#touched.delete(path);
    if (old || same) settled(path);
    else this.#touched.set(path, { due: performance.now() + settleMs, last: now, looked: true });
  }
}
