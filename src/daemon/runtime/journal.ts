import type { BackwardEvent, EndEvent, ForwardEvent, ThreadEvent } from '../model/event.ts';
import type { Fault } from '../model/fault.ts';
import { foldThread, type Thread } from '../model/thread.ts';
import type { MailWrite, Store, ThreadRow, Ticket, Unit } from '../store/store.ts';
import { newId } from './new_id.ts';

/** An event before the journal gives it its identity and place. */
export type Draft<E extends ThreadEvent> = E extends ThreadEvent ? Omit<E, 'id' | 'thread' | 'seq' | 'at'> : never;
export type AnyDraft = Draft<ForwardEvent> | Draft<BackwardEvent> | Draft<EndEvent>;

/** The thread that a journal writes: its fold so far, and what its row says. */
export interface Ledger {
  thread: Thread;
  /** How many hold it: as long as any does, it is the only one of its thread and stays in memory. */
  holds: number;
  /** Ticket of the newest unit: durable when all before it are, since the store commits in order. */
  last: Ticket | undefined;
  readonly createdAt: number;
  title: string;
  /** Its row is in the store already, though it has no event yet. */
  readonly stored?: true;
}

/** What goes with the events into one transaction. */
export type Along = Omit<Unit, 'events' | 'rows' | 'open'>;

/**
 * Appends events to threads. This is the only place that assigns `seq`: synchronously, on one JS thread, so that a thread has
 * no gaps even when branches of a turn answer at once.
 */
export class Journal {
  readonly #store: Store;
  readonly #now: () => number;
  readonly #mailed: (mail: readonly MailWrite[], ticket: Ticket) => void;
  readonly #watchers = new Map<string, Set<() => void>>();

  /** @param mailed told of mail that is on its way with a unit */
  constructor(store: Store, now: () => number, mailed: (mail: readonly MailWrite[], ticket: Ticket) => void) {
    this.#store = store;
    this.#now = now;
    this.#mailed = mailed;
  }

  append<D extends AnyDraft>(
    ledger: Ledger,
    drafts: readonly D[],
    along: Along = {},
  ): { events: readonly ThreadEvent[]; ticket: Ticket } {
    const at = this.#now();
    const before = ledger.thread;
    const events: ThreadEvent[] = [];
    let after = before;
    for (const draft of drafts) {
      const event = { id: newId(), thread: before.id, seq: after.seq + 1, at, ...draft };
      after = foldThread(after, event);
      events.push(event);
    }
    const rowChanged = before.status !== after.status || before.turn !== after.turn || before.taint !== after.taint;
    let unit: Unit = { ...along, events };
    if (before.seq === 0 && !ledger.stored) unit = { ...unit, open: [rowOf(ledger, after, at)] };
    else if (rowChanged) unit = { ...unit, rows: [rowOf(ledger, after, at)] };
    const ticket = this.#store.append(unit);
    ledger.thread = after;
    ledger.last = ticket;
    if (along.mail) this.#mailed(along.mail, ticket);
    this.#wake(before.id, ticket);
    return { events, ticket };
  }

  /**
   * Puts an error where an answer was that the store refused (a record had changed), under the same seq: a thread has no gaps.
   */
  fillGap({ data: _data, undo: _undo, ...refused }: BackwardEvent, fault: Fault): BackwardEvent {
    const event = { ...refused, error: fault.toData() };
    this.#store.append({ events: [event] }).durable.catch(() => undefined);
    return event;
  }

  /** Called after each append to the thread, once it is applied. Returns the release. */
  onAppend(thread: string, woken: () => void): () => void {
    const watchers = this.#watchers.get(thread) ?? new Set();
    this.#watchers.set(thread, watchers.add(woken));
    return () => {
      watchers.delete(woken);
      if (watchers.size === 0) this.#watchers.delete(thread);
    };
  }

  #wake(thread: string, ticket: Ticket): void {
    const watchers = this.#watchers.get(thread);
    // Only who watches pays for the wait; who comes later reads what is applied by then.
    if (!watchers) return;
    ticket.applied.then(
      () => watchers.forEach((woken) => void woken()),
      () => undefined,
    );
  }
}

export function rowOf(ledger: Ledger, thread: Thread, at: number): ThreadRow {
  const { id, parent, branchedAt, origin, status, turn, seq, taint } = thread;
  const { title, createdAt } = ledger;
  return {
    id,
    ...(parent === undefined ? {} : { parent }),
    ...(branchedAt === undefined ? {} : { branchedAt }),
    origin,
    status,
    turn,
    seq,
    taint,
    title,
    createdAt,
    updatedAt: at,
  };
}
