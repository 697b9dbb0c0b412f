import { Fault } from 'agentos/service';
import ICAL from 'ical.js';
import type { Temporal } from 'temporal-polyfill';
import { calendarComponent, uidOf, zonesIn } from './calendar_object.ts';
import { keyOf, type Moment, momentsOf, type Zones } from './moment.ts';
import { shiftedRule } from './shift_rule.ts';
import { stamp, timeProperty } from './write_object.ts';

export interface Change {
  readonly uid: string;
  /** Which one of a series, by {@link keyOf}; absent where the event comes once, or the whole is meant. */
  readonly occurrence: string | undefined;
  readonly all: boolean;
  /** Names the call that writes it. */
  readonly key: string;
  readonly home: string;
  readonly nowMs: number;
}

/** A file that is being changed, and what in it belongs to the event. */
interface Opened {
  readonly calendar: ICAL.Component;
  readonly zones: Zones;
  readonly pattern: ICAL.Component | undefined;
  readonly changed: readonly ICAL.Component[];
}

/**
 * The file with the event, one of its occurrences or all of the series at another time.
 * @param start on the clock of the home; for `all`, where the named occurrence goes @param end as long as it was, where absent
 * @throws Fault NOT_FOUND, FAILED_PRECONDITION
 */
export function movedObject(
  text: string,
  change: Change,
  start: Temporal.PlainDateTime,
  end?: Temporal.PlainDateTime,
): string {
  const opened = open(text, change);
  const { pattern } = opened;
  const single = change.occurrence === undefined || (pattern !== undefined && !comesAgain(opened));
  if (single && pattern !== undefined) {
    place(pattern, opened.zones, start, end, change.home);
    stamp(pattern, change.key, change.nowMs);
  } else if (change.all) moveAll(opened, change, start, end);
  else {
    const event = changedOne(opened, change);
    place(event, opened.zones, start, end, change.home);
    stamp(event, change.key, change.nowMs);
  }
  return opened.calendar.toString();
}

/** The file without one of the occurrences of the series. @throws Fault NOT_FOUND */
export function withoutOccurrence(text: string, change: Change): string {
  const opened = open(text, change);
  const { calendar, zones, pattern, changed } = opened;
  for (const event of changed)
    if (recurrenceKey(event, zones) === change.occurrence) calendar.removeSubcomponent(event);
  if (pattern === undefined) {
    if (calendar.getAllSubcomponents('vevent').length === changed.length) throw missing();
    return calendar.toString();
  }
  pattern.addProperty(sameForm('exdate', momentNamed(change.occurrence, pattern, zones), pattern, zones));
  stamp(pattern, change.key, change.nowMs);
  return calendar.toString();
}

function open(text: string, { uid, home }: Change): Opened {
  const calendar = calendarComponent(text);
  const events = calendar.getAllSubcomponents('vevent').filter((event) => uidOf(event) === uid);
  if (events.length === 0) throw missing();
  return {
    calendar,
    zones: zonesIn(calendar, home),
    pattern: events.find((event) => !event.hasProperty('recurrence-id')),
    changed: events.filter((event) => event.hasProperty('recurrence-id')),
  };
}

function comesAgain({ pattern, changed }: Opened): boolean {
  return (
    changed.length > 0 || (pattern !== undefined && (pattern.hasProperty('rrule') || pattern.hasProperty('rdate')))
  );
}

/** The occurrence that differs from the others: as it stands in the file, or made from the pattern. */
function changedOne({ calendar, zones, pattern, changed }: Opened, { occurrence }: Change): ICAL.Component {
  const there = changed.find((event) => recurrenceKey(event, zones) === occurrence);
  if (there !== undefined) return there;
  if (pattern === undefined) throw missing();
  const at = momentNamed(occurrence, pattern, zones);
  const event = new ICAL.Component(structuredClone(pattern.jCal));
  for (const name of ['rrule', 'rdate', 'exdate']) event.removeAllProperties(name);
  event.addProperty(sameForm('recurrence-id', at, pattern, zones));
  calendar.addSubcomponent(event);
  return event;
}

