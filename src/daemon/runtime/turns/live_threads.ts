import { joinTaint } from '../../model/event.ts';
import { foldThread, type Origin, openThread } from '../../model/thread.ts';
import type { Store, ThreadRow } from '../../store/store.ts';
import type { Ledger } from '../journal.ts';
import { newId } from '../new_id.ts';
import type { Turn } from './turn.ts';

/** A thread that is in memory: its ledger, the turn that runs, and the turns that wait for it. */
export interface LiveThread {
  readonly ledger: Ledger;
  running: Turn | undefined;
  readonly waiting: { readonly turn: Turn; readonly start: () => void }[];
  /** Turns that were opened and have not ended: the one that runs, those that wait, those on their way there. */
  open: number;
}

const KEPT_TURNS = 20;

/** Threads in memory. Idle ones are let go, oldest first, and come back from the log. */
export class LiveThreads {
  readonly #store: Store;
  readonly #now: () => number;
  readonly #capacity: number;
  readonly #live = new Map<string, LiveThread>();
  readonly #loading = new Map<string, Promise<LiveThread | undefined>>();

  constructor(store: Store, now: () => number, capacity = 1_000) {
    this.#store = store;
    this.#now = now;
    this.#capacity = capacity;
  }

  /** A new thread; nothing is stored before its first event. */
  create(origin: Origin, title: string, parent?: string): LiveThread {
    const thread = openThread(newId(), origin, parent === undefined ? {} : { parent });
    return {
      ledger: { thread, holds: 0, last: undefined, createdAt: this.#now(), title: title.slice(0, 80).toWellFormed() },
      running: undefined,
      waiting: [],
      open: 0,
    };
  }

  keep(live: LiveThread): void {
    const { id } = live.ledger.thread;
    this.#live.delete(id);
    this.#live.set(id, live);
    if (this.#live.size <= this.#capacity) return;
    for (const [oldest, candidate] of this.#live) {
      if (candidate.running || candidate.open > 0 || candidate.ledger.holds > 0) continue;
      this.#live.delete(oldest);
      return;
    }
  }

  /** Lets go of a thread that is not as the store has it. */
  drop(id: string): void {
    this.#live.delete(id);
  }

  running(id: string): Turn | undefined {
    return this.#live.get(id)?.running;
  }

  /** A turn that runs or waits. */
  openTurn(id: string, number: number): Turn | undefined {
    const live = this.#live.get(id);
    if (live?.running?.number === number) return live.running;
    return live?.waiting.find(({ turn }) => turn.number === number)?.turn;
  }

  /** All turns that run or wait. */
  *openTurns(): Iterable<Turn> {
    for (const { running, waiting } of this.#live.values()) {
      if (running) yield running;
      for (const { turn } of waiting) yield turn;
    }
  }

  async get(id: string): Promise<LiveThread | undefined> {
    const there = this.#live.get(id);
    if (there) {
      this.keep(there);
      return there;
    }
    const loading = this.#loading.get(id) ?? this.#load(id).finally(() => this.#loading.delete(id));
    this.#loading.set(id, loading);
    return loading;
  }

  async #load(id: string): Promise<LiveThread | undefined> {
    const row = await this.#store.thread(id);
    if (!row) return undefined;
    const live = { ledger: await this.#ledgerOf(row), running: undefined, waiting: [], open: 0 };
    this.keep(live);
    return live;
  }

  async #ledgerOf(row: ThreadRow): Promise<Ledger> {
    let thread = openThread(row.id, row.origin, row);
    for (const event of await this.#store.outline(row.id, KEPT_TURNS)) thread = foldThread(thread, event);
    const later = await this.#store.events(row.id, { afterSeq: Math.max(row.seq, thread.seq) });
    const seq = later.at(-1)?.seq ?? Math.max(row.seq, thread.seq);
    return {
      thread: { ...thread, seq, turn: row.turn, status: row.status, taint: joinTaint(thread.taint, row.taint) },
      holds: 0,
      last: undefined,
      createdAt: row.createdAt,
      title: row.title,
      stored: true,
    };
  }
}
