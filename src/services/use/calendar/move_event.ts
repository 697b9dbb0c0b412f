import { settle, userAsk } from 'agentos/service';
import { Temporal } from 'temporal-polyfill';
import type { Command } from '../../../language/command.ts';
import { sayMoment } from '../../../language/say_when.ts';
import type { When } from '../../../language/values/when.ts';
import { meantBy } from '../../../language/when_meant.ts';
import { whenAnswered, whenOf } from '../../../language/when_slot.ts';
import { type CalendarEvent, calendarMove } from '../../need/calendar/contract.ts';
import { lengthOf } from './length.ts';
import { type Clock, done, failed } from './moment.ts';
import { sayStanding, sayWhen } from './say_event.ts';
import { eventsMeant, notFound, oneOf, partMeant } from './which_event.ts';

/** "Move the dentist to Thursday at 4", "push the meeting back by half an hour". What was not said stays as it was. */
export function* moveEvent(slots: Command['slots'], now: Clock) {
  const { about, span, answer, events } = yield* eventsMeant(slots, now);
  if (events.length === 0) return failed(`${notFound(about, span?.said)}${sayStanding(answer, now)}`);
  const event = yield* oneOf(events, now, 'move');
  if (event === undefined) return failed('I did not catch which one, so I moved none.');
  const by = lengthOf(slots.by);
  let when = whenOf(slots.when);
  if (when === undefined && by === undefined) {
    when = whenAnswered((yield* userAsk({ text: `When should ${event.title} be?` })).text);
    if (when === undefined) return failed(`I did not catch when, so ${event.title} stays ${sayWhen(event, now)}.`);
  }
  const was = Temporal.PlainDateTime.from(event.startLocal);
  const start =
    by === undefined ? newStart(when ?? {}, event, now) : slots.earlier === true ? was.subtract(by) : was.add(by);
  if (start === undefined) return failed(`There is no such time, so ${event.title} stays ${sayWhen(event, now)}.`);
  const part = yield* partMeant(slots, event, 'move');
  if (part === undefined) return failed(`I did not catch which, so ${event.title} stays ${sayWhen(event, now)}.`);
  const { calendar, id, version, occurrence, title } = event;
  const local = start.toString({ smallestUnit: 'second' });
  const [moved] = yield* settle([
    calendarMove({
      ...{ calendar, id, version, title, start: local, ...part, tellPeople: event.people.length > 0 },
      ...(occurrence === undefined ? {} : { occurrence }),
    }),
  ]);
  if (moved === undefined || !moved.ok) return failed(moved?.error.message ?? 'That did not work.');
  const next = moved.value.event;
  const said = next.allDay ? sayWhen(next, now) : sayMoment(local, now);
  if (part.future) return done(`Moved ${title}, this one and all later ones: the next one is ${said}.`);
  return done(part.all ? `Moved ${title}, all of them: the next one is ${said}.` : `${title} is now ${said}.`);
}

/** Where it goes: the day and the time of day that it has now, but for what was said. */
function newStart(when: When, { startLocal, allDay }: CalendarEvent, now: Clock): Temporal.PlainDateTime | undefined {
  const was = Temporal.PlainDateTime.from(startLocal);
  const { hour, minute = 0, ambiguous, part, ...day } = when;
  if (when.every !== undefined) return undefined;
  if (when.inSeconds !== undefined) {
    const meant = meantBy(when, now, { hours: 'awake' });
    return typeof meant === 'object' && meant.type === 'elapsed'
      ? Temporal.PlainDateTime.from({ ...now })
          .add({ milliseconds: meant.durationMs })
          .round('minute')
      : undefined;
  }
  const date = dayMeant(day, was, now);
  if (date === undefined) return undefined;
  if (hour === undefined)
    return date.toPlainDateTime(part === undefined || allDay ? was.toPlainTime() : usualTime(part, was));
  if (ambiguous !== true) return date.toPlainDateTime({ hour, minute });
  const early = part === undefined ? Math.abs(was.hour - hour) < Math.abs(was.hour - hour - 12) : part === 'morning';
  // Who moves a whole day to 4 does not mean the night.
  const inNight = allDay && hour < 7;
  return date.toPlainDateTime({ hour: early && !inNight ? hour : hour + 12, minute });
}

function dayMeant(day: When, was: Temporal.PlainDateTime, now: Clock): Temporal.PlainDate | undefined {
  if (Object.keys(day).length === 0) return was.toPlainDate();
  // The last second of a day has not passed, whatever day it is.
  const meant = meantBy({ ...day, hour: 23, minute: 59, second: 59, ambiguous: false }, now, { hours: 'awake' });
  return typeof meant === 'object' && meant.type === 'once'
    ? Temporal.PlainDateTime.from(meant.at).toPlainDate()
    : undefined;
}

/** A part of the day that it is in already is no other time. */
function usualTime(part: NonNullable<When['part']>, was: Temporal.PlainDateTime): Temporal.PlainTime {
  const [from, to, usual] = {
    morning: [4, 12, 9],
    afternoon: [12, 18, 15],
    evening: [17, 24, 18],
    night: [18, 24, 20],
  }[part];
  const fits = was.hour >= (from ?? 0) && was.hour < (to ?? 24);
  return fits ? was.toPlainTime() : new Temporal.PlainTime(usual);
}
