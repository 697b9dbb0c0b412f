import type { z } from 'zod';
import { joinTaint, type Taint } from '../../model/event.ts';
import { Fault } from '../../model/fault.ts';
import { isJsonObject, type Json, jsonCopy } from '../../model/json.ts';
import type { Log } from '../../model/service.ts';
import type { Collection, CollectionDefinition, Query, Storage, Stored } from '../../model/storage.ts';
import type { RecordWrite, Store, StoredRecord } from '../../store/store.ts';

/** The reads that a session makes. */
export type RecordReader = Pick<Store, 'record' | 'records' | 'searchRecords'>;

/**
 * The storage that one call sees: what was committed, plus its own writes, which wait here until its answer takes them along.
 * A record that was read is written only if it is still as it was read.
 */
export class StorageSession implements Storage {
  readonly writes: RecordWrite[] = [];
  readonly #reader: RecordReader;
  readonly #namespace: string;
  readonly #mayWrite: boolean;
  readonly #unread: Log;
  #taint: Taint;
  readonly #seen = new Map<string, number>();

  /** @param options.unread hears of records that a search or a query had to leave out */
  constructor(
    reader: RecordReader,
    namespace: string,
    options: { readonly mayWrite: boolean; readonly taint: Taint; readonly unread: Log },
  ) {
    this.#reader = reader;
    this.#unread = options.unread;
    this.#namespace = namespace;
    this.#mayWrite = options.mayWrite;
    this.#taint = options.taint;
  }

  /** Of the call, joined by that of every record it has read. */
  get taint(): Taint {
    return this.#taint;
  }

  collection<S extends z.ZodType>(definition: CollectionDefinition<S>): Collection<z.output<S>> {
    const { name } = definition;
    const read = ({ taint, ...stored }: StoredRecord): Stored<z.output<S>> => {
      this.#seen.set(`${name}/${stored.key}`, stored.version);
      this.#taint = joinTaint(this.#taint, taint);
      return { ...stored, value: parseStored(definition, this.#namespace, stored) };
    };
    // One that cannot be read must not take all others with it: an alarm that rotted would silence the house.
    const readable = (stored: StoredRecord): Stored<z.output<S>>[] => {
      try {
        return [read(stored)];
      } catch (thrown) {
        this.#unread('A record cannot be read and is left out.', { error: Fault.from(thrown).message });
        return [];
      }
    };
    const get = async (key: string): Promise<Stored<z.output<S>> | undefined> => {
      const stored = await this.#reader.record(this.#namespace, name, key, this.writes);
      if (stored) return read(stored);
      this.#seen.set(`${name}/${key}`, 0);
      return undefined;
    };
    return {
      get,
      query: async (query: Query = {}) =>
        (await this.#reader.records(this.#namespace, name, query, this.writes)).flatMap(readable),
      search: async (words, limit = 20) =>
        (await this.#reader.searchRecords(this.#namespace, name, words, limit, this.writes)).flatMap(readable),
      put: async (key, value) => this.#write(definition, key, value),
      delete: async (key) => this.#write(definition, key, undefined),
      update: async (key, change) => {
        const next = change((await get(key))?.value);
        if (next !== undefined) this.#write(definition, key, next);
      },
    };
  }

  #write(definition: CollectionDefinition<z.ZodType>, key: string, value: unknown): void {
    const { name, schema, indexes = [], text = [] } = definition;
    if (!this.#mayWrite)
      throw new Fault('FAILED_PRECONDITION', `${this.#namespace}: a call with effect 'read' may not write ${name}.`);
    const seen = this.#seen.get(`${name}/${key}`);
    // Once written, later writes of the same call replace the earlier one.
    const before = this.writes.findIndex((write) => write.collection === name && write.key === key);
    const version = before >= 0 ? this.writes[before]?.version : seen;
    if (before >= 0) this.writes.splice(before, 1);
    const base = {
      namespace: this.#namespace,
      collection: name,
      key,
      ...(version === undefined ? {} : { version }),
      taint: this.#taint,
    };
    if (value === undefined) {
      this.writes.push(base);
      return;
    }
    const json = jsonCopy(schema.parse(value));
    const fields = isJsonObject(json) ? json : {};
    const index: Record<string, string | number | boolean> = {};
    for (const field of indexes) {
      const held = fields[field];
      if (typeof held === 'string' || typeof held === 'number' || typeof held === 'boolean') index[field] = held;
    }
    const words = text.map((field) => fields[field]).filter((held) => typeof held === 'string');
    this.writes.push({ ...base, value: json, index, ...(words.length > 0 ? { text: words.join('\n') } : {}) });
  }
}

function parseStored<S extends z.ZodType>(
  definition: CollectionDefinition<S>,
  namespace: string,
  stored: Stored<Json>,
): z.output<S> {
  const parsed = definition.schema.safeParse(stored.value);
  if (parsed.success) return parsed.data;
  throw new Fault(
    'DATA_LOSS',
    `${namespace}.${definition.name}/${stored.key} is not as its schema says: ${parsed.error.message.slice(0, 200)}`,
  );
}
