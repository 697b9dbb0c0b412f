import type { Bus } from '../../bus/bus.ts';
import type { Call, NoteContent } from '../../model/call.ts';
import { Fault, type FaultData } from '../../model/fault.ts';
import { canonicalJson, type Json, jsonCopy } from '../../model/json.ts';
import { ASK_SUBJECT, NOTE_SUBJECT } from '../../model/thread.ts';
import { type Admitted, admit } from '../calls/admission.ts';
import { collect } from '../calls/answers.ts';
import { forwardFrom } from '../calls/drafts.ts';
import { runFrame, type Steps } from '../calls/frames.ts';
import type { RecordedCall, Recording } from '../calls/recording.ts';
import type { Gatekeeper } from '../gate/gatekeeper.ts';
import type { Limits } from '../limits.ts';
import type { Registry } from '../registry.ts';
import type { Frame, Outcome } from '../turns/turn.ts';
import { liveRead } from './live_read.ts';

/**
 * Where the answer of a call comes from. `ran`: an agent or router, run now · `read`: read now · `recorded`: an effect or a
 * question, answered as the same call was then · `stubbed`: an effect or question that was not made then: it is not made now
 * either, and its caller is told so · `refused`: it would not be let through now.
 */
export type Source = 'ran' | 'read' | 'recorded' | 'stubbed' | 'refused';

export interface LiveCall {
  readonly key: string;
  readonly subject: string;
  readonly input: Json;
  readonly source: Source;
  readonly answer?: Json;
  readonly error?: FaultData;
}

export interface LiveParts {
  readonly registry: Registry;
  readonly bus: Bus;
  readonly limits: Limits;
  readonly gate: Gatekeeper;
}

/**
 * The steps of frames that run on today's services. Agents, routers and reads run; nothing that acts or asks does. A call that was
 * made in this turn before, with the same input, is answered as it was then, wherever in the turn it comes now.
 */
export class LiveSteps implements Steps {
  readonly calls: LiveCall[] = [];
  readonly #parts: LiveParts;
  readonly #then: Recording;
  readonly #used = new Set<string>();

  /** @param then what is stored of the turn */
  constructor(parts: LiveParts, then: Recording) {
    this.#parts = parts;
    this.#then = then;
  }

  async make(frame: Frame, key: string, call: Call<unknown>, handoff: boolean): Promise<Outcome> {
    const place = this.calls.length;
    const note = (source: Source, outcome: Outcome): Outcome => {
      const { subject, input } = call;
      const came = outcome.ok ? { answer: outcome.data } : { error: outcome.error.toData() };
      this.calls[place] = { key, subject, input, source, ...came };
      return outcome;
    };
    // Its place is taken now: what it calls comes behind it.
    note('ran', { ok: true, data: null, taint: frame.taint });
    let admitted: Admitted;
    try {
      admitted = admit(frame, key, call, this.#parts);
    } catch (thrown) {
      return note('refused', { ok: false, error: Fault.from(thrown, 'INTERNAL', call.subject), taint: frame.taint });
    }
    const { contract, input, to, version, gate } = admitted;
    const { decision, question } = gate;
    const sent = { subject: call.subject, data: call.input, handoff };
    const draft = forwardFrom(frame, key, sent, { to, effect: contract.effect, wanted: contract.answers, version });
    if (call.subject.startsWith('use.')) return note('ran', await this.#run(frame, draft, input));
    const isRead = contract.effect === 'read';
    const before = isRead && decision.verdict === 'allow' ? undefined : this.#sameBefore(key, call);
    if (before) return note('recorded', before);
    if (decision.verdict === 'refuse')
      return note('refused', { ok: false, error: new Fault('PERMISSION_DENIED', decision.why), taint: frame.taint });
    if (decision.verdict === 'confirm')
      return note('stubbed', notMade(frame, `Not done, this is a replay. I would have asked: ${question}`));
    if (!isRead) {
      const what = call.subject === ASK_SUBJECT ? 'Nobody is asked in a replay.' : 'Not done, this is a replay.';
      return note('stubbed', notMade(frame, what));
    }
    return note('read', await liveRead(this.#parts.bus, contract, draft, frame.view.id, input));
  }

  note(frame: Frame, key: string, content: NoteContent): void {
    this.countStep(frame);
    this.calls.push({ key, subject: NOTE_SUBJECT, input: jsonCopy(content), source: 'stubbed', answer: null });
  }

  countStep({ turn }: Frame): void {
    turn.hops += 1;
    if (turn.hops > this.#parts.limits.hops)
      turn.stop(
        new Fault('RESOURCE_EXHAUSTED', `I stopped after ${this.#parts.limits.hops} steps without coming to an end.`),
      );
  }

  /** The recording is only looked up here; that it goes otherwise is what is wanted to be known. */
  diverged(frame: Frame): Outcome {
    return { ok: false, error: new Fault('ABORTED', 'A live replay has nothing to differ from.'), taint: frame.taint };
  }

  async #run(caller: Frame, draft: ReturnType<typeof forwardFrom>, input: Json): Promise<Outcome> {
    const { key, subject, taint, handoff } = draft;
    const registered = this.#parts.registry.handler(subject);
    if (!registered)
      return { ok: false, error: new Fault('UNIMPLEMENTED', `Nothing here provides ${subject}.`), taint };
    return runFrame(
      {
        ...{ turn: caller.turn, key, registered, input, view: caller.view, cause: '', taint },
        holder: caller.holder && handoff,
        depth: caller.depth + 1,
        cancellation: caller.turn.cancellation,
      },
      this,
    );
  }

  /** What the same call was answered then: that at the same place first, each once. */
  #sameBefore(key: string, { subject, input }: Call<unknown>): Outcome | undefined {
    const text = canonicalJson(input);
    const isSame = ({ forward }: RecordedCall): boolean =>
      forward.subject === subject && !this.#used.has(forward.key) && canonicalJson(forward.data) === text;
    const here = this.#then.call(key);
    const found = here && isSame(here) ? here : [...this.#then.calls].find(isSame);
    if (!found) return undefined;
    this.#used.add(found.forward.key);
    return collect(found.forward, found.answers);
  }
}

function notMade({ taint }: Frame, message: string): Outcome {
  return { ok: false, error: new Fault('FAILED_PRECONDITION', message), taint };
}
