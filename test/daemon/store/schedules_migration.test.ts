import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { sql as first } from '../../../src/daemon/store/migrations/0001_first.ts';
import { migrate } from '../../../src/daemon/store/migrations.ts';

test('P18 T11 upgrade: timers that were set before they were schedules are set still, paused ones too', () => {
  const database = new Database(':memory:');
  database.exec(first);
  database.pragma('user_version = 1');
  database.exec(`
    INSERT INTO collections (key, namespace, name) VALUES (1, 'lists', 'lists'), (2, 'timer', 'timers');
    INSERT INTO records (collection_key, name, version, value, taint, at) VALUES
      (2, 'a', 3, '{"client":"cli","name":"pasta","area":"Kitchen","durationMs":60000,"dueAt":1800000000000}', '[]', 1),
      (2, 'b', 1, '{"client":"cli","command":"turn off the lights","durationMs":5000,"remainingMs":4000}', '[]', 1),
      (2, 'gone', 2, NULL, '[]', 1),
      (1, 'a', 1, '{"items":[]}', '[]', 1);
  `);
  migrate(database, () => {});
  const rows = database
    .prepare<[], { name: string; version: number; value: string }>(
      `SELECT records.name, version, value FROM records JOIN collections ON collections.key = collection_key
       WHERE namespace = 'schedule' AND value IS NOT NULL ORDER BY records.name`,
    )
    .all();
  const timer = { kind: 'timer', client: 'cli', catchUp: 'run_once', graceMs: 60_000 };
  expect(rows.map(({ value, ...rest }) => ({ ...rest, value: JSON.parse(value) }))).toEqual([
    {
      name: 'a',
      version: 3,
      value: {
        ...timer,
        label: 'pasta',
        area: 'Kitchen',
        when: { type: 'elapsed', durationMs: 60_000 },
        dueAt: 1_800_000_000_000,
      },
    },
    {
      name: 'b',
      version: 1,
      value: {
        ...timer,
        command: 'turn off the lights',
        when: { type: 'elapsed', durationMs: 5_000 },
        remainingMs: 4_000,
      },
    },
  ]);
  const found = database
    .prepare("SELECT count(*) FROM record_fields WHERE field = 'kind' AND value = 'timer'")
    .pluck()
    .get();
  expect(found).toBe(2);
  expect(database.prepare('SELECT value FROM records WHERE collection_key = 1').pluck().get()).toBe('{"items":[]}');
});

test('P18 T11 upgrade: a database without timers is none the worse', () => {
  const database = new Database(':memory:');
  migrate(database, () => {});
  expect(database.prepare('SELECT count(*) FROM collections').pluck().get()).toBe(0);
});
