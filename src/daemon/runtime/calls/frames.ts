import type { Delivery, Handler } from '../../bus/bus.ts';
import { AllOf, Call, isEnd, isForward, Note, type NoteContent, type Settled, type Step } from '../../model/call.ts';
import { joinTaint } from '../../model/event.ts';
import { Fault } from '../../model/fault.ts';
import { jsonCopy } from '../../model/json.ts';
import type { ThreadView } from '../../model/thread.ts';
import type { Frame, Outcome } from '../turns/turn.ts';

/** What makes the steps of a frame: live, or from a recording. */
export interface Steps {
  make(frame: Frame, key: string, call: Call<unknown>, handoff: boolean): Promise<Outcome>;
  note(frame: Frame, key: string, content: NoteContent): void;
  /** Counts a step that is no call of a service. */
  countStep(frame: Frame): void;
  /** Hears that the frame no longer does what the recording says, in words. */
  diverged(frame: Frame, difference: string): Outcome;
}

/**
 * Runs the generator of one frame: takes a step, makes its calls, resumes it with the answers, until it returns.
 *
 * Every yield has an ordinal, and `<frame>.<ordinal>` is the key of its call (`[i]` added inside `all`). So a frame that runs
 * again after a crash asks for the same keys and is fed what the log has; it cannot tell the difference.
 */
export async function runFrame(frame: Frame, calls: Steps): Promise<Outcome> {
  const generator = frame.registered.service.run({ input: frame.input, thread: new ReadThread(frame) });
  const wrong = notAGenerator(generator);
  if (wrong)
    return failure(frame, new Fault('FAILED_PRECONDITION', `${frame.registered.service.contract.subject}: ${wrong}`));
  let ordinal = 0;
  let resume: Settled<unknown> = { ok: true, value: undefined };
  for (;;) {
    let step: IteratorResult<Step, unknown>;
    try {
      step = resume.ok ? generator.next(resume.value) : generator.throw(resume.error);
    } catch (thrown) {
      return failure(frame, Fault.from(thrown, 'INTERNAL', frame.registered.service.contract.subject));
    }
    const key = `${frame.key}.${ordinal}`;
    if (step.done) return finish(frame, calls, step.value, key, ordinal);
    ordinal += 1;
    try {
      resume = await takeStep(frame, calls, step.value, key);
    } catch (thrown) {
      resume = { ok: false, error: Fault.from(thrown, 'INTERNAL', frame.registered.service.contract.subject) };
    }
    if (frame.cancellation.cancelled) {
      abandon(generator);
      return failure(frame, Fault.from(frame.cancellation.reason, 'CANCELLED'));
    }
  }
}

/** The thread as a frame is handed it. What it reads of what was said before, it is labelled with from then on. */
class ReadThread implements ThreadView {
  readonly #frame: Frame;

  constructor(frame: Frame) {
    this.#frame = frame;
  }

  get id() {
    return this.#frame.view.id;
  }

  get origin() {
    return this.#frame.view.origin;
  }

  get turn() {
    return this.#frame.view.turn;
  }

  get taint() {
    return this.#frame.view.taint;
  }

  get messages() {
    const { messages } = this.#frame.view;
    this.#frame.taint = joinTaint(this.#frame.taint, ...messages.map(({ taint }) => taint));
    return messages;
  }

  get metadata() {
    const { metadata, taint } = this.#frame.view;
    this.#frame.taint = joinTaint(this.#frame.taint, taint);
    return metadata;
  }
}

async function takeStep(frame: Frame, calls: Steps, step: unknown, key: string): Promise<Settled<unknown>> {
  if (step instanceof Call) return settledOf(frame, await calls.make(frame, key, step, false));
  if (step instanceof Note) {
    calls.note(frame, key, step.content);
    return { ok: true, value: undefined };
  }
  // Calls are counted as they leave; whatever else is yielded is counted here, so that no loop is without end.
  calls.countStep(frame);
  if (step instanceof AllOf && step.calls.every((call) => call instanceof Call)) {
    const outcomes = await Promise.all(
      step.calls.map((call, place) => calls.make(frame, `${key}[${place}]`, call, false)),
    );
    const members = outcomes.map((outcome) => settledOf(frame, outcome));
    if (!step.throws) return { ok: true, value: members };
    const failed = members.find((member) => !member.ok);
    return failed ?? { ok: true, value: members.map((member) => (member.ok ? member.value : undefined)) };
  }
  const { subject } = frame.registered.service.contract;
  return {
    ok: false,
    error: new Fault(
      'FAILED_PRECONDITION',
      `${subject} yielded something that is not a call; use yield* with a call, all, settle or note.`,
    ),
  };
}

async function finish(frame: Frame, calls: Steps, value: unknown, key: string, ordinal: number): Promise<Outcome> {
  const { service } = frame.registered;
  const { subject } = service.contract;
  const beyond = frame.turn.recording.beyond(frame.key, isForward(value) ? ordinal + 1 : ordinal);
  if (beyond)
    return calls.diverged(
      frame,
      `it made no call at ${beyond.forward.key} now, and called ${beyond.forward.subject} then`,
    );
  if (isForward(value)) {
    if (value.call instanceof Call) return calls.make(frame, key, value.call, true);
    return failure(frame, new Fault('FAILED_PRECONDITION', `${subject} forwarded something that is not a call.`));
  }
  if (isEnd(value)) {
    if (service.kind !== 'router') {
      return failure(
        frame,
        new Fault('FAILED_PRECONDITION', `${subject} is an agent and tried to end the turn; only a router ends one.`),
      );
    }
    const outcome = answer(frame, value.reply);
    return outcome.ok && frame.holder ? { ...outcome, ended: { key: frame.key, subject } } : outcome;
  }
  return answer(frame, value);
}

function answer(frame: Frame, value: unknown): Outcome {
  try {
    return { ok: true, data: frame.registered.service.contract.readOutput(jsonCopy(value)), taint: frame.taint };
  } catch (thrown) {
    return failure(frame, Fault.from(thrown, 'INTERNAL'));
  }
}

function failure(frame: Frame, error: Fault): Outcome {
  return { ok: false, error, taint: frame.taint };
}

function settledOf(frame: Frame, outcome: Outcome): Settled<unknown> {
  frame.taint = joinTaint(frame.taint, outcome.taint);
  return outcome.ok ? { ok: true, value: outcome.data } : { ok: false, error: outcome.error };
}

/** Services from outside are not held by the types. An async generator would never come to rest here. */
function notAGenerator(value: unknown): string | undefined {
  if (typeof value === 'object' && value !== null && Symbol.iterator in value && 'next' in value) return undefined;
  return 'run has to be a generator function, as in *run({ input }) { … }; it may not be async.';
}

/** Lets `finally` blocks run. What they yield is refused: nobody is there to answer it. */
function abandon(generator: Generator<Step, unknown, unknown>): void {
  try {
    generator.return(undefined);
  } catch {
    // The frame is over; what it throws while it is let go concerns nobody.
  }
}

/** The bus handler of generators: takes up the frame that the delivery names. */
export function hostFrames(takeFrame: (delivery: Delivery) => Frame | undefined, calls: Steps): Handler {
  return async (delivery) => {
    const frame = takeFrame(delivery);
    if (!frame) throw new Fault('NOT_FOUND', `No frame ${delivery.thread}/${delivery.key} waits for a handler.`);
    const outcome = await runFrame(frame, calls);
    if (!outcome.ok) return { error: outcome.error.toData(), taint: outcome.taint };
    return { data: outcome.data, taint: outcome.taint, ...(outcome.ended ? { ended: outcome.ended } : {}) };
  };
}
