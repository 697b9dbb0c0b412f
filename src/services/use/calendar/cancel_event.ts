import { settle, userAsk } from 'agentos/service';
import type { Command } from '../../../language/command.ts';
import { joinWords } from '../../../language/say_duration.ts';
import { calendarDelete } from '../../need/calendar/contract.ts';
import { type Clock, done, failed } from './moment.ts';
import { sayStanding, sayWhen } from './say_event.ts';
import { eventsMeant, notFound, oneOf, partMeant } from './which_event.ts';

/** "Cancel the meeting tomorrow." */
export function* cancelEvent(slots: Command['slots'], now: Clock) {
  if (slots.everything === true) return yield* cancelAll(slots, now);
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

/** More than these are not deleted at once. */
const MOST = 25;
/** Of these the names are told before it is asked. */
const NAMED = 5;

/** "Clear my calendar for tomorrow": all that there is then, once it was said what that is and a yes was heard. */
function* cancelAll(slots: Command['slots'], now: Clock) {
  const { span, answer, events } = yield* eventsMeant(slots, now, MOST + 1);
  if (events.length === 0) return failed(`${notFound(undefined, span?.said)}${sayStanding(answer, now)}`);
  if (events.length > MOST)
    return failed(`That is more than ${MOST} appointments, so I deleted none. Say for which days.`);
  const named = events.slice(0, NAMED).map((event) => `${event.title} ${sayWhen(event, now)}`);
  const more = events.length > NAMED ? [`${events.length - NAMED} more`] : [];
  const what = events.length === 1 ? 'the one appointment' : `all ${events.length} appointments`;
  const said = yield* userAsk({
    text: `Should I delete ${what}${span === undefined ? '' : ` ${span.said}`}: ${joinWords([...named, ...more])}?`,
    choices: ['yes', 'no'],
  });
  if (!said.yes) return done('All right, I deleted none.');
  const gone = yield* settle(
    events.map(({ calendar, id, version, occurrence, title, people }) =>
      calendarDelete({
        ...{ calendar, id, version, title, all: false, future: false, tellPeople: people.length > 0 },
        ...(occurrence === undefined ? {} : { occurrence }),
      }),
    ),
  );
  const kept = events.filter((_, at) => gone[at]?.ok !== true).map(({ title }) => title);
  if (kept.length === 0) return done(events.length === 1 ? `Deleted ${named[0]}.` : `Deleted all ${events.length}.`);
  return failed(`I could not delete ${joinWords(kept)}. The others are deleted.`);
}
