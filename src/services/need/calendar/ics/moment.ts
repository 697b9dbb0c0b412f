import type ICAL from 'ical.js';
import { Temporal } from 'temporal-polyfill';

/** A point of an event: a time in a zone, or (`date`) a whole day, which begins at midnight of the home. */
export interface Moment {
  readonly at: Temporal.ZonedDateTime;
  readonly date: Temporal.PlainDate | undefined;
}

/** How a file's own zone names are to be taken. Times without a zone are the home's; those of UTC come again by its clock. */
export interface Zones {
  readonly home: string;
  readonly named: (tzid: string) => string | undefined;
}

/** The moments of a property such as DTSTART or EXDATE. @throws RangeError for one that there is not */
export function momentsOf(property: ICAL.Property, zones: Zones): Moment[] {
  const tzid: unknown = property.getFirstParameter('tzid');
  const zone = typeof tzid === 'string' ? zones.named(tzid) : undefined;
  const values: unknown[] = property.jCal.slice(3);
  return values.map((value) => momentFrom(startOfPeriod(value), zone, zones.home));
}

/** RDATE may give periods: where they begin is what counts. */
function startOfPeriod(value: unknown): unknown {
  if (Array.isArray(value)) return value[0];
  return typeof value === 'string' && value.includes('/') ? value.split('/')[0] : value;
}

function momentFrom(value: unknown, zone: string | undefined, home: string): Moment {
  if (typeof value !== 'string') throw new RangeError('a time that is no text');
  // A day that forgot to say that it is one comes with an empty time.
  if (/^\d{4}-\d{2}-\d{2}(?:T::)?$/u.test(value)) return wholeDay(Temporal.PlainDate.from(value.slice(0, 10)), home);
  if (value.endsWith('Z'))
    return { at: Temporal.Instant.from(value).toZonedDateTimeISO(zone ?? 'UTC'), date: undefined };
  return { at: Temporal.PlainDateTime.from(value).toZonedDateTime(zone ?? home), date: undefined };
}

export function wholeDay(date: Temporal.PlainDate, home: string): Moment {
  return { at: date.toZonedDateTime(home), date };
}

/** Names an occurrence of a series, the same in every zone: `2026-11-24`, `2026-11-24T14:00:00Z`. */
export function keyOf({ at, date }: Moment): string {
  return date?.toString() ?? at.toInstant().toString({ smallestUnit: 'second' });
}
