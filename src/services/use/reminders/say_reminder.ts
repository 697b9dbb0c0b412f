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

type Named = Pick<ScheduleView, 'label' | 'withheld'>;

/** `"call the bank" tomorrow at noon`. */
export function describe(reminder: ScheduleView, now: Now): string {
  return `${reminder.withheld ? 'one that was typed,' : quoted(reminder)} ${sayWhen(reminder, now)}`;
}

/** `the reminder "call the bank"`. */
export function named(reminder: Named): string {
  return reminder.withheld ? 'a reminder that was typed' : `the reminder ${quoted(reminder)}`;
}

/** What was typed may be about it all the same. */
export function noneAbout(reminders: readonly Named[], about: string): string {
  return `There is no ${reminders.some(({ withheld }) => withheld) ? 'spoken ' : ''}reminder about ${about}.`;
}

function quoted({ label = 'something' }: Named): string {
  return `"${saidBack(label)}"`;
}

/** To the minute, from two minutes on. */
function sayTimeLeft(ms: number): string {
  return sayDurationRoughly(ms < 120_000 ? ms : Math.round(ms / 60_000) * 60_000);
}
