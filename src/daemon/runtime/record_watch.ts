import type { RecordWrite, Store, Ticket, Unit } from '../store/store.ts';

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

  /** A point in the order of writes, to ask `changedSince` with. */
  get mark(): number {
    return this.#count;
  }

  changedSince(mark: number, { namespace, collection, key }: RecordWrite): boolean {
    return (this.#writes.get(`${namespace}/${collection}/${key}`) ?? 0) > mark;
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
        this.#count += 1;
        this.#writes.set(`${namespace}/${collection}/${key}`, this.#count);
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

  #tell(records: readonly RecordWrite[]): void {
    for (const { namespace, collection, key } of records) {
      for (const changed of [...(this.#watchers.get(namespace) ?? [])]) changed(collection, key);
    }
  }
}
