import { joinWords } from '../../../language/say_duration.ts';
import { sayMoment, sayRepetition } from '../../../language/say_when.ts';
import type { Now } from '../../../language/when_meant.ts';
import type { ScheduleView } from '../../need/schedule/contract.ts';

/** When it rings: `tomorrow at 7 o'clock in the morning`, `every weekday at 6:30 in the morning`. */
export function sayWhen({ when, dueLocal }: Pick<ScheduleView, 'when' | 'dueLocal'>, now: Now): string {
  if (when.type === 'recurring' || when.type === 'interval') return sayRepetition(when);
  return dueLocal === undefined ? 'later' : sayMoment(dueLocal, now);
}

/** `gym alarm`, `alarm`. */
export function nameAlarm({ label }: Pick<ScheduleView, 'label'>): string {
  if (label === undefined) return 'alarm';
  return /\balarm$/iu.test(label) ? label : `${label} alarm`;
}

/** `the alarm for tomorrow at noon`, where it is one of several. */
export function describe(alarm: ScheduleView, now: Now): string {
  return `the ${nameAlarm(alarm)} ${linked(sayWhen(alarm, now))}`;
}

/** What can follow a noun: `for tomorrow at noon`, `on Friday at noon`, `every weekday at noon`. */
export function linked(when: string): string {
  return /^(?:on|every)\b/u.test(when) ? when : `for ${when}`;
}

export function sayAlarms(alarms: readonly ScheduleView[], now: Now): string {
  const [first] = alarms;
  if (first === undefined) return 'You have no alarms.';
  if (alarms.length === 1) return `Your ${nameAlarm(first)} is set ${linked(sayWhen(first, now))}.`;
  return `You have ${alarms.length} alarms: ${joinWords(
    alarms.map((alarm) => (alarm.label === undefined ? sayWhen(alarm, now) : describe(alarm, now))),
  )}.`;
}

/** The first of them, as the next one where there are more. */
export function sayNext(alarms: readonly ScheduleView[], now: Now): string {
  const [first] = alarms;
  if (first === undefined || alarms.length === 1) return sayAlarms(alarms, now);
  return `Your next alarm${first.label === undefined ? '' : `, ${first.label},`} is set ${linked(sayWhen(first, now))}.`;
}
