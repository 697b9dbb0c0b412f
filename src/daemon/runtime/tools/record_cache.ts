import { jsonText } from '../../model/json.ts';
import type { RecordWrite, Store, StoredRecord, Ticket, Unit } from '../../store/store.ts';

interface RecordCacheLimits {
  readonly records: number;
  /** Of all values together, as JSON. */
  readonly characters: number;
}

/** A house of some thousand devices in half a megabyte. */
const LIMITS: RecordCacheLimits = { records: 4_000, characters: 512 * 1_024 };

/** A record with its value as text: whoever reads it may do with the value what it likes. */
interface Kept {
  readonly version: number;
  readonly text: string;
  readonly taint: StoredRecord['taint'];
}

/** Nothing stands under the key. */
const ABSENT = { version: 0, text: '', taint: [] } satisfies Kept;

/**
 * Records that were read or written lately, so that reading one again does not wait for the store. Every write of records
 * passes here, so what is kept is what the store would answer: of a record that is being written nothing is kept until the write is
 * durable, and reads of it go to the store, which has every write before them.
 */
export class RecordCache {
  readonly #limits: RecordCacheLimits;
  /** The longest unread first. */
  readonly #kept = new Map<string, Kept>();
  /** The last read or write of a record, while it is under way: what an earlier one tells is not kept. */
  readonly #latest = new Map<string, object>();
  #characters = 0;

  constructor(limits: RecordCacheLimits = LIMITS) {
    this.#limits = limits;
  }

  /** The same store, its records read from here where they are here. */
  over(store: Store): Store {
    const append = (unit: Unit): Ticket => this.#append(store, unit);
    // A call that has written sees its own writes: those only the store can put to what it has.
    const record: Store['record'] = (namespace, collection, key, pending) =>
      pending.length > 0
        ? store.record(namespace, collection, key, pending)
        : this.#record(store, { namespace, collection, key });
    return new Proxy(store, {
      get: (target, name) => {
        if (name === 'append') return append;
        if (name === 'record') return record;
        const member: unknown = Reflect.get(target, name, target);
        return typeof member === 'function' ? member.bind(target) : member;
      },
    });
  }

  async #record(store: Store, place: Place): Promise<StoredRecord | undefined> {
    const name = nameOf(place);
    const kept = this.#kept.get(name);
    if (kept !== undefined) {
      this.#kept.delete(name);
      this.#kept.set(name, kept);
      if (kept === ABSENT) return undefined;
      return { key: place.key.toWellFormed(), version: kept.version, value: JSON.parse(kept.text), taint: kept.taint };
    }
    const reading = {};
    this.#latest.set(name, reading);
    try {
      const found = await store.record(place.namespace, place.collection, place.key, []);
      if (this.#latest.get(name) === reading) this.#keep(name, found ? keptOf(found) : ABSENT);
      return found;
    } finally {
      this.#settled(name, reading);
    }
  }

  #append(store: Store, unit: Unit): Ticket {
    const ticket = store.append(unit);
    const { records } = unit;
    if (records === undefined || records.length === 0) return ticket;
    for (const write of records) {
      const name = nameOf(write);
      this.#drop(name);
      this.#latest.set(name, ticket);
    }
    ticket.durable.then(
      () => this.#written(records, ticket),
      () => {
        for (const write of records) this.#settled(nameOf(write), ticket);
      },
    );
    return ticket;
  }

  #written(records: readonly RecordWrite[], ticket: Ticket): void {
    // Of several writes of one record the last counts.
    const last = new Map(records.map((write) => [nameOf(write), write]));
    for (const [name, write] of last) {
      const became = keptAfter(write);
      if (became !== undefined && this.#latest.get(name) === ticket) this.#keep(name, became);
      this.#settled(name, ticket);
    }
  }

  #settled(name: string, by: object): void {
    if (this.#latest.get(name) === by) this.#latest.delete(name);
  }

  #keep(name: string, kept: Kept): void {
    this.#drop(name);
    this.#kept.set(name, kept);
    this.#characters += name.length + kept.text.length;
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= this.#limits.records && this.#characters <= this.#limits.characters) return;
      this.#drop(oldest);
    }
  }

  #drop(name: string): void {
    const kept = this.#kept.get(name);
    if (kept === undefined) return;
    this.#kept.delete(name);
    this.#characters -= name.length + kept.text.length;
  }
}

type Place = Pick<RecordWrite, 'namespace' | 'collection' | 'key'>;

/** No two places have one name, whatever stands in their parts; but two that the store, which keeps text well-formed, takes for one. */
function nameOf({ namespace, collection, key }: Place): string {
  return `${namespace.length}.${collection.length}.${namespace}${collection}${key}`.toWellFormed();
}

function keptOf({ version, value, taint }: StoredRecord): Kept {
  return { version, text: jsonText(value) ?? 'null', taint };
}

/**
 * What a write that came true has left. Versions go on rising where a record was deleted: of one that was new, or was written
 * whatever it was, only the store knows the version.
 */
function keptAfter({ version = 0, value, taint }: RecordWrite): Kept | undefined {
  if (value === undefined) return ABSENT;
  return version === 0 ? undefined : { version: version + 1, text: jsonText(value) ?? 'null', taint };
}
