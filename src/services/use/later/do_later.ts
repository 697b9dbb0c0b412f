import { userAsk } from 'agentos/service';
import type { Command } from '../../../language/command.ts';
import { capitalised } from '../../../language/say_devices.ts';
import { sayDayOf } from '../../../language/say_when.ts';
import { type Habit, meantBy, type Now } from '../../../language/when_meant.ts';
import { whenAnswered, whenOf } from '../../../language/when_slot.ts';
import { scheduleCreate } from '../../need/schedule/contract.ts';
import { sureOf } from '../../need/understand/contract.ts';
import { whyNotAlone } from './contract.ts';
import { failed, type Origin, placeOf } from './origin.ts';
import { sayWhen } from './plans.ts';

/** The hours that stand for parts of a day, where people say no other. */
export const HABIT: Habit = { hours: 'awake', usual: { day: 9, morning: 9, afternoon: 15, evening: 18, night: 20 } };
/** Later than this, what was wanted for a time of day is told and left: nobody wants the lights of ten o'clock at three. */
const GRACE_MS = 15 * 60_000;

export const DOUBTS = {
  time: 'I did not catch when, so I planned nothing.',
  past: 'That time has passed already, so I planned nothing.',
  none: 'There is no such day, so I planned nothing.',
} as const;

/** Plans a command for a time, in words that leave nothing to ask then. */
export function* doLater(slots: Command['slots'], origin: Origin, now: Now) {
  const said = whenOf(slots.when);
  let meant = meantBy(said ?? {}, now, HABIT);
  if (meant === 'time') {
    const answer = yield* userAsk({ text: 'At what time?' });
    meant = meantBy({ ...said, ...whenAnswered(answer.text) }, now, HABIT);
  }
  if (typeof meant === 'string') return failed(DOUBTS[meant]);
  const wanted = typeof slots.conversation_command === 'string' ? slots.conversation_command : '';
  const here = origin.area === undefined ? {} : { area: origin.area };
  const command = yield* sureOf(wanted, here);
  if (command === undefined) return failed(`I would not know what to do then: I do not understand "${wanted}".`);
  const refused = yield* whyNotAlone(command, here);
  if (refused !== undefined) return failed(refused);
  const planned = yield* scheduleCreate({
    kind: 'task',
    command,
    when: meant,
    catchUp: 'announce',
    graceMs: GRACE_MS,
    ...placeOf(origin),
  });
  const set = `${capitalised(sayWhen(planned, now))} I will do this: ${command}.`;
  const first = planned.when.type === 'recurring' ? planned.dueLocal : undefined;
  return {
    text: first === undefined ? set : `${set} The first time is ${sayDayOf(first, now)}.`,
    outcome: 'done' as const,
  };
}
