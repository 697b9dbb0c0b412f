import type { Store, Ticket, Unit } from '../src/daemon/store/store.ts';

/** The store, with each append shown on its way in. */
export function showAppends(store: Store, show: (unit: Unit, ticket: Ticket) => void): Store {
  return new Proxy(store, {
    get(target, name) {
      if (name === 'append')
        return (unit: Unit) => {
          const ticket = target.append(unit);
          show(unit, ticket);
          return ticket;
        };
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

/** Counts commits: units that are told as durable in one go shared one. */
export class Commits {
  count = 0;
  #told = false;

  watch(ticket: Ticket): void {
    ticket.durable.then(
      () => {
        if (this.#told) return;
        this.#told = true;
        this.count += 1;
        setImmediate(() => {
          this.#told = false;
        });
      },
      () => undefined,
    );
  }
}
