import type { Database } from 'better-sqlite3';
import { Fault } from '../../model/fault.ts';
import type { EncodedRecord } from '../encoded.ts';

export type RecordColumns = [name: string, version: number, value: string, taint: string];

export type RecordStatements = ReturnType<typeof recordStatements>;

interface Kept {
  readonly key: number;
  readonly version: number;
  readonly value: string | null;
}

/**
 * Records and what they are found by. A deleted record stays for a while as a row without a value, so that its versions go
 * on rising and a write based on what was deleted cannot pass for one based on what came after.
 */
export function recordStatements(database: Database) {
  const collectionKey = database
    .prepare<[string, string], number>('SELECT key FROM collections WHERE namespace = ? AND name = ?')
    .pluck();
  const insertCollection = database.prepare<[string, string]>(
    'INSERT INTO collections (namespace, name) VALUES (?, ?)',
  );
  const kept = database.prepare<[number, string], Kept>(
    'SELECT key, version, value FROM records WHERE collection_key = ? AND name = ?',
  );
  const byName = database
    .prepare<[number, string], RecordColumns>(
      'SELECT name, version, value, taint FROM records WHERE collection_key = ? AND name = ? AND value IS NOT NULL',
    )
    .raw();
  const insert = database.prepare<[number, string, number, string, string, number]>(
    'INSERT INTO records (collection_key, name, version, value, taint, at) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const update = database.prepare<[number, string | null, string, number, number]>(
    'UPDATE records SET version = ?, value = ?, taint = ?, at = ? WHERE key = ?',
  );
  const insertField = database.prepare<[number, string, string | number, number]>(
    'INSERT INTO record_fields (collection_key, field, value, record_key) VALUES (?, ?, ?, ?)',
  );
  const deleteFields = database.prepare<[number]>('DELETE FROM record_fields WHERE record_key = ?');
  const insertText = database.prepare<[number, string, string]>(
    'INSERT INTO record_text (rowid, scope, words) VALUES (?, ?, ?)',
  );
  const deleteText = database.prepare<[number]>('DELETE FROM record_text WHERE rowid = ?');
  const prune = database.prepare<[number]>('DELETE FROM records WHERE value IS NULL AND at < ?');

  function collection(namespace: string, name: string): number | undefined {
    return collectionKey.get(namespace, name);
  }

  function put(into: number, write: EncodedRecord, value: string, before: Kept | undefined, at: number): number {
    if (before === undefined) return Number(insert.run(into, write.key, 1, value, write.taint, at).lastInsertRowid);
    update.run(before.version + 1, value, write.taint, at, before.key);
    return before.key;
  }

  return {
    collection,

    find(namespace: string, name: string, key: string): RecordColumns | undefined {
      const from = collection(namespace, name);
      return from === undefined ? undefined : byName.get(from, key);
    },

    /** @throws Fault ABORTED, retryable, when the record is no longer what the write was based on. */
    write(write: EncodedRecord, at: number): void {
      const into =
        collection(write.namespace, write.collection) ??
        Number(insertCollection.run(write.namespace, write.collection).lastInsertRowid);
      const before = kept.get(into, write.key);
      refuseConflict(write, before);
      if (before !== undefined && before.value !== null) {
        deleteFields.run(before.key);
        deleteText.run(before.key);
      }
      if (write.value === undefined) {
        if (before !== undefined && before.value !== null) update.run(before.version + 1, null, '[]', at, before.key);
        return;
      }
      const record = put(into, write, write.value, before, at);
      for (const [field, value] of write.index) insertField.run(into, field, value, record);
      if (write.text !== undefined) insertText.run(record, scopeOf(into), write.text);
    },

    /** Forgets what was deleted before a time; how many those were. */
    prune: (before: number): number => prune.run(before).changes,
  };
}

/** The word by which full text is kept apart by collection. */
export function scopeOf(collection: number): string {
  return `c${collection}`;
}

function refuseConflict(write: EncodedRecord, before: Kept | undefined): void {
  if (write.version === undefined) return;
  const now = before === undefined || before.value === null ? 0 : before.version;
  if (now === write.version) return;
  throw new Fault(
    'ABORTED',
    `Record ${write.namespace}/${write.collection}/${write.key} has changed: the write was based on version ${write.version}, it is at ${now}.`,
    { retryable: true },
  );
}
