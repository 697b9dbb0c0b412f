import { over } from '../src/daemon/failpoints/over.ts';
import type { Store, Ticket, Unit } from '../src/daemon/store/store.ts';

/** The store, with each append shown on its way in. */
export function showAppends(store: Store, show: (unit: Unit, ticket: Ticket) => void): Store {
  const append = (unit: Unit): Ticket => {
    const ticket = store.append(unit);
    show(unit, ticket);
    return ticket;
  };
  return over(store, { append });
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
