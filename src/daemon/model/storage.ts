import type { z } from 'zod';

/** A record with the version that a later write is checked against. */
export interface Stored<T> {
  readonly key: string;
  readonly version: number;
  readonly value: T;
}

export interface Query {
  /** Only records whose indexed fields equal these. */
  readonly where?: { readonly [field: string]: string | number | boolean };
  /** Indexed field to order by; the key where absent. */
  readonly orderBy?: string;
  readonly descending?: boolean;
  /** At most this many; 1,000 where absent. */
  readonly limit?: number;
}

export interface CollectionDefinition<S extends z.ZodType> {
  readonly name: string;
  readonly schema: S;
  /** Top-level fields that queries may filter and order by. */
  readonly indexes?: readonly string[];
  /** Top-level string fields found by `search`. */
  readonly text?: readonly string[];
}

/**
 * Records of one schema under the service's own name. Reads see a snapshot plus the call's own writes; writes travel with
 * the answer and commit in one transaction with it. A record that changed meanwhile runs the call again.
 */
export interface Collection<T> {
  get(key: string): Promise<Stored<T> | undefined>;
  query(query?: Query): Promise<readonly Stored<T>[]>;
  /** Full-text search, best first. */
  search(words: string, limit?: number): Promise<readonly Stored<T>[]>;
  put(key: string, value: T): Promise<void>;
  delete(key: string): Promise<void>;
  /** Reads and writes as one: nothing else writes in between. What `change` gives takes the record's place; for undefined it stays as it is. */
  update(key: string, change: (value: T | undefined) => T | undefined): Promise<void>;
}

export interface Storage {
  collection<S extends z.ZodType>(definition: CollectionDefinition<S>): Collection<z.output<S>>;
}
