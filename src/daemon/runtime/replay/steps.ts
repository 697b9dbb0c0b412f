import { CancellationSource } from '../../bus/cancellation.ts';
import { userAsk } from '../../model/builtin.ts';
import type { Call, NoteContent } from '../../model/call.ts';
import { type BackwardEvent, CLEAN, type ForwardEvent, joinTaint } from '../../model/event.ts';
import { Fault } from '../../model/fault.ts';
import { jsonCopy } from '../../model/json.ts';
import { ASK_SUBJECT, NOTE_SUBJECT } from '../../model/thread.ts';
import { PERSON } from '../calls/admission.ts';
import { collect } from '../calls/answers.ts';
import { backwardTo, forwardFrom } from '../calls/drafts.ts';
import { runFrame, type Steps } from '../calls/frames.ts';
import { differenceOf, type RecordedCall } from '../calls/recording.ts';
import type { Draft } from '../journal.ts';
import type { Registry } from '../registry.ts';
import type { Frame, Outcome } from '../turns/turn.ts';
import { type Difference, differenceBetween } from './compare.ts';
import { closingSeq, differenceOfAnswer, lastSeq, missingCall, unknownCall, wasNotRunning } from './events.ts';
import { isStop } from './stop.ts';

/** More than any turn may take (the setting's most, and some): a service that goes on beyond it does not come to an end. */
const MOST_STEPS = 2_000;

/**
 * Why a frame was let go before it came to its end. `waits`: for an answer that is not stored · `beyond`: it makes a call that is
 * not stored · `differs`: it does something else. Of several the last in this order counts.
 */
type Halt = 'waits' | 'beyond' | 'differs';
const WEIGHT: { readonly [halt in Halt]: number } = { waits: 0, beyond: 1, differs: 2 };

/**
 * The steps of frames as a recording has them. Nothing leaves from here: no bus, no store, no door is at hand. Each call is
 * compared with the stored one and gets the stored answers; calls of agents and routers run their generators again, and what
 * those come to is compared with what is stored. The gate's word, a person's and the world's are taken as they are stored, their
 * derived parts (taint, what undoes them) are worked out again.
 */
export class ReplaySteps implements Steps {
  readonly differences: Difference[] = [];
  readonly #registry: Pick<Registry, 'contract' | 'handler'>;
  readonly #made = new Set<string>();
  readonly #halts = new Map<string, { why: Halt; difference: Difference | undefined }>();

  constructor(registry: Pick<Registry, 'contract' | 'handler'>) {
    this.#registry = registry;
  }

  wasMade(key: string): boolean {
    return this.#made.has(key);
  }

  haltOf(frameKey: string): { readonly why: Halt; readonly difference: Difference | undefined } | undefined {
    return this.#halts.get(frameKey);
  }

  async make(frame: Frame, key: string, call: Call<unknown>, handoff: boolean): Promise<Outcome> {
    this.countStep(frame);
    const { recording } = frame.turn;
    const recorded = recording.call(key);
    const question = recording.call(`${key}?`);
    if (question) this.#takeQuestion(frame, question);
    if (!recorded)
      return question
        ? this.#halt(frame, 'waits')
        : this.#halt(frame, 'beyond', unknownCall(frame, key, call, handoff));
    this.#made.add(key);
    const difference = this.#differenceOfCall(frame, recorded.forward, call, handoff);
    if (difference) {
      return this.#halt(frame, this.#endedBy(frame, difference.what) ? 'beyond' : 'differs', difference);
    }
    const { forward, answers } = recorded;
    const provider = forward.to[0];
    if (forward.subject.startsWith('use.') && provider !== undefined) {
      const outcome = await this.#runCalled(frame, recorded, provider);
      if (outcome.ended) return outcome.ended;
      if (outcome.halt) return this.#halt(frame, outcome.halt);
    } else this.#checkAnswers(frame, recorded);
    const closed = closingSeq(frame);
    const came = new Map([...answers].filter(([, answer]) => answer.seq < closed));
    const fed = collect(forward, came);
    if (!fed || (!fed.ok && isStop(recording, frame.key, fed.error.toData()))) return this.#halt(frame, 'waits');
    return fed;
  }

