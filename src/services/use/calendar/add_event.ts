import { settle, userAsk } from 'agentos/service';
import { Temporal } from 'temporal-polyfill';
import type { Command } from '../../../language/command.ts';
import { localNow } from '../../../language/local_now.ts';
import { sayDuration } from '../../../language/say_duration.ts';
import { sayDayOf, sayRepetition } from '../../../language/say_when.ts';
import { stretchOf } from '../../../language/stretch_slot.ts';
import type { Stretch } from '../../../language/values/stretch.ts';
import type { When } from '../../../language/values/when.ts';
import { type Habit, type Meant, meantBy } from '../../../language/when_meant.ts';
import { whenAnswered, whenOf } from '../../../language/when_slot.ts';
import { calendarCreate } from '../../need/calendar/contract.ts';
import { lengthOf, untilOf } from './length.ts';
import { type Clock, done, failed } from './moment.ts';
import { sayWhen } from './say_event.ts';

const HABIT: Habit = { hours: 'awake' };
/** The time of a whole day stands for none. */
const DAY_HABIT: Habit = { hours: 'awake', usual: { day: 23, morning: 23, afternoon: 23, evening: 23, night: 23 } };
/** What has no time of day of its own. */
const WHOLE_DAY = /\b(?:birthday|anniversary|holidays?|vacation|day off|trip)\b/iu;

const DOUBTS = {
  time: 'I did not catch when, so I put nothing in. Say, for example, "add the dentist tomorrow at 3".',
  past: 'That time has passed already, so I put nothing in.',
  none: 'There is no such day, so I put nothing in.',
} as const;

/** "Add a meeting with Anna tomorrow at 3 for an hour." Asks for what was not said; the reply tells the time in full. */
export function* addEvent(slots: Command['slots'], now: Clock) {
  const title = titleOf(slots.event) ?? titleOf((yield* userAsk({ text: 'What should I call it?' })).text);
  if (title === undefined) return failed('I did not catch what to put in your calendar.');
  const when = whenOf(slots.when);
  // A week or a month is no time for an appointment.
  const said = when === undefined || Object.keys(when).length === 0 ? undefined : when;
  let allDay = slots.allDay === true || (WHOLE_DAY.test(title) && said?.hour === undefined && said?.part === undefined);
  let meant = said === undefined && allDay ? 'time' : meantBy(said ?? {}, now, allDay ? DAY_HABIT : HABIT);
  if (meant === 'time') {
    const answer = (yield* userAsk({ text: said === undefined ? 'When is it?' : 'At what time?' })).text;
    allDay ||= /\b(?:all|whole) day\b/iu.test(answer);
    const full: When = { ...said, ...whenAnswered(answer.replace(/\b(?:all|the whole) day\b/iu, '').trim()) };
    meant = meantBy(full, now, allDay ? DAY_HABIT : HABIT);
  }
  if (typeof meant === 'string') return failed(DOUBTS[meant]);
  if (meant.type === 'interval') return failed('My calendar takes what comes daily, weekly, monthly or yearly.');
  const from = startOf(meant, now);
  const start = allDay ? from.toPlainDate().toPlainDateTime() : from;
  const length = lengthOf(slots.length);
  const until = untilOf(slots.until, start) ?? untilOf(untilSlot(stretchOf(slots.when)), start);
  const end = until ?? (length === undefined ? undefined : start.add(length));
  const [made] = yield* settle([
    calendarCreate({
      ...{ title, start: localOf(start), allDay },
      ...(end === undefined ? {} : { end: localOf(end) }),
      ...(meant.type === 'recurring' ? { repeats: repeatsOf(meant) } : {}),
    }),
  ]);
  if (made === undefined || !made.ok) return failed(made?.error.message ?? 'That did not work.');
  const lasts = end === undefined || allDay ? '' : `, for ${sayDuration(made.value.end - made.value.start)}`;
  if (meant.type !== 'recurring') return done(`Added ${title} ${sayWhen(made.value, now)}${lasts}.`);
  const often = allDay ? sayRepetition(meant).replace(/ at .*$/u, '') : sayRepetition(meant);
  return done(`Added ${title} ${often}${lasts}. The first time is ${sayDayOf(made.value.startLocal, now)}.`);
}

/** `from 3 to 4`: the second time, as a slot of its own would say it. */
function untilSlot(stretch: Stretch | undefined) {
  if (stretch?.untilHour === undefined) return undefined;
  return { hour: stretch.untilHour, minute: stretch.untilMinute ?? 0, ambiguous: stretch.untilAmbiguous === true };
}

function titleOf(said: unknown): string | undefined {
  if (typeof said !== 'string') return undefined;
  const plain = said
    .trim()
    .replace(/[.!?]+$/u, '')
    .replace(/^(?:an?|the|my|our|another|new)\s+(?=\S)/iu, '')
    .replace(/^new\s+(?=\S)/iu, '')
    .slice(0, 500);
  return plain === '' ? undefined : plain.replace(/^./u, (first) => first.toUpperCase());
}

function startOf(meant: Exclude<Meant, { type: 'interval' }>, now: Clock): Temporal.PlainDateTime {
  if (meant.type === 'once') return Temporal.PlainDateTime.from(meant.at);
  if (meant.type === 'recurring') return Temporal.PlainDateTime.from(`${meant.from}T${meant.time}`);
  return Temporal.PlainDateTime.from(localNow(now)).add({ milliseconds: meant.durationMs }).round('minute');
}

function repeatsOf({ every, interval, weekdays, nth, nthWeekday, until }: Extract<Meant, { type: 'recurring' }>) {
  return {
    ...{ every, interval },
    ...(weekdays === undefined ? {} : { weekdays }),
    ...(nth === undefined ? {} : { nth }),
    ...(nthWeekday === undefined ? {} : { nthWeekday }),
    ...(until === undefined ? {} : { until }),
  };
}

function localOf(at: Temporal.PlainDateTime): string {
  return at.toString({ smallestUnit: 'second' });
}
