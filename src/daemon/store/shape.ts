import Sqlite, { type Database } from 'better-sqlite3';
import { sqlOf } from './migrations.ts';

/**
 * What a database is made of: a line for each table, index, view and trigger, tables with their columns. What SQLite makes by itself
 * for them is left out, as that is its own affair.
 */
function shapeOf(database: Database): readonly string[] {
  return database
    .prepare<[], string>(
      `SELECT type || ' ' || name || coalesce((SELECT ' ' || group_concat(name) FROM pragma_table_info(s.name)), '')
         FROM sqlite_schema s
         WHERE NOT (type IN ('table', 'index') AND name LIKE 'sqlite~_%' ESCAPE '~')
           AND NOT (type = 'table' AND name IN (SELECT name FROM pragma_table_list WHERE type = 'shadow'))
         ORDER BY 1`,
    )
    .pluck()
    .all();
}

/**
 * How a database differs from what AgentOS makes in that format; undefined where it does not. A trigger would act on all that is
 * written from then on, and where something is missing no daemon could start.
 */
export function strangeIn(database: Database, format: number): string | undefined {
  const sound = new Sqlite(':memory:');
  try {
    for (const sql of sqlOf(format)) sound.exec(sql);
    const [wanted, found] = [shapeOf(sound), shapeOf(database)];
    const more = found.find((line) => !wanted.includes(line));
    if (more !== undefined) return `it has something that AgentOS does not make: ${more}`;
    const missing = wanted.find((line) => !found.includes(line));
    return missing === undefined ? undefined : `it lacks ${missing}`;
  } finally {
    sound.close();
  }
}
