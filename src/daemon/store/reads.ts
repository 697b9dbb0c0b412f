import type { Statements } from './statements/statements.ts';
import type { Read, RecordScope, WireRecord } from './wire.ts';

/** Runs a read as if these writes had been made. */
export type WithPending = (pending: readonly WireRecord[], read: () => unknown) => unknown;

/** Answers one question, in columns as they rest; the client's side makes objects of them. */
export function answerRead(question: Read, statements: Statements, withPending: WithPending): unknown {
  const { threads, events, requests, mailbox, audit } = statements;
  switch (question.read) {
    case 'thread':
      return threads.byId(question.thread);
    case 'threads':
      return threads.list(question.filter);
    case 'openThreads':
      return threads.open();
    case 'events': {
      const key = threads.key(question.thread);
      return key === undefined ? [] : events.range(key, question.range);
    }
    case 'outline': {
      const key = threads.key(question.thread);
      const turn = threads.byId(question.thread)?.[4];
      return key === undefined || turn === undefined ? [] : events.outline(key, turn - question.turns);
    }
    case 'past':
      return events.past().page(question.page);
    case 'notesOf':
      return events.past().notesOf(question.key, question.value);
    case 'request':
      return requests.find(question.client, question.requestId);
    case 'mail':
      return mailbox.after(question.client, question.afterOffset, question.limit);
    case 'mailbox':
      return mailbox.offsets(question.client);
    case 'audit':
      return audit.after(question.afterSeq, question.since, question.limit);
    case 'auditHead':
      return audit.head();
    case 'record':
    case 'records':
    case 'searchRecords':
      return withPending(question.pending, () => answerRecords(question, statements));
  }
}

type RecordRead = Extract<Read, RecordScope>;

function answerRecords(question: RecordRead, { records, queries }: Statements): unknown {
  const { namespace, collection } = question;
  if (question.read === 'record') return records.find(namespace, collection, question.key);
  const from = records.collection(namespace, collection);
  if (from === undefined) return [];
  if (question.read === 'records') return queries.query(from, question.query);
  return queries.search(from, question.words, question.limit);
}
