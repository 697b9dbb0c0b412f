import type { Statements } from './statements/statements.ts';

const KEPT_MS = 30 * 24 * 3_600_000;

/** Forgets requests and deleted records after 30 days. */
export function prune({ requests, records }: Statements, now: number): void {
  requests.prune(now - KEPT_MS);
  records.prune(now - KEPT_MS);
}
