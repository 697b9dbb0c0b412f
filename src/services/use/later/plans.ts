import { joinWords, sayDurationRoughly } from '../../../language/say_duration.ts';
import { sayMoment, sayRepetition } from '../../../language/say_when.ts';
import type { Now } from '../../../language/when_meant.ts';
import { type ScheduleView, scheduleList } from '../../need/schedule/contract.ts';
import { type TimerView, timerList } from '../../need/timer/contract.ts';
import { type WaitView, waitList } from '../../need/wait/contract.ts';
import { done, mayHearTyped, type Origin } from './origin.ts';

/** A command that waits, wherever it is kept. */
export interface Plan {
  readonly id: string;
  readonly keeper: 'schedule' | 'timer' | 'wait';
  /** `"open the blinds" tomorrow at 7 o'clock in the morning`. */
  readonly said: string;
  /** What it does, in words; empty where it is not told. */
  readonly words: string;
  readonly leftMs: number;
}

type Timed = Pick<ScheduleView, 'when' | 'dueLocal' | 'remainingMs'>;

/** `tomorrow at noon`, `in 10 minutes`, `every weekday at 6:30 in the morning`. */
export function sayWhen({ when, dueLocal, remainingMs }: Timed, now: Now): string {
  if (when.type === 'recurring' || when.type === 'interval') return sayRepetition(when);
  if (when.type === 'elapsed') return `in ${sayDurationRoughly(remainingMs)}`;
  return dueLocal === undefined ? 'later' : sayMoment(dueLocal, now);
}

/** All that is to be done by itself, the next one first. */
export function* plansFor(origin: Origin, now: Now) {
  const { schedules } = yield* scheduleList({ kind: 'task', typed: mayHearTyped(origin) });
  const { timers } = yield* timerList({});
  const { waits } = yield* waitList({ typed: mayHearTyped(origin) });
  const timed = [...schedules.map((one) => planOf(one, now)), ...timers.flatMap((one) => delayed(one))];
  return [...timed.sort((left, right) => left.leftMs - right.leftMs), ...waits.map(awaited)];
}

export function* listPlans(origin: Origin, now: Now) {
  const plans = yield* plansFor(origin, now);
  const [only] = plans;
  if (only === undefined) return done('Nothing is planned.');
  if (plans.length === 1) return done(`One thing is planned: ${only.said}.`);
  return done(`${plans.length} things are planned: ${joinWords(plans.map(({ said }) => said))}.`);
}

function planOf(schedule: ScheduleView, now: Now): Plan {
  const { id, command, label, withheld, remainingMs } = schedule;
  const words = command ?? label ?? '';
  const what = withheld || words === '' ? 'one that was typed,' : `"${words}"`;
  return { id, keeper: 'schedule', said: `${what} ${sayWhen(schedule, now)}`, words, leftMs: remainingMs };
}

function delayed({ id, command, remainingMs, state }: TimerView): Plan[] {
  if (command === undefined) return [];
  const when = state === 'paused' ? 'when it goes on' : `in ${sayDurationRoughly(remainingMs)}`;
  return [{ id, keeper: 'timer', said: `"${command}" ${when}`, words: command, leftMs: remainingMs }];
}

/** Nobody knows how long it takes. */
function awaited({ id, command, said, again }: WaitView): Plan {
  const when = again ? 'whenever' : 'when';
  return { id, keeper: 'wait', said: `"${command}" ${when} ${said}`, words: command, leftMs: Number.POSITIVE_INFINITY };
}
