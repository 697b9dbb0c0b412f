import type { Database, Statement } from 'better-sqlite3';
import type { Query } from '../../model/storage.ts';
import { type RecordColumns, scopeOf } from './records.ts';

const COLUMNS = 'r.name, r.version, r.value, r.taint';
const DEFAULT_LIMIT = 1_000;
/** Shapes of queries whose statements are kept ready. */
const KEPT_SHAPES = 200;

export type RecordQueries = ReturnType<typeof recordQueries>;

export function recordQueries(database: Database) {
  const ready = new Map<string, Statement<(string | number)[], RecordColumns>>();
  const search = database
    .prepare<[string, number, number], RecordColumns>(
      `SELECT ${COLUMNS} FROM record_text t JOIN records r ON r.key = t.rowid
         WHERE record_text MATCH ? AND r.collection_key = ? AND r.value IS NOT NULL
         ORDER BY bm25(record_text, 0.0, 1.0), r.name LIMIT ?`,
    )
    .raw();

  /** One statement per shape: how many fields are compared, whether one orders, and which way. */
  function statement(compared: number, ordered: boolean, descending: boolean) {
    const shape = `${compared}${ordered}${descending}`;
    const found = ready.get(shape);
    if (found !== undefined) return found;
    const joins = Array.from(
      { length: compared },
      (_, i) =>
        `JOIN record_fields f${i} ON f${i}.collection_key = ? AND f${i}.field = ? AND f${i}.value = ? AND f${i}.record_key = r.key`,
    );
    if (ordered) joins.push('LEFT JOIN record_fields o ON o.record_key = r.key AND o.field = ?');
    const direction = descending ? 'DESC' : 'ASC';
    const order = ordered ? `o.value ${direction}, r.name ${direction}` : `r.name ${direction}`;
    const made = database
      .prepare<(string | number)[], RecordColumns>(
        `SELECT ${COLUMNS} FROM records r ${joins.join(' ')}
           WHERE r.collection_key = ? AND r.value IS NOT NULL ORDER BY ${order} LIMIT ?`,
      )
      .raw();
    if (ready.size >= KEPT_SHAPES) ready.clear();
    ready.set(shape, made);
    return made;
  }

  return {
    query(
      collection: number,
      { where = {}, orderBy, descending = false, limit = DEFAULT_LIMIT }: Query,
    ): RecordColumns[] {
      const compared = Object.entries(where);
      const values = compared.flatMap(([field, value]) => [collection, field, indexed(value)]);
      if (orderBy !== undefined) values.push(orderBy);
      return statement(compared.length, orderBy !== undefined, descending).all(...values, collection, limit);
    },

    /** Records with any of the words, or a word that begins so; best first. */
    search(collection: number, words: string, limit: number): RecordColumns[] {
      const wanted = words.match(/[\p{L}\p{N}]+/gu) ?? [];
      if (wanted.length === 0) return [];
      const any = wanted.map((word) => (word.length < 3 ? `"${word}"` : `"${word}"*`)).join(' OR ');
      return search.all(`scope : ${scopeOf(collection)} AND words : (${any})`, collection, limit);
    },
  };
}

/** SQLite has no booleans: they are kept as 0 and 1. */
export function indexed(value: string | number | boolean): string | number {
  return typeof value === 'boolean' ? Number(value) : value;
}
