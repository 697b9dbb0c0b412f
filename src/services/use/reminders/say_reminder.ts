import { saidBack } from '../../../language/said_back.ts';
import { sayDurationRoughly } from '../../../language/say_duration.ts';
import { sayMoment, sayRepetition } from '../../../language/say_when.ts';
import type { Now } from '../../../language/when_meant.ts';
import type { ScheduleView } from '../../need/schedule/contract.ts';

type Timed = Pick<ScheduleView, 'when' | 'dueLocal' | 'remainingMs'>;

/** What comes sooner, and was set by how long it takes, is said so. */
const SOON_MS = 3 * 3_600_000;

/** `tomorrow at noon`, `in 10 minutes`, `every weekday at 6:30 in the morning`. */
export function sayWhen({ when, dueLocal, remainingMs }: Timed, now: Now): string {
  if (when.type === 'recurring' || when.type === 'interval') return sayRepetition(when);
  if (when.type === 'elapsed' && remainingMs < SOON_MS) return `in ${sayTimeLeft(remainingMs)}`;
  return dueLocal === undefined ? 'later' : sayMoment(dueLocal, now);
}

/** `"call the bank" tomorrow at noon`. */
export function describe(reminder: ScheduleView, now: Now): string {
  return `${quoted(reminder)} ${sayWhen(reminder, now)}`;
}

export function quoted({ label = 'something' }: Pick<ScheduleView, 'label'>): string {
  return `"${saidBack(label)}"`;
}

/** To the minute, from two minutes on. */
function sayTimeLeft(ms: number): string {
  return sayDurationRoughly(ms < 120_000 ? ms : Math.round(ms / 60_000) * 60_000);
}
