import { localAfter, localNow } from '../../../language/local_now.ts';
import { eventsIn } from '../../need/calendar/contract.ts';
import { type Clock, done } from './moment.ts';
import { sayStanding, sayWhen } from './say_event.ts';

const LOOKED_AHEAD_DAYS = 60;

/** "When is my next appointment?" One that is on already is none; a whole day only where nothing else comes. */
export function* nextEvent(now: Clock) {
  const answer = yield* eventsIn(localNow(now), localAfter(now, LOOKED_AHEAD_DAYS));
  const ahead = answer.events.filter(({ start }) => start > now.epochMs);
  const next = ahead.find(({ allDay }) => !allDay) ?? ahead[0];
  const standing = sayStanding(answer, now);
  if (next === undefined) return done(`You have no appointments in the next two months.${standing}`);
  const place = next.place === undefined ? '' : `, ${next.place}`;
  return done(`Your next appointment is ${next.title} ${sayWhen(next, now)}${place}.${standing}`);
}
