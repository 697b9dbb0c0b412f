import { saidBack } from '../../../language/said_back.ts';
import { sayMoment, sayRepetition } from '../../../language/say_when.ts';
import type { Now } from '../../../language/when_meant.ts';
import type { ScheduleView } from '../../need/schedule/contract.ts';

/** `tomorrow at noon`, `every weekday at 6:30 in the morning`. */
export function sayWhen({ when, dueLocal }: Pick<ScheduleView, 'when' | 'dueLocal'>, now: Now): string {
  if (when.type === 'recurring' || when.type === 'interval') return sayRepetition(when);
  return dueLocal === undefined ? 'later' : sayMoment(dueLocal, now);
}

/** `"call the bank" tomorrow at noon`. */
export function describe(reminder: ScheduleView, now: Now): string {
  return `"${saidBack(reminder.label ?? 'something')}" ${sayWhen(reminder, now)}`;
}
