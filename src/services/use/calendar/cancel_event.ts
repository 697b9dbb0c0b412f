import { settle } from 'agentos/service';
import type { Command } from '../../../language/command.ts';
import { calendarDelete } from '../../need/calendar/contract.ts';
import { type Clock, done, failed } from './moment.ts';
import { sayStanding, sayWhen } from './say_event.ts';
import { eventsMeant, notFound, oneOf, partMeant } from './which_event.ts';

/** "Cancel the meeting tomorrow." */
export function* cancelEvent(slots: Command['slots'], now: Clock) {
  const { about, span, answer, events } = yield* eventsMeant(slots, now);
  if (events.length === 0) return failed(`${notFound(about, span?.said)}${sayStanding(answer, now)}`);
  const event = yield* oneOf(events, now, 'delete');
  if (event === undefined) return failed('I did not catch which one, so I deleted none.');
  const part = yield* partMeant(slots, event, 'delete');
  if (part === undefined) return failed('I did not catch which, so I deleted none.');
  const { calendar, id, version, occurrence, title } = event;
  const [gone] = yield* settle([
    calendarDelete({
      ...{ calendar, id, version, title, ...part, tellPeople: event.people.length > 0 },
      ...(occurrence === undefined ? {} : { occurrence }),
    }),
  ]);
  if (gone === undefined || !gone.ok) return failed(gone?.error.message ?? 'That did not work.');
  if (part.future) return done(`Deleted ${title} ${sayWhen(event, now)}, and all later ones.`);
  return done(part.all ? `Deleted ${title}, all of them.` : `Deleted ${title} ${sayWhen(event, now)}.`);
}