  note(frame: Frame, key: string, content: NoteContent): void {
    this.countStep(frame);
    const data = jsonCopy(content);
    const sent = { subject: NOTE_SUBJECT, data, handoff: false };
    const forward = forwardFrom(frame, key, sent, { to: ['runtime'], effect: 'local' });
    const recorded = frame.turn.recording.call(key);
    if (!recorded) {
      const { number } = frame.turn;
      const what = `at ${key} it writes a note now, and did not then`;
      this.#halt(frame, 'beyond', { turn: number, key, seq: lastSeq(frame), what, now: forward });
      return;
    }
    this.#made.add(key);
    const { forward: before, answers } = recorded;
    const answer = answers.get('runtime');
    const differences = [
      differenceBetween(before, forward),
      answer && differenceBetween(answer, { ...backwardTo(forward, 'runtime', CLEAN), data: null }),
    ];
    for (const difference of differences) if (difference) this.#halt(frame, 'differs', difference);
  }

  countStep(frame: Frame): void {
    frame.turn.hops += 1;
    if (frame.turn.hops <= MOST_STEPS) return;
    const { number } = frame.turn;
    const what = `it takes more than ${MOST_STEPS} steps now, without coming to an end`;
    this.#halt(frame, 'beyond', { turn: number, key: frame.key, seq: lastSeq(frame), what });
  }

  diverged(frame: Frame, what: string): Outcome {
    if (this.#endedBy(frame, what)) return this.#halt(frame, 'beyond');
    const missing = [...frame.turn.recording.calls].find(
      ({ forward: { key } }) => key.startsWith(`${frame.key}.`) && !this.#made.has(key) && !key.endsWith('?'),
    );
    return this.#halt(frame, 'differs', missing && missingCall(missing.forward));
  }

  /** A turn that was ended because of this very difference is as it was; what it had called before that is of the code of then. */
  #endedBy({ turn: { recording } }: Frame, what: string): boolean {
    const ended = recording.end?.stopped === true && recording.end.error?.message.includes(what) === true;
    if (ended) for (const { forward } of recording.calls) this.#made.add(forward.key);
    return ended;
  }

