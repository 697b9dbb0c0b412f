import type { Statements } from './statements/statements.ts';
import { OPEN_WIDTH, ROW_WIDTH } from './statements/threads.ts';
import type { Answer, Flat, Request, WireUnit } from './wire.ts';

const EVENT_WIDTH = 5;

/**
 * Writes one unit, inside the caller's savepoint. What may refuse it comes first.
 * @returns the offsets its mail was given, in order.
 * @throws Fault ALREADY_EXISTS, ABORTED, NOT_FOUND, OUT_OF_RANGE; nothing of the unit may stand then.
 */
export function writeUnit(
  unit: WireUnit,
  { threads, events, requests, mailbox, records, audit }: Statements,
): number[] {
  const { match, request, at } = unit;
  if (match !== undefined) requests.match(match.rule, match.key, at);
  if (request !== undefined) requests.remember(request.client, request.requestId, request.thread, request.turn, at);
  for (const write of unit.records ?? []) records.write(write, at);
  for (const row of groups(unit.open ?? [], OPEN_WIDTH)) threads.insert(row);
  writeEvents(unit.events, threads, events);
  for (const [status, turn, seq, taint, updatedAt, id] of groups(unit.rows ?? [], ROW_WIDTH)) {
    threads.update(
      String(status),
      Number(turn),
      Number(seq),
      String(taint),
      Number(updatedAt),
      threads.keyFor(String(id)),
    );
  }
  for (const [at, body] of unit.audit ?? []) audit.add(at, body);
  return unit.mail === undefined ? [] : unit.mail.map((mail) => mailbox.insert(mail, at));
}

export type Write = Extract<Request, { kind: 'append' | 'heard' }>;

export function isWrite(request: Request): request is Write {
  return request.kind === 'append' || request.kind === 'heard';
}

/** Carries out one write, inside the caller's savepoint. @returns what its caller is told besides that it is applied */
export function carryOut(request: Write, statements: Statements): Answer | undefined {
  if (request.kind === 'heard') {
    statements.mailbox.heard(request.client, request.offset);
    return undefined;
  }
  const offsets = writeUnit(request.unit, statements);
  return request.unit.mail === undefined ? undefined : { id: request.id, offsets };
}

/** Drops what these writes have taught, once they were undone. */
export function forgetUndone(requests: readonly Request[], { threads }: Statements): void {
  for (const request of requests) if (request.kind === 'append') threads.forget(request.unit.open ?? []);
}

function writeEvents(flat: Flat, threads: Statements['threads'], events: Statements['events']): void {
  for (let i = 0; i < flat.length; i += EVENT_WIDTH) {
    const key = threads.keyFor(String(flat[i]));
    events.insert(key, Number(flat[i + 1]), Number(flat[i + 2]), Number(flat[i + 3]), String(flat[i + 4]));
  }
}

function* groups(flat: Flat, width: number): Generator<Flat> {
  for (let i = 0; i < flat.length; i += width) yield flat.slice(i, i + width);
}
