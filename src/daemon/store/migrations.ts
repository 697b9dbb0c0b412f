import type { Database } from 'better-sqlite3';
import { sql as first } from './migrations/0001_first.ts';
import { sql as branches } from './migrations/0002_branches.ts';
import { StoreFault } from './store_fault.ts';

/** In order; a migration that was released is never edited. The database's `user_version` is how many have run. */
const MIGRATIONS: readonly string[] = [first, branches];

export const FORMAT = MIGRATIONS.length;

/** The format a database is in; 0 before the first migration. */
export function formatOf(database: Database): number {
  return Number(database.pragma('user_version', { simple: true }));
}

/** @throws StoreFault `newer` */
export function refuseNewer(database: Database, folder: string): void {
  const format = formatOf(database);
  if (format <= FORMAT) return;
  throw new StoreFault(
    'newer',
    `The database in ${folder} was written by a newer AgentOS (format ${format}; this one knows formats up to ${FORMAT}). ` +
      'Nothing was changed. Install the newer version again, or restore a backup from before the upgrade.',
  );
}

/** Runs what has not run, all of it or nothing. `alongside` runs in the same transaction. */
export function migrate(database: Database, alongside: () => void): void {
  const from = formatOf(database);
  if (from === FORMAT) return;
  const run = database.transaction(() => {
    for (const sql of MIGRATIONS.slice(from)) database.exec(sql);
    if (from === 0) alongside();
    database.pragma(`user_version = ${FORMAT}`);
  });
  run.immediate();
}
