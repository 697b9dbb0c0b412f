import type { Call } from '../../model/call.ts';
import type { Contract } from '../../model/contract.ts';
import { type BackwardEvent, type ForwardEvent, joinTaint } from '../../model/event.ts';
import { Fault, type FaultData } from '../../model/fault.ts';
import { backwardTo, forwardFrom } from '../calls/drafts.ts';
import type { Frame } from '../turns/turn.ts';
import { type Difference, differenceBetween } from './compare.ts';

/** What of a stored answer follows from the call, its contract and the answer itself. */
export function differenceOfAnswer(
  frame: Frame,
  forward: ForwardEvent,
  before: BackwardEvent,
  contract: Contract | undefined,
): Difference | undefined {
  const { provider, error, data = null, turn, key, seq } = before;
  if (forward.to.length === 0 && error)
    return differenceBetween(before, { ...backwardTo(asDraft(forward), 'runtime', frame.taint), error });
  const own = contract && !error ? contract.labels : [];
  const draft = backwardTo(forward, provider, joinTaint(forward.taint, before.taint, own));
  if (error || !contract) return differenceBetween(before, { ...draft, ...(error ? { error } : { data }) });
  try {
    const read = contract.readOutput(data);
    const undo = undoOf(contract, forward, read);
    return differenceBetween(before, {
      ...draft,
      data: read,
      ...(undo ? { undo: { subject: undo.subject, input: undo.input } } : {}),
    });
  } catch (thrown) {
    const { message } = Fault.from(thrown);
    return {
      turn,
      key,
      seq,
      what: `at ${key} what ${forward.subject} answered then is no answer of it now: ${message}`,
      before,
    };
  }
}

/** A call that was refused is written together with its answer, which so names no cause. */
function asDraft({ id: _id, ...draft }: ForwardEvent): Omit<ForwardEvent, 'id'> {
  return draft;
}

function undoOf(contract: Contract, { data }: ForwardEvent, output: Parameters<Contract['undoFor']>[1]) {
  try {
    return contract.undoFor(data, output);
  } catch {
    return undefined;
  }
}

/** Until when answers reached a frame: where it was closed before it had come to its end, later ones resumed nobody. */
export function closingSeq({ turn: { recording }, key }: Frame): number {
  const answer = recording.call(key)?.answers.values().next().value;
  return answer?.seq ?? recording.end?.seq ?? Number.POSITIVE_INFINITY;
}

export function wasNotRunning({ error, subject, provider }: BackwardEvent): boolean {
  return error?.code === 'UNAVAILABLE' && error.message === notRunning(subject, provider);
}

function notRunning(subject: string, provider: string): FaultData['message'] {
  return `${subject}: its provider ${provider} is not running.`;
}

export function unknownCall(
  frame: Frame,
  key: string,
  { subject, input }: Call<unknown>,
  handoff: boolean,
): Difference {
  const now = forwardFrom(frame, key, { subject, data: input, handoff }, { to: [], effect: 'read' });
  const what = `at ${key} it calls ${subject} now, and made no call then`;
  return { turn: frame.turn.number, key, seq: lastSeq(frame), what, now };
}

export function missingCall(before: ForwardEvent): Difference {
  const { turn, key, seq, subject } = before;
  return { turn, key, seq, what: `at ${key} it called ${subject} then, and makes no call now`, before };
}

/** Of the last event that belongs to a frame. */
export function lastSeq({ turn: { recording }, key }: Frame): number {
  let seq = recording.call(key)?.forward.seq ?? 0;
  for (const { forward, answers } of recording.calls) {
    if (!forward.key.startsWith(`${key}.`)) continue;
    seq = Math.max(seq, forward.seq, ...[...answers.values()].map((answer) => answer.seq));
  }
  return seq;
}
