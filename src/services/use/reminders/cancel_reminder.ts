import { userAsk } from 'agentos/service';
import type { Command } from '../../../language/command.ts';
import { joinWords } from '../../../language/say_duration.ts';
import { chosenIndex } from '../../../language/spoken_choice.ts';
import type { Now } from '../../../language/when_meant.ts';
import { whenOf } from '../../../language/when_slot.ts';
import { type ScheduleView, scheduleCancel, scheduleList } from '../../need/schedule/contract.ts';
import { remindersAt } from './list_reminders.ts';
import { describe } from './say_reminder.ts';

export function* cancelReminders(slots: Command['slots'], now: Now) {
  const { schedules } = yield* scheduleList({ kind: 'reminder' });
  if (schedules.length === 0) return failed('There are no reminders.');
  const about = typeof slots.text === 'string' ? slots.text : undefined;
  const meant = closest(remindersAt(schedules, whenOf(slots.when), now), about);
  if (meant.length === 0)
    return failed(about === undefined ? 'There is no reminder then.' : `There is no reminder about ${about}.`);
  if (slots.all === true) {
    const { schedules: gone } = yield* scheduleCancel({ ids: meant.map(({ id }) => id) });
    return done(`Cancelled ${gone.length} reminder${gone.length === 1 ? '' : 's'}.`);
  }
  const reminder = yield* oneOf(meant, now);
  if (reminder === undefined) return failed('I did not catch which reminder, so I cancelled none.');
  const { schedules: gone } = yield* scheduleCancel({ ids: [reminder.id] });
  return gone.length === 0
    ? failed('That reminder is no longer there.')
    : done(`Cancelled ${describe(reminder, now)}.`);
}

/** Words that say nothing about what is meant. */
const FILLERS = new Set('a an the my our to of for about on in at and me i'.split(' '));

/** Those that share the most words with what was said, and at least half of them. */
function closest(reminders: readonly ScheduleView[], about: string | undefined): readonly ScheduleView[] {
  if (about === undefined) return reminders;
  const wanted = wordsOf(about);
  const counted = reminders.map((reminder) => {
    const words = wordsOf(reminder.label ?? '');
    return { reminder, hits: wanted.filter((word) => words.some((other) => other.startsWith(word))).length };
  });
  const most = Math.max(0, ...counted.map(({ hits }) => hits));
  if (most === 0 || most * 2 < wanted.length) return [];
  return counted.filter(({ hits }) => hits === most).map(({ reminder }) => reminder);
}

function wordsOf(text: string): string[] {
  const words: string[] = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const telling = words.filter((word) => !FILLERS.has(word));
  return telling.length > 0 ? telling : words;
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
