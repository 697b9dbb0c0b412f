import type { Database } from 'better-sqlite3';
import { Fault } from '../../model/fault.ts';

export type RequestStatements = ReturnType<typeof requestStatements>;

/** What was asked, and which rule acted on which occurrence: each once. */
export function requestStatements(database: Database) {
  const insertRequest = database.prepare<[string, string, string, number, number]>(
    'INSERT INTO requests (client, request_id, thread, turn, at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const request = database.prepare<[string, string], { thread: string; turn: number }>(
    'SELECT thread, turn FROM requests WHERE client = ? AND request_id = ?',
  );
  const prune = database.prepare<[number]>('DELETE FROM requests WHERE at < ?');
  const insertMatch = database.prepare<[string, string, number]>(
    'INSERT INTO matches (rule, key, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
  );

  return {
    /** @throws Fault ALREADY_EXISTS */
    remember(client: string, requestId: string, thread: string, turn: number, at: number): void {
      if (insertRequest.run(client, requestId, thread, turn, at).changes === 1) return;
      throw new Fault('ALREADY_EXISTS', `Request ${requestId} of ${client} was taken before.`);
    },

    find: (client: string, requestId: string) => request.get(client, requestId),

    /** Forgets requests older than a time; how many those were. */
    prune: (before: number): number => prune.run(before).changes,

    /** @throws Fault ALREADY_EXISTS */
    match(rule: string, key: string, at: number): void {
      if (insertMatch.run(rule, key, at).changes === 1) return;
      throw new Fault('ALREADY_EXISTS', `Rule ${rule} has acted on ${key} before.`);
    },
  };
}
