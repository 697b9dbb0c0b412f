import type { Database } from 'better-sqlite3';
import { sql as first } from './migrations/0001_first.ts';
import { sql as branches } from './migrations/0002_branches.ts';
import { sql as care } from './migrations/0003_care.ts';
import { sql as schedules } from './migrations/0004_schedules.ts';
import { sql as audit } from './migrations/0005_audit.ts';
import { sql as auditInThreads } from './migrations/0006_audit_in_threads.ts';
import { StoreFault } from './store_fault.ts';

/** In order; a migration that was released is never edited. The database's `user_version` is how many have run. */
const MIGRATIONS: readonly string[] = [first, branches, care, schedules, audit, auditInThreads];

export const FORMAT = MIGRATIONS.length;

/** Hears of each step as it begins; for tests, which end the process there. */
export type AtStep = (step: string) => void;

/** The format a database is in; 0 before the first migration. */
export function formatOf(database: Database): number {
  return Number(database.pragma('user_version', { simple: true }));
}

/** What makes a new database one of a format. */
export function sqlOf(format: number): readonly string[] {
  return MIGRATIONS.slice(0, format);
}

/** @throws StoreFault `newer` */
export function refuseNewer(database: Database, folder: string): void {
  const format = formatOf(database);
  if (format <= FORMAT) return;
  throw new StoreFault(
    'newer',
    `The database in ${folder} was written by a newer AgentOS (format ${format}; this one knows formats up to ${FORMAT}). ` +
      `Nothing was changed. Install the newer version again, or go back to before the upgrade: agentos restore with the newest backups/before-format-…db of that folder.`,
  );
}

/** Runs what has not run, all of it or nothing. `alongside` runs in the same transaction where the database is new. */
export function migrate(database: Database, alongside: () => void, at: AtStep = () => {}): void {
  const from = formatOf(database);
  if (from === FORMAT) return;
  const run = database.transaction(() => {
    for (const [index, sql] of MIGRATIONS.entries()) {
      if (index < from) continue;
      at(`migrate to format ${index + 1}`);
      database.exec(sql);
    }
    if (from === 0) alongside();
    database.pragma(`user_version = ${FORMAT}`);
    at('commit');
  });
  run.immediate();
  at('migrated');
}
