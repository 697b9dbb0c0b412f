import type { z } from 'zod';
import { jsonCopy } from '../../src/daemon/model/json.ts';
import type { Collection, CollectionDefinition, Query, Storage, Stored } from '../../src/daemon/model/storage.ts';

interface Row {
  readonly version: number;
  readonly text: string;
}

/** A test double of the daemon's storage: records as JSON text, checked by their schema on the way in and out. */
export class MemoryStorage implements Storage {
  readonly #collections = new Map<string, Map<string, Row>>();
  readonly #watchers = new Set<(collection: string, key: string) => void>();

  readonly watch = (changed: (collection: string, key: string) => void): (() => void) => {
    this.#watchers.add(changed);
    return () => this.#watchers.delete(changed);
  };

  collection<S extends z.ZodType>({
    name,
    schema,
    indexes = [],
    text = [],
  }: CollectionDefinition<S>): Collection<z.output<S>> {
    const rows = this.#collections.get(name) ?? new Map<string, Row>();
    this.#collections.set(name, rows);
    const tell = (key: string): void => {
      for (const watcher of this.#watchers) queueMicrotask(() => watcher(name, key));
    };
    const fieldOf = (value: unknown, field: string): unknown =>
      typeof value === 'object' && value !== null
        ? Object.entries(value).find(([key]) => key === field)?.[1]
        : undefined;
    const stored = (key: string, row: Row): Stored<z.output<S>> => ({
      key,
      version: row.version,
      value: schema.parse(JSON.parse(row.text)),
    });
    const all = (): Stored<z.output<S>>[] =>
      [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, row]) => stored(key, row));

    const put = (key: string, value: z.output<S>): void => {
      rows.set(key, {
        version: (rows.get(key)?.version ?? 0) + 1,
        text: JSON.stringify(jsonCopy(schema.parse(value))),
      });
      tell(key);
    };
    return {
      async get(key) {
        const row = rows.get(key);
        return row && stored(key, row);
      },
      async update(key, change) {
        const row = rows.get(key);
        const next = change(row && stored(key, row).value);
        if (next !== undefined) put(key, next);
      },
      async query({ where = {}, orderBy, descending = false, limit = 1_000 }: Query = {}) {
        for (const field of [...Object.keys(where), ...(orderBy === undefined ? [] : [orderBy])]) {
          if (!indexes.includes(field)) throw new TypeError(`${name} has no index on ${field}.`);
        }
        const found = all().filter(({ value }) =>
          Object.entries(where).every(([field, wanted]) => fieldOf(value, field) === wanted),
        );
        if (orderBy !== undefined) {
          found.sort((a, b) => {
            const [left, right] = [fieldOf(a.value, orderBy), fieldOf(b.value, orderBy)];
            return typeof left === 'number' && typeof right === 'number'
              ? left - right
              : String(left) < String(right)
                ? -1
                : 1;
          });
        }
        if (descending) found.reverse();
        return found.slice(0, limit);
      },
      async search(words, limit = 50) {
        const wanted = words.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
        const scored = all().map((one) => {
          const said = text.flatMap(
            (field) =>
              String(fieldOf(one.value, field) ?? '')
                .toLowerCase()
                .match(/[\p{L}\p{N}]+/gu) ?? [],
          );
          return { one, score: wanted.filter((word) => said.some((other) => other.startsWith(word))).length };
        });
        return scored
          .filter(({ score }) => score > 0)
          .sort((a, b) => b.score - a.score)
          .slice(0, limit)
          .map(({ one }) => one);
      },
      async put(key, value) {
        put(key, value);
      },
      async delete(key) {
        if (rows.delete(key)) tell(key);
      },
    };
  }
}
