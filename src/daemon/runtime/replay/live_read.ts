import type { Bus, Delivery } from '../../bus/bus.ts';
import { CancellationSource } from '../../bus/cancellation.ts';
import type { Contract } from '../../model/contract.ts';
import type { BackwardEvent, ForwardEvent } from '../../model/event.ts';
import { joinTaint } from '../../model/event.ts';
import { Fault } from '../../model/fault.ts';
import type { Json } from '../../model/json.ts';
import { collect } from '../calls/answers.ts';
import { backwardTo } from '../calls/drafts.ts';
import type { Draft } from '../journal.ts';
import type { Outcome } from '../turns/turn.ts';

/** Makes a `read` call as a turn would, and writes nothing of it: `forward` names thread, key, taint and whom it goes to. */
export async function liveRead(
  bus: Bus,
  contract: Contract,
  draft: Draft<ForwardEvent>,
  thread: string,
  input: Json,
): Promise<Outcome> {
  const forward: ForwardEvent = { ...draft, id: '', thread, seq: 0, at: 0 };
  const answers = await Promise.all(forward.to.map((provider) => answerOf(bus, contract, forward, provider, input)));
  const byProvider = new Map(answers.map((answer, index) => [answer.provider, { ...answer, seq: index + 1 }]));
  const nobody = new Fault('UNAVAILABLE', `${forward.subject}: nobody answered.`);
  return collect(forward, byProvider) ?? { ok: false, error: nobody, taint: forward.taint };
}

async function answerOf(
  bus: Bus,
  contract: Contract,
  forward: ForwardEvent,
  provider: string,
  input: Json,
): Promise<BackwardEvent> {
  const { thread, turn, key, subject, taint } = forward;
  const cancellation = new CancellationSource();
  const late = new Fault('DEADLINE_EXCEEDED', `${subject} did not answer within ${contract.deadlineMs / 1_000} s.`);
  const timer = setTimeout(() => cancellation.cancel(late), contract.deadlineMs);
  const delivery: Delivery = { thread, turn, key, subject, provider, input, taint, idempotencyKey: `${thread}/${key}` };
  const place = { id: '', thread, seq: 0, at: 0 };
  try {
    const gone = new Promise<never>((_resolve, reject) => cancellation.onCancel(reject));
    const answer = await Promise.race([bus.deliver(delivery, cancellation, Promise.resolve()), gone]);
    const base = { ...backwardTo(forward, provider, joinTaint(taint, answer.taint ?? [], contract.labels)), ...place };
    return answer.error
      ? { ...base, error: answer.error }
      : { ...base, data: contract.readOutput(answer.data ?? null) };
  } catch (thrown) {
    const error = Fault.from(thrown, 'INTERNAL', subject).toData();
    return { ...backwardTo(forward, provider, joinTaint(taint, contract.labels)), ...place, error };
  } finally {
    clearTimeout(timer);
  }
}
