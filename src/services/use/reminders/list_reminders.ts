import type { Command } from '../../../language/command.ts';
import { saidBack } from '../../../language/said_back.ts';
import { joinWords } from '../../../language/say_duration.ts';
import type { Now } from '../../../language/when_meant.ts';
import { whenOf } from '../../../language/when_slot.ts';
import { type ScheduleView, scheduleList } from '../../need/schedule/contract.ts';
import { describe, noneAbout } from './say_reminder.ts';
import { remindersAbout, remindersAt } from './which_reminder.ts';

export function* listReminders(slots: Command['slots'], now: Now, typed: boolean) {
  const { schedules } = yield* scheduleList({ kind: 'reminder', typed });
  const when = whenOf(slots.when);
  const about = typeof slots.text === 'string' ? slots.text : undefined;
  const meant = remindersAbout(remindersAt(schedules, when, now), about);
  if (about !== undefined && meant.length === 0)
    return { text: noneAbout(schedules, saidBack(about)), outcome: 'done' as const };
  const said = joinWords((slots.next === true ? meant.slice(0, 1) : meant).map((reminder) => describe(reminder, now)));
  if (meant.length > 0 && (slots.next === true || about !== undefined)) {
    const which = slots.next === true ? 'next reminder' : meant.length === 1 ? 'reminder' : 'reminders';
    return { text: `Your ${which}: ${said}.`, outcome: 'done' as const };
  }
  return { text: sayReminders(meant, when !== undefined && schedules.length > 0, now), outcome: 'done' as const };
}

function sayReminders(reminders: readonly ScheduleView[], atOtherTimes: boolean, now: Now): string {
  const [first] = reminders;
  if (first === undefined) return atOtherTimes ? 'You have no reminders then.' : 'You have no reminders.';
  const said = joinWords(reminders.map((reminder) => describe(reminder, now)));
  return reminders.length === 1
    ? `You have one reminder: ${said}.`
    : `You have ${reminders.length} reminders: ${said}.`;
}
