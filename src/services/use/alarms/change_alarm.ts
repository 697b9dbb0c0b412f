import type { Command } from '../../../language/command.ts';
import type { When } from '../../../language/values/when.ts';
import { type Meant, meantBy, type Now } from '../../../language/when_meant.ts';
import { whenOf } from '../../../language/when_slot.ts';
import { type ScheduleView, scheduleChange, scheduleList } from '../../need/schedule/contract.ts';
import { done, failed } from './said.ts';
import { linked, nameAlarm, sayWhen } from './say_alarm.ts';
import { ALARM_HABIT, DOUBTS } from './set_alarm.ts';
import { alarmsMeant, oneOf } from './which_alarm.ts';

/** Moves an alarm. With only a time said, it keeps its days; one that rings once keeps its day. */
export function* changeAlarm({ from, time, when }: Command['slots'], now: Now) {
  const { schedules } = yield* scheduleList({ kind: 'alarm' });
  if (schedules.length === 0) return failed('There are no alarms.');
  const meant = alarmsMeant(schedules, whenOf(from), undefined, now);
  if (meant.length === 0) return failed('There is no such alarm, so I moved none.');
  const alarm = yield* oneOf(meant, now, 'move');
  if (alarm === undefined) return failed('I did not catch which alarm, so I moved none.');

  const to = movedTo(alarm, whenOf(time, when) ?? {}, now);
  if (typeof to === 'string') return failed(to === 'time' ? DOUBTS.time : 'That time has passed, so I moved no alarm.');
  const { after } = yield* scheduleChange({ id: alarm.id, when: to });
  if (after === undefined) return failed(`The ${nameAlarm(alarm)} is no longer there.`);
  return done(`The ${nameAlarm(after)} is now set ${linked(sayWhen(after, now))}.`);
}

function movedTo({ when: set, dueLocal }: ScheduleView, to: When, now: Now): Meant | 'time' | 'past' | 'none' {
  const timeOnly = Object.keys(to).every((key) => ['hour', 'minute', 'second', 'ambiguous'].includes(key));
  if (!timeOnly || dueLocal === undefined) return meantBy(to, now, ALARM_HABIT);
  const [year, month, monthDay] = dueLocal.slice(0, 10).split('-').map(Number);
  // An hour without half of the day is in the half that the alarm was in.
  const afternoon = Number(dueLocal.slice(11, 13)) >= 12;
  const hour = to.ambiguous === true && afternoon ? (to.hour ?? 0) + 12 : (to.hour ?? 0);
  const exact: When = { ...to, hour, ambiguous: false };
  if (set.type === 'recurring') {
    const time = `${two(hour)}:${two(to.minute ?? 0)}:${two(to.second ?? 0)}`;
    const { zone: _zone, ...days } = set;
    return { ...days, time };
  }
  const sameDay = meantBy(
    { ...exact, year: year ?? now.year, month: month ?? 1, monthDay: monthDay ?? 1 },
    now,
    ALARM_HABIT,
  );
  return sameDay === 'past' ? meantBy(exact, now, ALARM_HABIT) : sameDay;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
