import { userAsk } from 'agentos/service';
import type { Command } from '../../../language/command.ts';
import { joinWords } from '../../../language/say_duration.ts';
import { chosenIndex } from '../../../language/spoken_choice.ts';
import type { Now } from '../../../language/when_meant.ts';
import { whenOf } from '../../../language/when_slot.ts';
import { type ScheduleView, scheduleCancel, scheduleList } from '../../need/schedule/contract.ts';
import { describe, named, noneAbout } from './say_reminder.ts';
import { remindersAbout, remindersAt } from './which_reminder.ts';

export function* cancelReminders(slots: Command['slots'], now: Now, typed: boolean) {
  const { schedules } = yield* scheduleList({ kind: 'reminder', typed });
  if (schedules.length === 0) return failed('There are no reminders.');
  const about = typeof slots.text === 'string' ? slots.text : undefined;
  const meant = remindersAbout(remindersAt(schedules, whenOf(slots.when), now), about);
  if (meant.length === 0)
    return failed(about === undefined ? 'There is no reminder then.' : noneAbout(schedules, about));
  if (slots.all === true) {
    const { schedules: gone } = yield* scheduleCancel({ ids: meant.map(({ id }) => id) });
    return done(`Cancelled ${gone.length} reminder${gone.length === 1 ? '' : 's'}.`);
  }
  const reminder = yield* oneOf(meant, now);
  if (reminder === undefined) return failed('I did not catch which reminder, so I cancelled none.');
  const { schedules: gone } = yield* scheduleCancel({ ids: [reminder.id] });
  return gone.length === 0 ? failed('That reminder is no longer there.') : done(`Cancelled ${named(reminder)}.`);
}

function* oneOf(reminders: readonly ScheduleView[], now: Now) {
  const [first, ...others] = reminders;
  if (first === undefined || others.length === 0) return first;
  const choices = reminders.map((reminder) => describe(reminder, now));
  const said = yield* userAsk({ text: `Which one should I cancel: ${joinWords(choices, 'or')}?`, choices });
  const index = chosenIndex(said.text, choices);
  return index === undefined ? undefined : reminders[index];
}

function done(text: string) {
  return { text, outcome: 'done' as const };
}

function failed(text: string) {
  return { text, outcome: 'failed' as const };
}
