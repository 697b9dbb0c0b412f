import type { Command } from '../../../language/command.ts';
import { joinWords } from '../../../language/say_duration.ts';
import { type Clock, done } from './moment.ts';
import { sayClockOf, sayStanding, sayWhen } from './say_event.ts';
import { eventsMeant, notFound } from './which_event.ts';

const TOLD = 3;

/** "When is the dentist?" */
export function* findEvent(slots: Command['slots'], now: Clock) {
  const { about, span, answer, events } = yield* eventsMeant(slots, now);
  const standing = sayStanding(answer, now);
  const told = events.slice(0, TOLD).map((event) => {
    if (!event.allDay && event.start <= now.epochMs)
      return `${event.title} is on now, until ${sayClockOf(event.endLocal)}`;
    return `${event.title} is ${sayWhen(event, now)}`;
  });
  return done(told.length === 0 ? `${notFound(about, span?.said)}${standing}` : `${joinWords(told)}.${standing}`);
}
