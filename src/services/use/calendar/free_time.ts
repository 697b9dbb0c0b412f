import type { Command } from '../../../language/command.ts';
import { localNow } from '../../../language/local_now.ts';
import { joinWords } from '../../../language/say_duration.ts';
import { sayDayOf } from '../../../language/say_when.ts';
import { stretchMeant } from '../../../language/stretch_meant.ts';
import { stretchOf } from '../../../language/stretch_slot.ts';
import { busyIn } from '../../need/calendar/contract.ts';
import { type Clock, done, failed } from './moment.ts';
import { sayClockOf, sayStanding } from './say_event.ts';

const TOLD = 6;

/** "Am I free on Friday afternoon?", and the other way round: "Am I busy?" */
export function* freeTime(slots: Command['slots'], now: Clock) {
  const stretch = stretchMeant(stretchOf(slots.stretch) ?? { unit: 'rest', inDays: 0 }, now);
  if (stretch === undefined) return failed('There is no such day.');
  const here = localNow(now);
  const { from, to, said } = stretch;
  const answer = yield* busyIn(from < here && here < to ? here : from, to);
  const { busy } = answer;
  const standing = sayStanding(answer, now);
  const [yes, no] = slots.busy === true ? ['No', 'Yes'] : ['Yes', 'No'];
  if (busy.length === 0) return done(`${yes}, you are free ${said}.${standing}`);
  const days = new Set([from, ...busy.map(({ startLocal }) => startLocal)].map((local) => local.slice(0, 10))).size > 1;
  const told = busy.slice(0, TOLD).map(({ startLocal, endLocal }) => {
    const day = days ? `${sayDayOf(startLocal, now)} ` : '';
    const wholeDay = startLocal.endsWith('T00:00:00') && endLocal.endsWith('T00:00:00');
    return wholeDay ? `${day}all day` : `${day}from ${sayClockOf(startLocal)} to ${sayClockOf(endLocal)}`;
  });
  const whole = busy.length === 1 && busy[0]?.startLocal === from && busy[0].endLocal === to;
  if (whole) return done(`${no}, you are busy ${said}.${standing}`);
  return done(`${no === 'No' ? 'Not all of it' : 'Yes'}: ${said} you are busy ${joinWords(told)}.${standing}`);
}
