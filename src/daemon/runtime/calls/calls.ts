import type { Call, NoteContent } from '../../model/call.ts';
import { CLEAN } from '../../model/event.ts';
import { Fault } from '../../model/fault.ts';
import { isJsonObject, type Json, jsonCopy } from '../../model/json.ts';
import { ASK_SUBJECT, NOTE_SUBJECT } from '../../model/thread.ts';
import type { Asks } from '../gate/asks.ts';
import type { Gatekeeper, Verdict } from '../gate/gatekeeper.ts';
import type { Along } from '../journal.ts';
import type { Limits } from '../limits.ts';
import type { Registry } from '../registry.ts';
import type { Frame, Outcome } from '../turns/turn.ts';
import { type Admitted, admit, countHop } from './admission.ts';
import { collect } from './answers.ts';
import type { Deliveries } from './deliveries.ts';
import { acts, backwardTo, forwardFrom, waitsForDurability } from './drafts.ts';
import type { Steps } from './frames.ts';
import { unknown } from './read_back.ts';
import { differenceOf, type RecordedCall } from './recording.ts';

export interface CallsOptions {
  readonly registry: Registry;
  readonly limits: Limits;
  readonly asks: Asks;
  readonly deliveries: Deliveries;
  readonly gate: Gatekeeper;
}

/**
 * The pipe that every call goes through: recorded answer, limits, gate, log, bus, log.
 * What the log has already is fed, and not done again.
 */
export class Calls implements Steps {
  readonly #options: CallsOptions;
  /** What the gate is asking about, by the question's place. */
  readonly #asking = new Map<string, Admitted>();

  constructor(options: CallsOptions) {
    this.#options = options;
  }

  async make(frame: Frame, key: string, call: Call<unknown>, handoff: boolean): Promise<Outcome> {
    if (call.subject !== ASK_SUBJECT) return this.#make(frame, key, call, handoff);
    const leave = await frame.turn.placeToAsk();
    const ofOther = isJsonObject(call.input) && 'of' in call.input;
    if (!ofOther && !frame.turn.recording.call(key))
      await this.#options.asks.untilThere(frame.turn, frame.cancellation);
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
      admitted = admit(frame, key, call, this.#options);
    } catch (thrown) {
      return this.#refuse(frame, key, call, handoff, Fault.from(thrown, 'INTERNAL', call.subject));
    }
    const { verdict } = admitted.gate.decision;
    if (verdict !== 'allow') {
      try {
        await this.#passGate(frame, key, admitted);
      } catch (thrown) {
        return this.#refuse(frame, key, call, handoff, Fault.from(thrown, 'INTERNAL', call.subject), admitted);
      }
    }
    if (frame.cancellation.cancelled) return failed(frame, Fault.from(frame.cancellation.reason, 'CANCELLED'));
    const { contract, input, to, version } = admitted;
    const sent = { subject: call.subject, data: call.input, handoff };
    const draft = forwardFrom(frame, key, sent, { to, effect: contract.effect, wanted: contract.answers, version });
    const along: Along =
      call.subject === ASK_SUBJECT
        ? this.#alongAsk(frame, key, input)
        : this.#recorded(frame, key, admitted, verdict === 'allow' ? 'allowed' : 'confirmed');
    const { forward } = frame.turn.appendForward(draft, along);
    if (acts(forward)) frame.turn.acted = true;
    return this.#options.deliveries.deliver(frame, forward, contract, call.deadlineMs, { input });
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
    return deliveries.deliver(frame, forward, contract, undefined, { interrupted: what });
  }

  /** @throws Fault PERMISSION_DENIED in words for the person. */
  async #passGate(frame: Frame, key: string, admitted: Admitted): Promise<void> {
    const { decision, question, hash, of } = admitted.gate;
    if (decision.verdict === 'refuse') throw new Fault('PERMISSION_DENIED', decision.why);
    const { asks } = this.#options;
    const pin = decision.verdict === 'confirm' && decision.pin;
    this.#asking.set(askOf(frame, key), admitted);
    // Asked before a restart: the same question to the same person.
    const asked = frame.turn.recording.call(`${key}?`)?.forward.data;
    const other = isJsonObject(asked) && typeof asked['of'] === 'string' ? asked['of'] : of;
    const confirmation = { text: question, call: hash, pin, ...(other === undefined ? {} : { of: other }) };
    const said = await this.make(frame, `${key}?`, asks.confirmation(confirmation), false).finally(() =>
      this.#asking.delete(askOf(frame, key)),
    );
    if (!said.ok) throw new Fault('PERMISSION_DENIED', 'There was no answer, so I left it.', { cause: said.error });
    const granted = asks.take(frame.turn, `${key}?`);
    if (granted?.problem !== undefined) throw new Fault('PERMISSION_DENIED', granted.problem);
    if (!asks.isYes(said.data)) throw new Fault('PERMISSION_DENIED', 'All right, I left it.');
    const answeredAt = frame.turn.recording.call(`${key}?`)?.answers.values().next().value?.at ?? 0;
    if (asks.hasExpired(answeredAt)) throw new Fault('PERMISSION_DENIED', 'That yes was too long ago, so I left it.');
    if (granted === undefined)
      throw new Fault('PERMISSION_DENIED', 'I was started anew after you said yes, so I left it. Please ask me again.');
    if (granted.call !== hash)
      throw new Fault(
        'PERMISSION_DENIED',
        'It is not what you said yes to any more, so I left it. Please ask me again.',
      );
  }

  /** The mail of a question; where the gate asks it, with the record that it did. */
  #alongAsk(frame: Frame, key: string, input: Json): Along {
    const along = this.#options.asks.mailFor(frame.turn, key, input);
    const about = this.#asking.get(`${frame.turn.ledger.thread.id}/${key}`);
    return about === undefined ? along : { ...along, ...this.#recorded(frame, key.slice(0, -1), about, 'asked') };
  }

  #recorded(frame: Frame, key: string, { contract, gate }: Admitted, verdict: Verdict, why?: string): Along {
    // By far the most calls: nothing to record, nothing to count.
    if (verdict === 'allowed' && gate.hash === '' && gate.risk === 'open') return {};
    const entry = this.#options.gate.record(frame, key, contract.subject, gate, verdict, why);
    return entry === undefined ? {} : { audit: [entry] };
  }

  /** Recorded as a call to nobody, so that the trajectory shows what was refused and a replay refuses it again. */
  #refuse(
    frame: Frame,
    key: string,
    call: Call<unknown>,
    handoff: boolean,
    fault: Fault,
    admitted?: Admitted,
  ): Outcome {
    const sent = { subject: call.subject, data: call.input, handoff };
    const forward = forwardFrom(frame, key, sent, { to: [], effect: 'read' });
    const along = admitted === undefined ? {} : this.#recorded(frame, key, admitted, 'refused', fault.message);
    frame.turn.append([forward, { ...backwardTo(forward, 'runtime', frame.taint), error: fault.toData() }], along);
    return failed(frame, fault);
  }
}

function askOf(frame: Frame, key: string): string {
  return `${frame.turn.ledger.thread.id}/${key}?`;
}

function failed(frame: Frame, error: Fault): Outcome {
  return { ok: false, error, taint: frame.taint };
}
