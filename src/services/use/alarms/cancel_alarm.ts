import type { Command } from '../../../language/command.ts';
import type { Now } from '../../../language/when_meant.ts';
import { whenOf } from '../../../language/when_slot.ts';
import { scheduleCancel, scheduleList } from '../../need/schedule/contract.ts';
import { done, failed, textOf } from './said.ts';
import { describe, nameAlarm } from './say_alarm.ts';
import { alarmsMeant, oneOf } from './which_alarm.ts';

export function* cancelAlarms(slots: Command['slots'], now: Now) {
  const { schedules } = yield* scheduleList({ kind: 'alarm' });
  if (schedules.length === 0) return failed('There are no alarms.');
  const meant = alarmsMeant(schedules, whenOf(slots.time, slots.when), textOf(slots.name), now);
  if (meant.length === 0) return failed('There is no such alarm, so I cancelled none.');
  if (slots.all === true) {
    const { schedules: gone } = yield* scheduleCancel({ ids: meant.map(({ id }) => id) });
    return done(`Cancelled ${gone.length} alarm${gone.length === 1 ? '' : 's'}.`);
  }
  const alarm = yield* oneOf(meant, now, 'cancel');
  if (alarm === undefined) return failed('I did not catch which alarm, so I cancelled none.');
  const { schedules: gone } = yield* scheduleCancel({ ids: [alarm.id] });
  return gone.length === 0
    ? failed(`The ${nameAlarm(alarm)} is no longer there.`)
    : done(`Cancelled ${describe(alarm, now)}.`);
}
