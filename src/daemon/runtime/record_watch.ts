import type { RecordWrite, Store, Ticket, Unit } from '../store/store.ts';

type Changed = (collection: string, key: string) => void;

/** Tells who watches a namespace which of its records were committed. */
export class RecordWatch {
  readonly #watchers = new Map<string, Set<Changed>>();

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
