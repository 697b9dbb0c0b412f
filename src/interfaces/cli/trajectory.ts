import type { ThreadEvent } from '../client/client.ts';

/** One call of a turn, and the calls made for it. */
export interface Frame {
  readonly key: string;
  readonly subject: string;
  readonly providers: readonly string[];
  /** The caller passed the turn on with it: its answer is the caller's. */
  readonly handoff: boolean;
  readonly input: unknown;
  /** Wall-clock milliseconds since the epoch. */
  readonly at: number;
  readonly answers: readonly ThreadEvent[];
  readonly children: readonly Frame[];
}

export interface TurnTree {
  readonly turn: number;
  readonly opened: ThreadEvent;
  readonly root: Frame;
  /** Absent while the turn runs or waits. */
  readonly end?: ThreadEvent;
}

/** The turns of a thread as trees of calls, in the order of the log. */
export function treesOf(events: readonly ThreadEvent[]): readonly TurnTree[] {
  const turns = new Map<number, ThreadEvent[]>();
  for (const event of events) turns.set(event.turn, [...(turns.get(event.turn) ?? []), event]);
  return [...turns].flatMap(([turn, ofTurn]) => {
    const opened = ofTurn.find(({ direction }) => direction === 'FORWARD');
    if (opened === undefined) return [];
    const end = ofTurn.find(({ direction }) => direction === 'END');
    return [{ turn, opened, root: frameOf(opened, ofTurn), ...(end === undefined ? {} : { end }) }];
  });
}

/** A call is made by the event that caused it: the FORWARD of its caller. */
function frameOf(forward: ThreadEvent, events: readonly ThreadEvent[]): Frame {
  const { key, subject, to, handoff = false, data, at } = forward;
  return {
    ...{ key, subject, providers: to, handoff, input: data, at },
    answers: events.filter((event) => event.direction === 'BACKWARD' && event.key === key),
    children: events
      .filter((event) => event.direction === 'FORWARD' && event.cause === forward.id)
      .map((event) => frameOf(event, events)),
  };
}

/** When a call was answered; a call that was passed on, when that one was. Undefined while it is open. */
export function answeredAt(frame: Frame, end: ThreadEvent | undefined): number | undefined {
  const own = frame.answers.at(-1)?.at;
  if (own !== undefined) return own;
  const passedOn = frame.children.find(({ handoff }) => handoff);
  return (passedOn && answeredAt(passedOn, undefined)) ?? end?.at;
}
