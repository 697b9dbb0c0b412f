import type { Call, NoteContent } from '../model/call.ts';
import type { EntityKind } from '../model/contract.ts';
import { CLEAN } from '../model/event.ts';
import { Fault } from '../model/fault.ts';
import { isJsonObject, jsonCopy } from '../model/json.ts';
import { ASK_SUBJECT, NOTE_SUBJECT } from '../model/thread.ts';
import { type Admitted, admit, countHop } from './admission.ts';
import { collect } from './answers.ts';
import type { Asks } from './asks.ts';
import type { Deliveries } from './deliveries.ts';
import { acts, backwardTo, forwardFrom, waitsForDurability } from './drafts.ts';
import type { Steps } from './frames.ts';
import type { Limits } from './limits.ts';
import { unknown } from './read_back.ts';
import { differenceOf, type RecordedCall } from './recording.ts';
import type { Registry } from './registry.ts';
import type { Frame, Outcome } from './turn.ts';

export interface CallsOptions {
  readonly registry: Registry;
  readonly limits: Limits;
  readonly asks: Asks;
  readonly deliveries: Deliveries;
  /** What the gate can know of an entity. */
  readonly entity: (id: string) => EntityKind;
}

/**
 * The pipe that every call goes through: recorded answer, limits, gate, log, bus, log.
 * What the log has already is fed, and not done again.
 */
export class Calls implements Steps {
  readonly #options: CallsOptions;

  constructor(options: CallsOptions) {
    this.#options = options;
  }

  async make(frame: Frame, key: string, call: Call<unknown>, handoff: boolean): Promise<Outcome> {
    if (call.subject !== ASK_SUBJECT) return this.#make(frame, key, call, handoff);
    const leave = await frame.turn.placeToAsk();
    return this.#make(frame, key, call, handoff).finally(leave);
  }

  async #make(frame: Frame, key: string, call: Call<unknown>, handoff: boolean): Promise<Outcome> {
    if (frame.cancellation.cancelled) return failed(frame, Fault.from(frame.cancellation.reason, 'CANCELLED'));
    const recorded = frame.turn.recording.call(key);
    if (recorded) {
      const difference = differenceOf(recorded.forward, call.subject, call.input, handoff);
      return difference ? this.diverged(frame, difference) : this.#resume(frame, recorded);
    }
    let admitted: Admitted;
    try {
      admitted = admit(frame, call, this.#options);
      if (admitted.gate.verdict !== 'allow') await this.#passGate(frame, key, admitted);
    } catch (thrown) {
      return this.#refuse(frame, key, call, handoff, Fault.from(thrown, 'INTERNAL', call.subject));
    }
    if (frame.cancellation.cancelled) return failed(frame, Fault.from(frame.cancellation.reason, 'CANCELLED'));
    const { contract, input, to, version } = admitted;
    const sent = { subject: call.subject, data: call.input, handoff };
    const draft = forwardFrom(frame, key, sent, { to, effect: contract.effect, wanted: contract.answers, version });
    const along = call.subject === ASK_SUBJECT ? this.#options.asks.mailFor(frame.turn, key, input) : {};
    const { forward } = frame.turn.appendForward(draft, along);
    if (acts(forward)) frame.turn.acted = true;
    return this.#options.deliveries.deliver(frame, forward, contract, call.deadlineMs);
  }

  /** Counts a step that is no call of a service; too many end the turn. */
  countStep({ turn }: Frame): void {
    countHop(turn, this.#options.limits);
  }

  /** A note is a FORWARD and its BACKWARD at once: nobody can refuse it. */
  note(frame: Frame, key: string, content: NoteContent): void {
    const data = jsonCopy(content);
    this.countStep(frame);
    const recorded = frame.turn.recording.call(key);
    if (recorded) {
      const difference = differenceOf(recorded.forward, NOTE_SUBJECT, data, false);
      if (difference) this.diverged(frame, difference);
      return;
    }
    const forward = forwardFrom(
      frame,
      key,
      { subject: NOTE_SUBJECT, data, handoff: false },
      { to: ['runtime'], effect: 'local' },
    );
    frame.turn.append([forward, { ...backwardTo(forward, 'runtime', CLEAN), data: null }]);
  }

  /** The service no longer makes the calls that it made: nothing it could catch. The turn ends and names the difference. */
  diverged(frame: Frame, difference: string): Outcome {
    const { service, version } = frame.registered;
    const before = frame.turn.recording.call(frame.key)?.forward.version ?? version;
    const since = before === version ? '' : ` It has changed since (${before} to ${version}).`;
    const { subject } = service.contract;
    const fault = new Fault(
      'ABORTED',
      `${subject} no longer does what it did before the restart: ${difference}.${since}`,
    );
    frame.turn.stop(fault);
    return failed(frame, fault);
  }

  /** Feeds a recorded answer, or goes on waiting for one that is still open. */
  async #resume(frame: Frame, { forward, answers }: RecordedCall): Promise<Outcome> {
    const { turn } = frame;
    turn.hops += 1;
    if (forward.subject.startsWith('need.')) turn.toolCalls += 1;
    if (acts(forward)) turn.acted = true;
    const fed = collect(forward, answers);
    if (fed) return fed;
    const { registry, deliveries } = this.#options;
    const contract = registry.contract(forward.subject);
    // What a person said yes to was for that moment: it is not done later by itself, whatever its effect.
    const question = waitsForDurability(forward) ? turn.recording.call(`${forward.key}?`)?.forward : undefined;
    const isOver = forward.effect === 'once' || question !== undefined;
    if (!contract) {
      const gone = new Fault('UNIMPLEMENTED', `Nothing here provides ${forward.subject} any more.`);
      return deliveries.close(frame, forward, isOver ? Fault.fromData(unknown(forward.subject).error) : gone);
    }
    if (!isOver) return deliveries.deliver(frame, forward, contract, undefined);
    const asked = isJsonObject(question?.data) ? question.data['text'] : undefined;
    const what = typeof asked === 'string' ? asked : contract.summary;
    return deliveries.deliver(frame, forward, contract, undefined, what);
  }

  /** @throws Fault PERMISSION_DENIED in words for the person. */
  async #passGate(frame: Frame, key: string, { gate, question }: Admitted): Promise<void> {
    if (gate.verdict === 'refuse') throw new Fault('PERMISSION_DENIED', gate.why);
    const { asks } = this.#options;
    const said = await this.make(frame, `${key}?`, asks.confirmation(question), false);
    if (!said.ok) throw new Fault('PERMISSION_DENIED', 'There was no answer, so I left it.', { cause: said.error });
    const answeredAt = frame.turn.recording.call(`${key}?`)?.answers.values().next().value?.at ?? 0;
    if (asks.hasExpired(answeredAt)) throw new Fault('PERMISSION_DENIED', 'That yes was too long ago, so I left it.');
    if (!asks.isYes(said.data)) throw new Fault('PERMISSION_DENIED', 'All right, I left it.');
  }

  /** Recorded as a call to nobody, so that the trajectory shows what was refused and a replay refuses it again. */
  #refuse(frame: Frame, key: string, call: Call<unknown>, handoff: boolean, fault: Fault): Outcome {
    const sent = { subject: call.subject, data: call.input, handoff };
    const forward = forwardFrom(frame, key, sent, { to: [], effect: 'read' });
    frame.turn.append([forward, { ...backwardTo(forward, 'runtime', frame.taint), error: fault.toData() }]);
    return failed(frame, fault);
  }
}

function failed(frame: Frame, error: Fault): Outcome {
  return { ok: false, error, taint: frame.taint };
}
