import { Fault } from '../../model/fault.ts';
import type { Json } from '../../model/json.ts';
import type { ThreadRow } from '../../store/store.ts';
import type { OpenTurn } from './open_turns.ts';

export interface ResumingParts {
  /** The open turns of a thread, as the log has them, in the order in which they are to run. */
  readonly open: (row: ThreadRow) => AsyncIterable<OpenTurn>;
  readonly start: (open: OpenTurn) => void;
  /** Whether more may be taken up now, and a promise of when. */
  readonly room: { readonly free: () => boolean; readonly soon: () => Promise<void> };
  readonly problem: (message: string, fields: { readonly [name: string]: Json }) => void;
}

/**
 * Threads whose turns were open when the daemon stopped, and that are not taken up yet. They are a piece at a time, as there is room,
 * so that what is in memory is what is worked on; a thread that somebody comes to meanwhile is taken up at once, before it is anything
 * else.
 */
export class Resuming {
  readonly #parts: ResumingParts;
  readonly #left = new Map<string, ThreadRow>();
  readonly #underWay = new Map<string, Promise<void>>();
  #started = 0;

  constructor(parts: ResumingParts) {
    this.#parts = parts;
  }

  /** True while the turns of a thread are open in the log and not in memory. */
  has(thread: string): boolean {
    return this.#left.has(thread) || this.#underWay.has(thread);
  }

  /** Takes up all of them, and goes on as there is room. Resolves when there is none for more. @returns how many turns that are */
  all(rows: readonly ThreadRow[]): Promise<number> {
    for (const row of rows) this.#left.set(row.id, row);
    return new Promise((resolve) => {
      const begun = (): void => resolve(this.#started);
      this.#goThrough(begun).then(begun, (thrown: unknown) => {
        this.#parts.problem('turns that were open do not go on', { error: Fault.from(thrown).message });
        begun();
      });
    });
  }

  /** Resolves once the turns of this thread are in memory, if any are open. */
  async take(thread: string): Promise<void> {
    const row = this.#left.get(thread);
    if (row) {
      this.#left.delete(thread);
      this.#underWay.set(
        thread,
        this.#start(row).finally(() => this.#underWay.delete(thread)),
      );
    }
    await this.#underWay.get(thread);
  }

  async #goThrough(full: () => void): Promise<void> {
    const { room } = this.#parts;
    for (const thread of this.#left.keys()) {
      if (!room.free()) {
        full();
        await room.soon();
      }
      await this.take(thread);
    }
  }

  async #start(row: ThreadRow): Promise<void> {
    for await (const open of this.#parts.open(row)) {
      this.#started += 1;
      this.#parts.start(open);
    }
  }
}
