import type { ThreadEvent } from '../model/event.ts';
import type { Store, Ticket, Unit } from '../store/store.ts';
import type { Failpoint } from './failpoint.ts';
import { over } from './over.ts';

type Row = 'turn' | 'start' | 'outcome' | 'ask' | 'end' | 'ring' | 'record';

const ASK = 'need.user.ask';

/** The store with the moments around what is written to it. */
export function storeWithFailpoints(store: Store, failpoint: Failpoint): Store {
  /** Calls with an effect that have left, by thread and key. */
  const under = new Set<string>();
  return over<Store>(store, {
    append(unit: Unit): Ticket {
      const rows = rowsOf(unit, under);
      for (const [row, of] of rows) failpoint.reach(`${row}.before`, of);
      const ticket = store.append(unit);
      const reach = (when: 'applied' | 'durable') => () => {
        for (const [row, of] of rows) failpoint.reach(`${row}.${when}`, of);
      };
      // Whoever waits for the ticket hears of it after this.
      ticket.applied.then(reach('applied'), ignore);
      ticket.durable.then(reach('durable'), ignore);
      return ticket;
    },
    async heard(client: string, offset: number): Promise<void> {
      failpoint.reach('heard.before', client);
      await store.heard(client, offset);
      failpoint.reach('heard.after', client);
    },
  });
}

/** What a unit writes, and of which subject or namespace. */
function rowsOf({ events, match, records }: Unit, under: Set<string>): readonly (readonly [Row, string])[] {
  const rows: (readonly [Row, string])[] = [];
  if (match) rows.push(['ring', match.rule]);
  for (const event of events) {
    const row = rowOf(event, under);
    if (row) rows.push([row, event.subject]);
  }
  for (const namespace of new Set(records?.map((record) => record.namespace))) rows.push(['record', namespace]);
  return rows;
}

function rowOf(event: ThreadEvent, under: Set<string>): Row | undefined {
  const call = `${event.thread}/${event.key}`;
  if (event.direction === 'END') return 'end';
  if (event.direction === 'BACKWARD') return under.delete(call) ? 'outcome' : undefined;
  if (event.opened) return 'turn';
  if (event.subject === ASK) return 'ask';
  if (event.effect === 'read' || event.effect === 'local' || event.to.length === 0) return undefined;
  under.add(call);
  return 'start';
}

function ignore(): void {
  // Who wrote it hears of the failure.
}
