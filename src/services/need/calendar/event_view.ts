import { Temporal } from 'temporal-polyfill';
import type { CalendarEvent } from './event.ts';
import type { Held } from './held.ts';
import type { Occurrence } from './ics/occurrences.ts';

/** An occurrence as others get to see it. */
export function eventOf(held: Held, occurrence: Occurrence, zone: string, fit?: number): CalendarEvent {
  const { part, startMs, endMs, key, start } = occurrence;
  const { calendar, uid, version } = held;
  const { place, notes, people } = part;
  return {
    calendar: calendar.id,
    id: uid,
    version,
    ...(key === undefined ? {} : { occurrence: key }),
    title: part.title === '' ? 'something without a name' : part.title,
    start: startMs,
    end: endMs,
    startLocal: localOf(startMs, zone),
    endLocal: localOf(endMs, zone),
    allDay: start.date !== undefined,
    ...(place === undefined ? {} : { place }),
    ...(notes === undefined ? {} : { notes }),
    people: people.filter(({ address }) => !isMine(held, address)).map(({ name }) => name),
    busy: part.busy,
    outside: isOutside(held, occurrence),
    ...(fit === undefined ? {} : { fit }),
  };
}

export function localOf(epochMs: number, zone: string): string {
  const at = Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(zone);
  return at.toPlainDateTime().toString({ smallestUnit: 'second' });
}

/** An invitation names whoever sent it; what is in the calendar of others is theirs. */
function isOutside(held: Held, { part: { organizer } }: Occurrence): boolean {
  return !held.calendar.own || (organizer !== undefined && !isMine(held, organizer.address));
}

function isMine({ calendar: { mine } }: Held, address: string | undefined): boolean {
  return address !== undefined && mine.has(address);
}
