import type { Command } from '../../../language/command.ts';
import { joinWords } from '../../../language/say_duration.ts';
import type { When } from '../../../language/values/when.ts';
import type { Now } from '../../../language/when_meant.ts';
import { whenFits, whenOf } from '../../../language/when_slot.ts';
import { type ScheduleView, scheduleList } from '../../need/schedule/contract.ts';
import { describe } from './say_reminder.ts';

export function* listReminders(slots: Command['slots'], now: Now) {
  const { schedules } = yield* scheduleList({ kind: 'reminder' });
  const when = whenOf(slots.when);
  const meant = remindersAt(schedules, when, now);
  return { text: sayReminders(meant, when !== undefined && schedules.length > 0, now), outcome: 'done' as const };
}

export function remindersAt(all: readonly ScheduleView[], when: When | undefined, now: Now): readonly ScheduleView[] {
  if (when === undefined) return all;
  return all.filter(({ dueLocal }) => dueLocal !== undefined && whenFits(when, dueLocal, now));
}

function sayReminders(reminders: readonly ScheduleView[], atOtherTimes: boolean, now: Now): string {
  const [first] = reminders;
  if (first === undefined) return atOtherTimes ? 'You have no reminders then.' : 'You have no reminders.';
  const said = joinWords(reminders.map((reminder) => describe(reminder, now)));
  return reminders.length === 1
    ? `You have one reminder: ${said}.`
    : `You have ${reminders.length} reminders: ${said}.`;
}
