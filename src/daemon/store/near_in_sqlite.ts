import { createRequire } from 'node:module';
import Sqlite, { type Database } from 'better-sqlite3';
import type { Near, NearIndex } from '../model/near.ts';

/** sqlite-vec gives no more than this for one question. */
const MOST = 4_096;

interface Row {
  readonly name: string;
  readonly distance: number | null;
}

/** Vectors in sqlite-vec (https://github.com/asg017/sqlite-vec): a table for each length, in a database that is in memory only. */
export class NearInSqlite implements NearIndex {
  readonly #database: Database;
  /** By their names: where each stands. */
  readonly #places = new Map<string, { readonly length: number; readonly row: bigint }>();
  readonly #lengths = new Set<number>();
  #rows = 0n;

  /** @throws where the extension is not there, or not for this machine */
  constructor() {
    const database = new Sqlite(':memory:');
    try {
      database.loadExtension(extension());
    } catch (thrown) {
      database.close();
      throw thrown;
    }
    this.#database = database;
  }

  put(name: string, group: string, vector: Int8Array): void {
    this.delete(name);
    if (vector.every((value) => value === 0)) return;
    const { length } = vector;
    if (!this.#lengths.has(length)) {
      this.#database.exec(
        `CREATE VIRTUAL TABLE vectors_${length} USING vec0 (grouped TEXT PARTITION KEY, vector INT8[${length}] distance_metric=cosine, +name TEXT)`,
      );
      this.#lengths.add(length);
    }
    this.#rows += 1n;
    this.#database
      .prepare(`INSERT INTO vectors_${length} (rowid, grouped, vector, name) VALUES (?, ?, vec_int8(?), ?)`)
      .run(this.#rows, group, bytesOf(vector), name);
    this.#places.set(name, { length, row: this.#rows });
  }

  delete(name: string): void {
    const place = this.#places.get(name);
    if (place === undefined) return;
    this.#places.delete(name);
    this.#database.prepare(`DELETE FROM vectors_${place.length} WHERE rowid = ?`).run(place.row);
  }

  near(
    vector: Int8Array,
    { groups, least, limit }: { groups: readonly string[]; least: number; limit: number },
  ): readonly Near[] {
    const { length } = vector;
    if (!this.#lengths.has(length) || vector.every((value) => value === 0)) return [];
    const select = this.#database.prepare<[Buffer, number, string], Row>(
      `SELECT name, distance FROM vectors_${length} WHERE vector MATCH vec_int8(?) AND k = ? AND grouped = ?`,
    );
    const rows = [...new Set(groups)].flatMap((group) => select.all(bytesOf(vector), Math.min(limit, MOST), group));
    return rows
      .flatMap(({ name, distance }) => (distance === null ? [] : [{ name, nearness: 1 - distance }]))
      .filter(({ nearness }) => nearness >= least)
      .sort((a, b) => b.nearness - a.nearness)
      .slice(0, limit);
  }

  get size(): number {
    return this.#places.size;
  }

  close(): void {
    this.#database.close();
  }
}

function bytesOf({ buffer, byteOffset, byteLength }: Int8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

/** The package is there where there is a build of it for the machine: as a path, since it is loaded by SQLite and not by Node. */
function extension(): string {
  const os = process.platform === 'win32' ? 'windows' : process.platform;
  const ending = { win32: 'dll', darwin: 'dylib' }[String(process.platform)] ?? 'so';
  const require = createRequire(createRequire(import.meta.url).resolve('sqlite-vec'));
  return require.resolve(`sqlite-vec-${os}-${process.arch}/vec0.${ending}`);
}
