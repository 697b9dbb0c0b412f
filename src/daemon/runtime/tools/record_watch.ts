import type { RecordWrite, Store, Ticket, Unit } from '../../store/store.ts';

/** Older ones are forgotten; a call that was under way that long is run again to be sure. */
const KEPT_WRITES = 10_000;

type Changed = (collection: string, key: string) => void;

/**
 * Sees every write of records pass: tells who watches a namespace what was committed, and whoever worked on a record whether
 * it has changed meanwhile.
 */
export class RecordWatch {
  readonly #watchers = new Map<string, Set<Changed>>();
  /** Number of the last write of each record that was written since the start. */
  readonly #writes = new Map<string, number>();
  #count = 0;
  /** Number up to which writes have been forgotten. */
  #forgotten = 0;

  /** A point in the order of writes, to ask `changedSince` with. */
  get mark(): number {
    return this.#count;
  }

  changedSince(mark: number, { namespace, collection, key }: RecordWrite): boolean {
    return (this.#writes.get(`${namespace}/${collection}/${key}`) ?? this.#forgotten) > mark;
  }

  watch(namespace: string, changed: Changed): () => void {
    const watchers = this.#watchers.get(namespace) ?? new Set();
    this.#watchers.set(namespace, watchers.add(changed));
    return () => void watchers.delete(changed);
  }

  /** The same store, watched. */
  over(store: Store): Store {
    const append = (unit: Unit): Ticket => {
      const ticket = store.append(unit);
      const { records } = unit;
      for (const { namespace, collection, key } of records ?? []) {
        this.#note(`${namespace}/${collection}/${key}`);
      }
      if (records?.some(({ namespace }) => this.#watchers.has(namespace))) {
        ticket.durable.then(
          () => this.#tell(records),
          () => undefined,
        );
      }
      return ticket;
    };
    return new Proxy(store, {
      get: (target, name) => {
        if (name === 'append') return append;
        const member: unknown = Reflect.get(target, name, target);
        return typeof member === 'function' ? member.bind(target) : member;
      },
    });
  }

  #note(record: string): void {
    this.#count += 1;
    this.#writes.delete(record);
    this.#writes.set(record, this.#count);
    if (this.#writes.size <= KEPT_WRITES) return;
    for (const [oldest, number] of this.#writes) {
      this.#writes.delete(oldest);
      this.#forgotten = number;
      return;
    }
  }

  #tell(records: readonly RecordWrite[]): void {
    for (const { namespace, collection, key } of records) {
      for (const changed of [...(this.#watchers.get(namespace) ?? [])]) changed(collection, key);
    }
  }
}