/** Every time of the series by as much as this occurrence; those that were moved on their own stay where they are. */
function moveAll(
  { pattern, changed, zones }: Opened,
  change: Change,
  start: Temporal.PlainDateTime,
  end: Temporal.PlainDateTime | undefined,
): void {
  if (pattern === undefined) throw missing();
  const { zone, wholeDay } = formOf(pattern, zones);
  const was = wallOf(momentNamed(change.occurrence, pattern, zones), zone);
  const to = wholeDay ? start : start.toZonedDateTime(change.home).withTimeZone(zone).toPlainDateTime();
  const by = was.until(to, { largestUnit: 'days' });
  const dayShift = was.toPlainDate().until(to.toPlainDate()).days;
  const shifted = (moment: Moment): Temporal.PlainDateTime => wallOf(moment, zone).add(by);
  for (const rule of pattern.getAllProperties('rrule')) {
    rule.setValue(ICAL.Recur.fromString(shiftedRule(String(rule.getFirstValue()), by, dayShift, zone)));
  }
  for (const event of [pattern, ...changed]) {
    const own = momentIn(event, 'recurrence-id', zones);
    const startsAt = momentIn(event, 'dtstart', zones);
    for (const name of ['exdate', 'rdate', 'recurrence-id']) {
      const moments = event.getAllProperties(name).flatMap((property) => momentsOf(property, zones));
      event.removeAllProperties(name);
      for (const moment of moments) event.addProperty(timeProperty(name, shifted(moment), wholeDay, zone));
    }
    const moves = startsAt !== undefined && (own === undefined || keyOf(own) === keyOf(startsAt));
    if (!moves) continue;
    const begins = shifted(startsAt).toZonedDateTime(zone).withTimeZone(change.home).toPlainDateTime();
    const ends = end === undefined ? undefined : begins.add(start.until(end));
    place(event, zones, wholeDay ? shifted(startsAt) : begins, ends, change.home);
  }
  stamp(pattern, change.key, change.nowMs);
}

/** Sets the times of an event, on the clock of the zone it was written in. */
function place(
  event: ICAL.Component,
  zones: Zones,
  start: Temporal.PlainDateTime,
  end: Temporal.PlainDateTime | undefined,
  home: string,
): void {
  const { zone, wholeDay: was } = formOf(event, zones);
  const wholeDay = was && start.hour === 0 && start.minute === 0;
  const [from, until] = [momentIn(event, 'dtstart', zones), momentIn(event, 'dtend', zones)];
  if (from === undefined) throw missing();
  const inZone = (at: Temporal.PlainDateTime): Temporal.PlainDateTime =>
    wholeDay ? at : at.toZonedDateTime(home).withTimeZone(zone).toPlainDateTime();
  const lasts =
    was && !wholeDay ? { hours: 1 } : until === undefined ? undefined : wallOf(from, zone).until(wallOf(until, zone));
  const begins = inZone(start);
  const ends = end === undefined ? (lasts === undefined ? undefined : begins.add(lasts)) : inZone(end);
  event.removeAllProperties('dtstart');
  event.addProperty(timeProperty('dtstart', begins, wholeDay, zone));
  if (ends === undefined) return;
  for (const name of ['dtend', 'duration']) event.removeAllProperties(name);
  event.addProperty(timeProperty('dtend', ends, wholeDay, zone));
}

function formOf(event: ICAL.Component, zones: Zones): { readonly zone: string; readonly wholeDay: boolean } {
  const start = momentIn(event, 'dtstart', zones);
  if (start === undefined) throw missing();
  return { zone: start.at.timeZoneId, wholeDay: start.date !== undefined };
}

function sameForm(name: string, moment: Moment, event: ICAL.Component, zones: Zones): ICAL.Property {
  const { zone, wholeDay } = formOf(event, zones);
  return timeProperty(name, wallOf(moment, zone), wholeDay, zone);
}

/** The moment that a key names, as one of the pattern's own form. */
function momentNamed(key: string | undefined, pattern: ICAL.Component, zones: Zones): Moment {
  if (key === undefined) {
    const start = momentIn(pattern, 'dtstart', zones);
    if (start !== undefined) return start;
    throw missing();
  }
  const property = new ICAL.Property(['recurrence-id', {}, key.includes('T') ? 'date-time' : 'date', key]);
  const [moment] = momentsOf(property, zones);
  if (moment === undefined) throw missing();
  return moment;
}

function momentIn(event: ICAL.Component, name: string, zones: Zones): Moment | undefined {
  const property = event.getFirstProperty(name);
  return property === null ? undefined : momentsOf(property, zones)[0];
}

function recurrenceKey(event: ICAL.Component, zones: Zones): string | undefined {
  const moment = momentIn(event, 'recurrence-id', zones);
  return moment === undefined ? undefined : keyOf(moment);
}

function wallOf({ at, date }: Moment, zone: string): Temporal.PlainDateTime {
  return date?.toPlainDateTime() ?? at.withTimeZone(zone).toPlainDateTime();
}

function missing(): Fault {
  return new Fault('NOT_FOUND', 'That event is no longer in the calendar.');
}
