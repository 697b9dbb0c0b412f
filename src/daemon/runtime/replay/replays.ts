import { setImmediate as breathe, setTimeout as sleep } from 'node:timers/promises';
import { Fault } from '../../model/fault.ts';
import type { Store, ThreadRow } from '../../store/store.ts';
import type { Registry } from '../registry.ts';
import type { Difference } from './compare.ts';
import { storedTurns } from './stored_turns.ts';
import { rowOf } from './thread_at.ts';
import { replayTurn } from './turn.ts';

/** What came of replaying one thread. */
export interface ThreadReplay {
  readonly row: ThreadRow;
  readonly turns: number;
  readonly events: number;
  /** The first difference of each turn that has one. */
  readonly differences: readonly Difference[];
}

export interface ReplaysOptions {
  readonly store: Pick<Store, 'thread' | 'threads' | 'events'>;
  readonly registry: Pick<Registry, 'contract' | 'handler'>;
  /** Whether somebody is being served: then a replay takes a small share of the time only. */
  readonly busy: () => boolean;
  readonly monotonic: () => number;
}

/** How many replays run at once; a whole store takes its time, and two of them would take it from those who talk. */
const AT_ONCE = 2;
const PAGE = 100;
/** Work in one go, in milliseconds; then others have their turn. */
const SLICE_MS = 5;
/** While somebody is served, it rests this many times as long as it has worked. */
const REST = 4;

/** Replays of what is stored: beside the daemon's work, in slices, one thread in memory at a time. */
export class Replays {
  readonly #options: ReplaysOptions;
  #running = 0;

  constructor(options: ReplaysOptions) {
    this.#options = options;
  }

  /** @throws Fault NOT_FOUND, RESOURCE_EXHAUSTED, CANCELLED */
  async one(id: string, signal: AbortSignal): Promise<ThreadReplay> {
    const row = await rowOf(this.#options.store, id);
    const leave = this.enter();
    try {
      return await this.#replay(row, new Slices(this.#options), signal);
    } finally {
      leave();
    }
  }

  /** Every thread that changed since, in the order in which they were opened. @throws Fault RESOURCE_EXHAUSTED, CANCELLED */
  async *all(since: number, signal: AbortSignal): AsyncGenerator<ThreadReplay> {
    const leave = this.enter();
    const slices = new Slices(this.#options);
    try {
      for (let after = ''; ; ) {
        const rows = await this.#options.store.threads({ after, limit: PAGE });
        for (const row of rows) if (row.updatedAt >= since) yield await this.#replay(row, slices, signal);
        const last = rows.at(-1);
        if (!last) return;
        after = last.id;
      }
    } finally {
      leave();
    }
  }

  /** Takes a place among the replays; what comes back gives it up. @throws Fault RESOURCE_EXHAUSTED */
  enter(): () => void {
    if (this.#running >= AT_ONCE)
      throw new Fault('RESOURCE_EXHAUSTED', `${AT_ONCE} replays run already; try again when one has ended.`);
    this.#running += 1;
    return () => {
      this.#running -= 1;
    };
  }

  async #replay(row: ThreadRow, slices: Slices, signal: AbortSignal): Promise<ThreadReplay> {
    const differences: Difference[] = [];
    let [turns, events] = [0, 0];
    try {
      for await (const turn of storedTurns(this.#options.store, row)) {
        const difference = await replayTurn(turn, this.#options.registry);
        if (difference) differences.push(difference);
        turns += 1;
        events += turn.recording.events;
        await slices.pause(signal);
      }
    } catch (thrown) {
      if (signal.aborted) throw new Fault('CANCELLED', 'The replay was stopped.');
      const what = `it cannot be replayed: ${Fault.from(thrown).message}`;
      differences.push({ turn: turns + 1, key: '', seq: 0, what });
    }
    return { row, turns, events, differences };
  }
}

/** Lets others have their turn after each slice of work. */
class Slices {
  readonly #options: Pick<ReplaysOptions, 'busy' | 'monotonic'>;
  #began: number;

  constructor(options: Pick<ReplaysOptions, 'busy' | 'monotonic'>) {
    this.#options = options;
    this.#began = options.monotonic();
  }

  /** @throws where the signal is aborted */
  async pause(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const { busy, monotonic } = this.#options;
    const worked = monotonic() - this.#began;
    if (worked < SLICE_MS) return;
    if (busy()) await sleep(worked * REST, undefined, { signal });
    else await breathe();
    this.#began = monotonic();
  }
}
