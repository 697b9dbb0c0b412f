import ICAL from 'ical.js';
import { Temporal } from 'temporal-polyfill';
import type { Repeats } from '../contract.ts';
import { timezoneComponent } from './vtimezone.ts';

const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

export interface NewEvent {
  readonly uid: string;
  /** Names the call that wrote it. */
  readonly key: string;
  readonly title: string;
  /** On the clock of the zone; of whole days, midnights. */
  readonly start: Temporal.PlainDateTime;
  readonly end: Temporal.PlainDateTime;
  readonly allDay: boolean;
  readonly place?: string | undefined;
  readonly notes?: string | undefined;
  readonly repeats?: Repeats | undefined;
  readonly zone: string;
  readonly nowMs: number;
}

/** The calendar file (RFC 5545) of a new event. */
export function newObject({
  uid,
  key,
  title,
  start,
  end,
  allDay,
  place,
  notes,
  repeats,
  zone,
  nowMs,
}: NewEvent): string {
  const calendar = new ICAL.Component('vcalendar');
  calendar.addPropertyWithValue('version', '2.0');
  calendar.addPropertyWithValue('prodid', '-//AgentOS//AgentOS//EN');
  const timezone = allDay ? undefined : timezoneComponent(zone, start.toZonedDateTime(zone));
  if (timezone !== undefined) calendar.addSubcomponent(timezone);
  const event = new ICAL.Component('vevent');
  event.addPropertyWithValue('uid', uid);
  event.addPropertyWithValue('summary', title);
  event.addProperty(timeProperty('dtstart', start, allDay, zone));
  event.addProperty(timeProperty('dtend', end, allDay, zone));
  if (place !== undefined) event.addPropertyWithValue('location', place);
  if (notes !== undefined) event.addPropertyWithValue('description', notes);
  if (repeats !== undefined)
    event.addPropertyWithValue('rrule', ICAL.Recur.fromString(ruleOf(repeats, start, allDay, zone)));
  stamp(event, key, nowMs);
  calendar.addSubcomponent(event);
  return calendar.toString();
}

export function timeProperty(name: string, at: Temporal.PlainDateTime, wholeDay: boolean, zone: string): ICAL.Property {
  if (wholeDay) return new ICAL.Property([name, {}, 'date', at.toPlainDate().toString()]);
  const wall = at.toString({ smallestUnit: 'second' });
  if (zone === 'UTC') return new ICAL.Property([name, {}, 'date-time', `${wall}Z`]);
  // A zone that is only an offset has no name that others know.
  if (/^[+-]/u.test(zone)) {
    const utc = at.toZonedDateTime(zone).withTimeZone('UTC').toPlainDateTime();
    return new ICAL.Property([name, {}, 'date-time', `${utc.toString({ smallestUnit: 'second' })}Z`]);
  }
  return new ICAL.Property([name, { tzid: zone }, 'date-time', wall]);
}

/** Who wrote it and when, so that others see that it is newer, and that the same call does not write it twice. */
export function stamp(event: ICAL.Component, key: string, nowMs: number): void {
  const now = Temporal.Instant.fromEpochMilliseconds(Math.floor(nowMs / 1_000) * 1_000).toString();
  for (const name of ['dtstamp', 'last-modified']) {
    event.removeAllProperties(name);
    event.addProperty(new ICAL.Property([name, {}, 'date-time', now]));
  }
  const sequence: unknown = event.getFirstProperty('sequence')?.jCal[3];
  event.updatePropertyWithValue('sequence', typeof sequence === 'number' ? sequence + 1 : 0);
  event.updatePropertyWithValue('x-agentos-key', key);
}

function ruleOf(
  { every, interval, weekdays, nth, nthWeekday, until }: Repeats,
  start: Temporal.PlainDateTime,
  allDay: boolean,
  zone: string,
): string {
  const freq = { day: 'DAILY', week: 'WEEKLY', month: 'MONTHLY', year: 'YEARLY' }[every];
  const parts = [`FREQ=${freq}`];
  if (interval > 1) parts.push(`INTERVAL=${interval}`);
  if (every === 'week' && weekdays !== undefined)
    parts.push(`BYDAY=${weekdays.map((day) => DAYS[day - 1] ?? '').join(',')}`);
  if (every === 'month' && nth !== undefined && nth !== 0 && nthWeekday !== undefined)
    parts.push(`BYDAY=${nth}${DAYS[nthWeekday - 1] ?? ''}`);
  if (until !== undefined) {
    const day = Temporal.PlainDate.from(until);
    const last = day.toZonedDateTime({ timeZone: zone, plainTime: start.toPlainTime() }).toInstant();
    const text = allDay ? day.toString() : last.toString({ smallestUnit: 'second' });
    parts.push(`UNTIL=${text.replace(/[-:]/gu, '')}`);
  }
  return parts.join(';');
}
