import { userAsk } from 'agentos/service';
import type { Command } from '../../../language/command.ts';
import { sayDayOf } from '../../../language/say_when.ts';
import type { When } from '../../../language/values/when.ts';
import { type Doubt, type Habit, type Meant, meantBy, type Now } from '../../../language/when_meant.ts';
import { whenAnswered, whenOf } from '../../../language/when_slot.ts';
import { scheduleCreate, scheduleList } from '../../need/schedule/contract.ts';
import { done, failed, lengthOf, type Place, textOf } from './said.ts';
import { linked, nameAlarm, sayWhen } from './say_alarm.ts';

/** An alarm without a time is none. */
export const ALARM_HABIT: Habit = { hours: 'early' };

export const DOUBTS = {
  time: 'I did not catch the time. Say, for example, "set an alarm for 7 in the morning".',
  past: 'That time has passed already, so I set no alarm.',
  none: 'There is no such day, so I set no alarm.',
} as const;

/** Sets an alarm; asks for the time where none was said. The reply tells the time in full, as `7` may have been meant otherwise. */
export function* setAlarm(slots: Command['slots'], { client, area }: Place, now: Now) {
  const said = whenOf(slots.time, slots.when, slots.often);
  const wakes = slots.wake === true;
  const lengthMs = lengthOf(slots.length);
  let meant: Meant | Doubt = lengthMs > 0 ? elapsed(lengthMs) : meantBy(morning(said ?? {}, wakes), now, ALARM_HABIT);
  if (meant === 'time') {
    const answer = yield* userAsk({ text: 'For what time?' });
    meant = meantBy(morning({ ...said, ...whenAnswered(answer.text) }, wakes), now, ALARM_HABIT);
  }
  if (typeof meant === 'string') return failed(DOUBTS[meant]);

  const label = textOf(slots.name);
  const { schedules } = yield* scheduleList({ kind: 'alarm' });
  const wanted = meant;
  const same = schedules.find(
    ({ when, dueLocal, label: other }) =>
      when.type === wanted.type && wanted.type === 'once' && dueLocal === wanted.at && other === label,
  );
  if (same !== undefined) return done(`Your ${nameAlarm(same)} is set ${linked(sayWhen(same, now))} already.`);

  const alarm = yield* scheduleCreate({
    kind: 'alarm',
    client,
    when: meant,
    ...(area === undefined ? {} : { area }),
    ...(label === undefined ? {} : { label }),
  });
  const set = `${capital(nameAlarm(alarm))} set ${linked(sayWhen(alarm, now))}.`;
  const next = alarm.when.type === 'recurring' ? alarm.dueLocal : undefined;
  return done(next === undefined ? set : `${set} The first is ${sayDayOf(next, now)}.`);
}

/** Who wants to be woken at seven means the morning, also in the afternoon before. */
function morning(when: When, wakes: boolean): When {
  const { hour = 0, ambiguous, part } = when;
  return wakes && ambiguous === true && part === undefined && hour >= 4 && hour < 12
    ? { ...when, ambiguous: false }
    : when;
}

function elapsed(durationMs: number): Meant {
  return { type: 'elapsed', durationMs };
}

export function capital(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
