import type { Command } from '../../../language/command.ts';
import { localNow } from '../../../language/local_now.ts';
import { joinWords } from '../../../language/say_duration.ts';
import { sayDayOf } from '../../../language/say_when.ts';
import { stretchMeant } from '../../../language/stretch_meant.ts';
import { stretchOf } from '../../../language/stretch_slot.ts';
import { type CalendarEvent, eventsIn } from '../../need/calendar/contract.ts';
import { type Clock, done, failed } from './moment.ts';
import { sayClock, sayStanding } from './say_event.ts';

/** More than anybody keeps in mind. */
const SPOKEN = 8;

/** "What's on my calendar tomorrow?" What is over today already is not told. */
export function* listEvents(slots: Command['slots'], now: Clock) {
  const stretch = stretchMeant(stretchOf(slots.stretch) ?? { inDays: 0 }, now);
  if (stretch === undefined) return failed('There is no such day.');
  const here = localNow(now);
  const { from, to, said } = stretch;
  const begun = from < here && here < to ? here : from;
  const answer = yield* eventsIn(begun, to);
  const { events } = answer;
  const more = begun !== from && said === 'today' ? ' more' : '';
  const standing = sayStanding(answer, now);
  if (events.length === 0) return done(`You have nothing${more} on your calendar ${said}.${standing}`);
  const sameDay = new Set(events.map(({ startLocal }) => startLocal.slice(0, 10))).size === 1 && isOneDay(from, to);
  const told = events.slice(0, SPOKEN).map((event) => sayOne(event, sameDay ? undefined : now));
  const rest = events.length - told.length;
  const list = joinWords(rest > 0 ? [...told, `${rest} more`] : told);
  const count = events.length === 1 && rest === 0 ? 'one thing' : `${events.length} things`;
  return done(`You have ${count} on your calendar ${said}: ${list}.${standing}`);
}

function sayOne(event: CalendarEvent, now: Clock | undefined): string {
  return `${event.title} ${now === undefined ? '' : `${sayDayOf(event.startLocal, now)} `}${sayClock(event)}`;
}

function isOneDay(from: string, to: string): boolean {
  return Date.parse(`${to}Z`) - Date.parse(`${from}Z`) <= 36 * 3_600_000;
}
