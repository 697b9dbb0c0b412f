import type { BackwardEvent, ForwardEvent, ThreadEvent } from '../../model/event.ts';
import { type PastAccount, type PastStep, TAKEN_BACK, type TakenBack, takenBack } from '../../model/history.ts';
import { isJsonObject, type Json } from '../../model/json.ts';
import { ASK_SUBJECT, isRoot, NOTE_SUBJECT } from '../../model/thread.ts';
import { acts } from '../calls/drafts.ts';

/** A call with its answers. */
interface Made {
  readonly forward: ForwardEvent;
  readonly answers: readonly BackwardEvent[];
}

export type Told = Pick<PastAccount, 'commands' | 'questions' | 'steps' | 'tookBack'>;

/** What the events of one turn tell of it. Pure. */
export function accountOf(events: readonly ThreadEvent[]): Told {
  const calls = callsOf(events);
  const tookBack = calls.map(({ forward }) => takenBackBy(forward)).find((found) => found !== undefined);
  return {
    commands: calls.flatMap(commandOf),
    questions: calls.filter(({ forward }) => forward.subject === ASK_SUBJECT).map(questionOf),
    steps: calls.flatMap(stepOf),
    ...(tookBack === undefined ? {} : { tookBack }),
  };
}

export function callsOf(events: readonly ThreadEvent[]): Made[] {
  const answers = new Map<string, BackwardEvent[]>();
  for (const event of events)
    if (event.direction === 'BACKWARD') answers.set(event.key, [...(answers.get(event.key) ?? []), event]);
  return events.flatMap((event) =>
    event.direction === 'FORWARD' && !isRoot(event.key)
      ? [{ forward: event, answers: answers.get(event.key) ?? [] }]
      : [],
  );
}

/** Whether the turn made a call that did more than read. */
export function hasActed(events: readonly ThreadEvent[]): boolean {
  return events.some((event) => event.direction === 'FORWARD' && acts(event));
}

/** What a note says was taken back. */
export function takenBackBy({ subject, data }: ForwardEvent): TakenBack | undefined {
  if (subject !== NOTE_SUBJECT || !isJsonObject(data) || !isJsonObject(data['metadata'])) return undefined;
  return takenBack.safeParse(data['metadata'][TAKEN_BACK]).data;
}

/** Agents that take commands are handed one: an intent, the clause it was said in, and what it is about. */
function commandOf({ forward: { subject, data } }: Made): PastAccount['commands'] {
  if (!subject.startsWith('use.') || !isJsonObject(data)) return [];
  const { intent, text, targets } = data;
  if (typeof intent !== 'string' || typeof text !== 'string' || !Array.isArray(targets)) return [];
  return [{ agent: subject, intent, text, targets: targets.flatMap(targetOf) }];
}

function targetOf(target: Json): PastAccount['commands'][number]['targets'] {
  if (!isJsonObject(target)) return [];
  const { id, name, domain } = target;
  return typeof id === 'string' && typeof name === 'string' && typeof domain === 'string' ? [{ id, name, domain }] : [];
}

function questionOf({ forward: { data }, answers }: Made): PastAccount['questions'][number] {
  const asked = isJsonObject(data) && typeof data['text'] === 'string' ? data['text'] : '';
  const said = answers[0]?.data;
  if (!isJsonObject(said) || said === undefined) return { text: asked };
  const { text, yes } = said;
  return {
    text: asked,
    ...(typeof text === 'string' ? { answer: text } : {}),
    ...(typeof yes === 'boolean' ? { yes } : {}),
  };
}

/** What the person was asked, or what was noted, is told elsewhere; what was only read is told where it failed. */
function stepOf({ forward, answers }: Made): PastStep[] {
  const { subject, key, at, effect, data, to } = forward;
  if (!subject.startsWith('need.') || subject === ASK_SUBJECT || subject === NOTE_SUBJECT) return [];
  const [answer] = answers;
  const problem = answer?.error;
  if (!acts(forward) && problem === undefined) return [];
  return [
    {
      ...{ key, subject, at, effect, input: data, how: howOf(to, answer) },
      ...(answer?.data === undefined ? {} : { output: answer.data }),
      ...(problem ? { problem: { code: problem.code, message: problem.message } } : {}),
      ...(answer?.undo ? { undo: answer.undo } : {}),
    },
  ];
}

function howOf(to: readonly string[], answer: BackwardEvent | undefined): PastStep['how'] {
  if (answer === undefined) return 'open';
  if (answer.error === undefined) return 'done';
  if (to.length === 0) return 'refused';
  // Nobody knows how far a call came that did not answer in time, or was cut off.
  return ['UNKNOWN', 'DEADLINE_EXCEEDED', 'CANCELLED'].includes(answer.error.code) ? 'unknown' : 'failed';
}