  #halt(frame: Frame, why: Halt, difference?: Difference): Outcome {
    const before = this.#halts.get(frame.key);
    if (!before || WEIGHT[why] > WEIGHT[before.why]) this.#halts.set(frame.key, { why, difference });
    if (why === 'differs' && difference) this.differences.push(difference);
    const fault = new Fault('CANCELLED', 'The recording goes no further here.');
    frame.cancellation.cancel(fault);
    return { ok: false, error: fault, taint: frame.taint };
  }

  #differenceOfCall(frame: Frame, before: ForwardEvent, call: Call<unknown>, handoff: boolean): Difference | undefined {
    const { key, subject, turn, seq } = before;
    const sent = { subject: call.subject, data: call.input, handoff };
    const what = differenceOf(before, call.subject, call.input, handoff);
    if (what)
      return {
        turn,
        key,
        seq,
        what,
        before,
        now: forwardFrom(frame, key, sent, { to: before.to, effect: before.effect }),
      };
    // Refused then, by the gate, a limit or because nobody was there: that is part of the recording.
    if (before.to.length === 0 && before.wanted !== 'all')
      return differenceBetween(before, forwardFrom(frame, key, sent, { to: [], effect: 'read' }));
    const handler = this.#registry.handler(subject);
    const contract = this.#registry.contract(subject);
    if (!contract || (subject.startsWith('use.') && !handler))
      return {
        turn,
        key,
        seq,
        what: `nothing here provides ${subject} any more, which was called at ${key} then`,
        before,
      };
    const to = subject === ASK_SUBJECT ? [PERSON] : handler ? [handler.provider] : before.to;
    const { effect, answers: wanted } = contract;
    return differenceBetween(before, forwardFrom(frame, key, sent, { to, effect, wanted }));
  }

  /** The gate asked: how it put it is its own, for whom and from where is not. */
  #takeQuestion(frame: Frame, question: RecordedCall): void {
    const { forward } = question;
    this.#made.add(forward.key);
    const sent = { subject: ASK_SUBJECT, data: forward.data, handoff: false };
    const difference = differenceBetween(
      forward,
      forwardFrom(frame, forward.key, sent, { to: [PERSON], effect: userAsk.effect }),
    );
    if (difference) this.#halt(frame, 'differs', difference);
    else this.#checkAnswers(frame, question);
  }

  /** Runs the generator of a call again. What it comes to is compared; what goes on with is what is stored. */
  async #runCalled(
    caller: Frame,
    { forward, answers, view }: RecordedCall,
    provider: string,
  ): Promise<{ readonly halt?: Halt; readonly ended?: Outcome }> {
    const { subject, key, id, taint, turn: number, seq } = forward;
    const { turn } = caller;
    const before = answers.get(provider);
    const registered = this.#registry.handler(subject);
    if (!registered || (before && wasNotRunning(before))) return {};
    const cancellation = new CancellationSource();
    let outcome: Outcome;
    try {
      const input = registered.service.contract.parseInput(forward.data);
      const holder = caller.holder && forward.handoff;
      const frame = {
        turn,
        key,
        registered,
        input,
        view,
        cause: id,
        holder,
        depth: caller.depth + 1,
        taint,
        cancellation,
      };
      outcome = await runFrame(frame, this);
    } catch (thrown) {
      outcome = { ok: false, error: Fault.from(thrown, 'INTERNAL', subject), taint };
    }
    const halt = this.#halts.get(key);
    if (halt?.why === 'differs') return { halt: 'differs' };
    const stop = before?.error && isStop(turn.recording, key, before.error) ? before.error : undefined;
    const draft = { ...backwardTo(forward, provider, joinTaint(taint, outcome.taint)) };
    if (halt && !stop) {
      // Of a turn that is open no more is stored than it had got to.
      if (!before && (halt.why === 'waits' || !turn.recording.end)) return { halt: 'waits' };
      const what = `at ${key} ${subject} had come to its answer then, and waits for another now`;
      this.differences.push(
        halt.difference ?? { turn: number, key, seq: before?.seq ?? seq, what, ...(before && { before }) },
      );
      return { halt: 'differs' };
    }
    if (!halt && outcome.ok && outcome.ended && !before) return { ended: { ...outcome, taint: draft.taint } };
    const now: Draft<BackwardEvent> = outcome.ok
      ? { ...draft, data: outcome.data }
      : { ...draft, error: outcome.error.toData() };
    if (!before) return this.#unwritten(caller, now, seq);
    const natural = halt ? undefined : differenceBetween(before, now);
    if (!halt && !natural) return {};
    // It was let go where it stood when the turn was stopped.
    const difference = stop
      ? differenceBetween(before, { ...backwardTo(forward, provider, taint), error: stop })
      : natural;
    if (!difference) return {};
    this.differences.push(difference);
    return { halt: 'differs' };
  }

  /** It comes to an answer that is not stored: a turn that is open had not got so far; one that has ended had not done so. */
  #unwritten({ turn: { recording } }: Frame, now: Draft<BackwardEvent>, seq: number): { readonly halt: Halt } {
    if (!recording.end || recording.end.stopped) return { halt: 'waits' };
    const { turn, key, subject } = now;
    this.differences.push({
      turn,
      key,
      seq,
      what: `at ${key} ${subject} comes to an answer now, and did not then`,
      now,
    });
    return { halt: 'differs' };
  }

  #checkAnswers(frame: Frame, { forward, answers }: RecordedCall): void {
    const contract = this.#registry.contract(forward.subject);
    for (const before of answers.values()) {
      const difference = differenceOfAnswer(frame, forward, before, contract);
      if (difference) this.#halt(frame, 'differs', difference);
    }
  }
}
