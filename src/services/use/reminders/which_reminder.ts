import type { When } from '../../../language/values/when.ts';
import type { Now } from '../../../language/when_meant.ts';
import { whenFits } from '../../../language/when_slot.ts';
import type { ScheduleView } from '../../need/schedule/contract.ts';

/** Words that say nothing about what is meant. */
const FILLERS = new Set('a an the my our to of for about on in at and me i'.split(' '));

export function remindersAt(all: readonly ScheduleView[], when: When | undefined, now: Now): readonly ScheduleView[] {
  if (when === undefined) return all;
  return all.filter(({ dueLocal }) => dueLocal !== undefined && whenFits(when, dueLocal, now));
}

/** Those that share the most words with what was said, and at least half of them; all where nothing was said. */
export function remindersAbout(reminders: readonly ScheduleView[], about: string | undefined): readonly ScheduleView[] {
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
