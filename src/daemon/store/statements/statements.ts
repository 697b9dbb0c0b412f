import type { Database } from 'better-sqlite3';
import { type AuditStatements, auditStatements } from './audit.ts';
import { type EventStatements, eventStatements } from './events.ts';
import { type MailboxStatements, mailboxStatements } from './mailbox.ts';
import { type RecordQueries, recordQueries } from './record_queries.ts';
import { type RecordStatements, recordStatements } from './records.ts';
import { type RequestStatements, requestStatements } from './requests.ts';
import { type ThreadStatements, threadStatements } from './threads.ts';

export interface Statements {
  readonly threads: ThreadStatements;
  readonly events: EventStatements;
  readonly requests: RequestStatements;
  readonly mailbox: MailboxStatements;
  readonly records: RecordStatements;
  readonly queries: RecordQueries;
  readonly audit: AuditStatements;
}

/** All that the engine asks of a connection, prepared once. */
export function prepareStatements(database: Database): Statements {
  return {
    threads: threadStatements(database),
    events: eventStatements(database),
    requests: requestStatements(database),
    mailbox: mailboxStatements(database),
    records: recordStatements(database),
    queries: recordQueries(database),
    audit: auditStatements(database),
  };
}
