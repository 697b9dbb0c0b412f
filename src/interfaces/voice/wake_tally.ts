import type { RejectedWakes, WakeRejection } from './rejected_wakes.ts';
import type { Woken } from './wake.ts';

interface Wake {
  readonly woken: Woken;
  readonly sound: Int16Array;
  readonly atMs: number;
}

/** "That was not for you" is about the wake before, where that one led to something a moment ago. */
const momentMs = 60_000;

/** Takes down which wakes were none. A full disk does not stop the voice: it is told. */
export class WakeTally {
  readonly #store: RejectedWakes | undefined;
  readonly #trouble: (text: string) => void;
  #now: Wake | undefined;
  #before: Wake | undefined;

  constructor(store: RejectedWakes | undefined, trouble: (text: string) => void) {
    this.#store = store;
    this.#trouble = trouble;
  }

  /** Somebody seems to have called; `sound` is what was heard up to then. */
  woken(woken: Woken, sound: Int16Array): void {
    this.#now = { woken, sound, atMs: performance.now() };
  }

  /** How the turn after it went. */
  async over(rejected: WakeRejection | undefined): Promise<void> {
    const now = this.#now;
    const before = this.#before;
    this.#now = undefined;
    this.#before = rejected === undefined ? now : undefined;
    if (now === undefined || rejected === undefined) return;
    const isLater = rejected === 'not_for_you' && before !== undefined && now.atMs - before.atMs < momentMs;
    const { woken, sound } = isLater ? before : now;
    try {
      await this.#store?.add(woken, rejected, sound);
    } catch (error) {
      this.#trouble(`A wake that was none could not be taken down: ${error instanceof Error ? error.message : error}`);
    }
  }
}
