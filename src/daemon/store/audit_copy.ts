import Sqlite, { type Database } from 'better-sqlite3';
import { type AuditColumns, type AuditVerified, followChain } from './audit_chain.ts';
import { unsound } from './check_copy.ts';
import { formatOf, refuseNewer } from './migrations.ts';
import { auditStatements } from './statements/audit.ts';
import { StoreFault } from './store_fault.ts';

/** The format from which on there is a record. */
const SINCE_FORMAT = 5;
/** The format from which on threads name what they have caused. */
const NAMED_SINCE_FORMAT = 6;
/** Rows read at once. */
const PAGE = 500;

/** How the record in a backup stands. @throws StoreFault `damaged` or `newer` */
export async function verifyCopy(path: string): Promise<AuditVerified> {
  let database: Database | undefined;
  try {
    database = new Sqlite(path, { fileMustExist: true, readonly: true, timeout: 0 });
    refuseNewer(database, path);
    const format = formatOf(database);
    if (format < 1) throw unsound(path, 'it is not a database of AgentOS');
    if (format < SINCE_FORMAT) return await followChain([], () => undefined, []);
    const audit = auditStatements(database);
    return await followChain(pagesOf(audit), () => audit.head(), format < NAMED_SINCE_FORMAT ? [] : audit.named());
  } catch (error) {
    if (error instanceof StoreFault) throw error;
    throw unsound(path, error instanceof Error ? error.message : String(error), error);
  } finally {
    database?.close();
  }
}

function* pagesOf(audit: ReturnType<typeof auditStatements>): Generator<readonly AuditColumns[]> {
  for (let afterSeq = 0; ; ) {
    const page = audit.after(afterSeq, 0, PAGE);
    const last = page.at(-1);
    if (last === undefined) return;
    yield page;
    afterSeq = last[0];
  }
}
