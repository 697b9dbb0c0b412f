import { AllOf, Call, isEnd, isForward, Note, type NoteContent, type Settled } from '../../src/daemon/model/call.ts';
import { Fault } from '../../src/daemon/model/fault.ts';
import { type Json, jsonCopy } from '../../src/daemon/model/json.ts';
import type { GeneratorService } from '../../src/daemon/model/service.ts';
import type { ThreadView } from '../../src/daemon/model/thread.ts';

export interface MadeCall {
  readonly subject: string;
  readonly input: Json;
  readonly deadlineMs: number | undefined;
}

export interface Driven {
  readonly kind: 'answer' | 'end' | 'forward';
  /** What was answered or ended with, as the contract's output; the handed-on call for `forward`. */
  readonly value: Json;
  readonly calls: readonly MadeCall[];
  readonly notes: readonly NoteContent[];
}

export const THREAD: ThreadView = {
  id: 'thread',
  origin: { client: 'test', interface: 'cli' },
  turn: 1,
  messages: [],
  metadata: {},
  taint: [],
};

type Outcome = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: unknown };

/**
 * Runs an agent or router to its end as the runtime would: input, answers and output pass their contracts and a JSON copy.
 * `answer` gives what a call is answered with; what it throws is thrown into the generator as a Fault.
 */
export function drive(
  service: GeneratorService,
  input: Json,
  answer: (call: MadeCall) => unknown,
  thread: Partial<ThreadView> = {},
): Driven {
  const steps = driving(service, input, thread);
  let step = steps.next([]);
  while (!step.done) {
    step = steps.next(
      step.value.map((call): Outcome => {
        try {
          return { ok: true, value: answer(call) };
        } catch (error) {
          return { ok: false, error };
        }
      }),
    );
  }
  return step.value;
}

/** The same where answers take their time, as those of real tools do. */
export async function driveAsync(
  service: GeneratorService,
  input: Json,
  answer: (call: MadeCall) => Promise<unknown>,
  thread: Partial<ThreadView> = {},
): Promise<Driven> {
  const steps = driving(service, input, thread);
  let step = steps.next([]);
  while (!step.done) {
    const outcomes: Outcome[] = [];
    for (const call of step.value) {
      outcomes.push(
        await answer(call).then(
          (value): Outcome => ({ ok: true, value }),
          (error: unknown): Outcome => ({ ok: false, error }),
        ),
      );
    }
    step = steps.next(outcomes);
  }
  return step.value;
}

/** Yields the calls that are made together, and takes their outcomes. */
function* driving(
  service: GeneratorService,
  input: Json,
  thread: Partial<ThreadView>,
): Generator<MadeCall[], Driven, readonly Outcome[]> {
  const calls: MadeCall[] = [];
  const notes: NoteContent[] = [];

  function* make(wanted: readonly Call<unknown>[]): Generator<MadeCall[], Settled<Json>[], readonly Outcome[]> {
    const made = wanted.map((call) => ({
      subject: call.subject,
      input: jsonCopy(call.input),
      deadlineMs: call.deadlineMs,
    }));
    calls.push(...made);
    const outcomes = yield made;
    return outcomes.map((outcome, index): Settled<Json> => {
      if (!outcome.ok) return { ok: false, error: Fault.from(outcome.error) };
      const contract = wanted[index]?.contract;
      return { ok: true, value: contract ? contract.parseOutput(outcome.value) : jsonCopy(outcome.value) };
    });
  }

  const run = service.run({ input: service.contract.parseInput(input), thread: { ...THREAD, ...thread } });
  let step = run.next();
  while (!step.done) {
    const { value } = step;
    if (value instanceof Note) {
      notes.push(value.content);
      step = run.next();
      continue;
    }
    if (!(value instanceof AllOf) && !(value instanceof Call))
      throw new TypeError('The generator yielded something that is no call.');
    const outcomes = yield* make(value instanceof AllOf ? value.calls : [value]);
    const failure = outcomes.find((one) => !one.ok);
    if (value instanceof AllOf && !value.throws) step = run.next(outcomes);
    else if (failure && !failure.ok) step = run.throw(failure.error);
    else {
      const values = outcomes.map((one) => (one.ok ? one.value : null));
      step = run.next(value instanceof AllOf ? values : values[0]);
    }
  }
  const result = step.value;
  if (isForward(result)) {
    const { subject, input: handed } = result.call;
    return { kind: 'forward', value: { subject, input: handed }, calls, notes };
  }
  const value = service.contract.parseOutput(isEnd(result) ? result.reply : result);
  return { kind: isEnd(result) ? 'end' : 'answer', value, calls, notes };
}
