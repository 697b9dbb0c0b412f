import { type Reply, reply } from '../../model/contract.ts';
import type { EndEvent } from '../../model/event.ts';
import { Fault } from '../../model/fault.ts';
import { jsonCopy } from '../../model/json.ts';
import { borneOut } from '../calls/claims.ts';
import type { Draft } from '../journal.ts';
import type { Outcome, Turn } from './turn.ts';

interface Ending {
  readonly end: Draft<EndEvent>;
  /** What is said; absent where the turn failed. */
  readonly said: Reply | undefined;
  readonly fault: Fault | undefined;
}

/** The END that a turn comes to by the outcome of its root frame, and by what stopped it. */
export function endOf(turn: Turn, outcome: Outcome): Ending {
  const root = turn.recording.call(turn.rootKey)?.forward;
  const given = turn.fatal ? undefined : replyOf(outcome);
  const borne = given && borneOut(turn, given, outcome.taint);
  const said = borne?.reply;
  const fault = turn.fatal ?? (said ? undefined : faultOf(outcome));
  const ended = outcome.ok ? outcome.ended : undefined;
  const subject = ended?.subject ?? root?.subject ?? '';
  const end: Draft<EndEvent> = {
    direction: 'END',
    turn: turn.number,
    subject,
    key: ended?.key ?? turn.rootKey,
    from: subject,
    ...(root ? { cause: root.id } : {}),
    to: [`client:${turn.opening.client}`],
    taint: outcome.taint,
    ...(fault ? { error: fault.toData() } : { data: jsonCopy(said) }),
    ...(borne && borne.cites.length > 0 ? { cites: borne.cites } : {}),
    ...(turn.fatal ? { stopped: true } : {}),
  };
  return { end, said, fault };
}

function replyOf(outcome: Outcome): Reply | undefined {
  if (!outcome.ok) return undefined;
  const parsed = reply.safeParse(outcome.data);
  return parsed.success ? parsed.data : undefined;
}

function faultOf(outcome: Outcome): Fault {
  if (!outcome.ok) return outcome.error;
  return new Fault('INTERNAL', 'The turn came to an answer that has no text to say.');
}
