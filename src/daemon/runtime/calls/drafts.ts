import { type BackwardEvent, CLEAN, type Effect, type ForwardEvent, type Taint } from '../../model/event.ts';
import type { Json } from '../../model/json.ts';
import { ASK_SUBJECT, NOTE_SUBJECT } from '../../model/thread.ts';
import type { Draft } from '../journal.ts';
import type { Frame } from '../turns/turn.ts';

interface Sent {
  readonly subject: string;
  readonly data: Json;
  readonly handoff: boolean;
}

/** A FORWARD from a frame. */
export function forwardFrom(
  frame: Frame,
  key: string,
  { subject, data, handoff }: Sent,
  {
    to,
    effect,
    wanted = 'one',
    version = '',
  }: Partial<Pick<ForwardEvent, 'wanted' | 'version'>> & { to: readonly string[]; effect: Effect },
): Draft<ForwardEvent> {
  return {
    direction: 'FORWARD',
    turn: frame.turn.number,
    subject,
    key,
    from: frame.registered.service.contract.subject,
    cause: frame.cause,
    taint: frame.taint,
    to,
    wanted,
    effect,
    version,
    handoff,
    data,
  };
}

/** The BACKWARD that answers a FORWARD; the answer's `data` or `error` is added by the caller. */
export function backwardTo(
  forward: Draft<ForwardEvent> & { readonly id?: string },
  provider: string,
  taint: Taint = CLEAN,
): Omit<Draft<BackwardEvent>, 'data' | 'error' | 'undo'> {
  return {
    direction: 'BACKWARD',
    turn: forward.turn,
    subject: forward.subject,
    key: forward.key,
    from: provider,
    ...(forward.id === undefined ? {} : { cause: forward.id }),
    taint,
    to: [forward.from],
    provider,
  };
}

/** Whether the call did more than read: what `acted` tells of a turn. */
export function acts(forward: Pick<ForwardEvent, 'effect' | 'subject' | 'to'>): boolean {
  return (
    forward.effect !== 'read' &&
    forward.to.length > 0 &&
    forward.subject !== NOTE_SUBJECT &&
    forward.subject !== ASK_SUBJECT
  );
}

/** Whether it may have left a mark even if nobody waits for its answer any more. */
export function isEffect(forward: Pick<ForwardEvent, 'effect' | 'subject'>): boolean {
  return forward.effect !== 'read' && forward.subject !== ASK_SUBJECT;
}

/** Whether it leaves the daemon, and so must wait until its FORWARD, and the thread before it, are durable. */
export function waitsForDurability({ effect, subject }: Pick<ForwardEvent, 'effect' | 'subject'>): boolean {
  // A question leaves as mail, and mail is delivered only when it is durable.
  return subject !== ASK_SUBJECT && (effect === 'idempotent' || effect === 'keyed' || effect === 'once');
}
