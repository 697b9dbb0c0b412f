import type { EncodedUnit } from './encoded.ts';
import type { Answer, Request, Write } from './request.ts';
import type { Statements } from './statements/statements.ts';

/**
 * Writes one unit, inside the caller's savepoint. What may refuse it comes first.
 * @returns the offsets its mail was given, in order.
 * @throws Fault ALREADY_EXISTS, ABORTED, NOT_FOUND, OUT_OF_RANGE; nothing of the unit may stand then.
 */
export function writeUnit(
  unit: EncodedUnit,
  { threads, events, requests, mailbox, records, audit }: Statements,
): number[] {
  const { match, request, at } = unit;
  if (match !== undefined) requests.match(match.rule, match.key, at);
  if (request !== undefined) requests.remember(request.client, request.requestId, request.thread, request.turn, at);
  for (const write of unit.records ?? []) records.write(write, at);
  for (const thread of unit.open ?? []) threads.insert(thread);
  for (const [thread, seq, turn, role, body] of unit.events)
    events.insert(threads.keyFor(thread), seq, turn, role, body);
  for (const [status, turn, seq, taint, updatedAt, id] of unit.rows ?? [])
    threads.update(status, turn, seq, taint, updatedAt, threads.keyFor(id));
  for (const entry of unit.audit ?? []) audit.add(...entry);
  return unit.mail === undefined ? [] : unit.mail.map((mail) => mailbox.insert(mail, at));
}

export type WriteRequest = Extract<Request, Write>;

export function isWrite(request: Request): request is WriteRequest {
  return request.kind !== 'read';
}

/** Carries out one write, inside the caller's savepoint. @returns what its caller is told besides that it is applied */
export function carryOut(request: WriteRequest, statements: Statements): Answer | undefined {
  if (request.kind === 'heard') {
    statements.mailbox.heard(request.client, request.offset);
    return undefined;
  }
  const offsets = writeUnit(request.unit, statements);
  return request.unit.mail === undefined ? undefined : { id: request.id, offsets };
}

/** Drops what these writes have taught, once they were undone. */
export function forgetUndone(requests: readonly Request[], { threads }: Statements): void {
  for (const request of requests)
    if (request.kind === 'append') for (const [id] of request.unit.open ?? []) threads.forget(id);
}
