import ICAL from 'ical.js';
import type { Temporal } from 'temporal-polyfill';
import { MAX_ICS_CHARACTERS } from '../limits.ts';
import { type EventPart, eventPart } from './event_part.ts';
import { keyOf, type Moment, momentsOf, type Zones } from './moment.ts';
import { seriesOf } from './series.ts';
import { zoneMeant } from './zones.ts';

/** A pattern of starts, worked out piece by piece. */
export interface Series {
  /** Starts in `[from, to)`, in order. @throws RangeError where they are too many to work out */
  between(fromMs: number, toMs: number): readonly Temporal.ZonedDateTime[];
}

/** What one calendar file says: an event, and where it comes again, its occurrences that differ. */
export interface CalendarObject {
  readonly uid: string;
  /** Absent where only single occurrences of a series of others were sent. */
  readonly master: EventPart | undefined;
  readonly series: readonly Series[];
  readonly added: readonly Moment[];
  /** By {@link keyOf}. */
  readonly excluded: ReadonlySet<string>;
  readonly changed: ReadonlyMap<string, { readonly of: Moment; readonly part: EventPart }>;
}

const MOST_PARTS = 2_000;
const MOST_DATES = 5_000;
const MOST_RULES = 4;

/**
 * Reads one calendar file: that of one UID, the first where it has several.
 * @param home IANA zone, of times that name none @throws RangeError, with what is wrong with it; nothing else
 */
export function readCalendarObject(text: string, home: string): CalendarObject {
  try {
    return read(text, home);
  } catch (thrown) {
    throw new RangeError(thrown instanceof Error ? thrown.message.slice(0, 300) : 'it is no calendar file');
  }
}

/** @throws Error where it is no calendar */
export function calendarComponent(text: string): ICAL.Component {
  if (text.length > MAX_ICS_CHARACTERS) throw new RangeError('it is too long');
  const parsed: unknown = ICAL.parse(text);
  if (!Array.isArray(parsed)) throw new RangeError('it is no calendar file');
  // Several calendars in one file: the first.
  const jcal: unknown = Array.isArray(parsed[0]) ? parsed[0] : parsed;
  if (!Array.isArray(jcal) || jcal[0] !== 'vcalendar') throw new RangeError('it is no calendar file');
  return new ICAL.Component(jcal);
}

export function uidOf(event: ICAL.Component): string {
  const uid: unknown = event.getFirstProperty('uid')?.jCal[3];
  return typeof uid === 'string' && uid.trim() !== '' ? uid.trim().slice(0, 500) : '';
}

function read(text: string, home: string): CalendarObject {
  const calendar = calendarComponent(text);
  const events = calendar.getAllSubcomponents('vevent').slice(0, MOST_PARTS);
  const [first] = events;
  if (first === undefined) throw new RangeError('there is no event in it');
  const uid = uidOf(first);
  const own = events.filter((event) => uidOf(event) === uid);
  const zones = zonesIn(calendar, home);
  const pattern = own.find((event) => !event.hasProperty('recurrence-id'));
  const changed = new Map<string, { of: Moment; part: EventPart }>();
  for (const event of own) {
    const of = momentsIn(event, 'recurrence-id', zones)[0];
    if (of !== undefined) changed.set(keyOf(of), { of, part: eventPart(event, zones) });
  }
  const master = pattern === undefined ? undefined : eventPart(pattern, zones);
  const rules = pattern?.getAllProperties('rrule').slice(0, MOST_RULES) ?? [];
  return {
    uid,
    master,
    series: master === undefined ? [] : rules.map((rule) => seriesOf(String(rule.getFirstValue()), master.start)),
    added: pattern === undefined ? [] : momentsIn(pattern, 'rdate', zones),
    excluded: new Set(pattern === undefined ? [] : momentsIn(pattern, 'exdate', zones).map(keyOf)),
    changed,
  };
}

function momentsIn(event: ICAL.Component, name: string, zones: Zones): Moment[] {
  const found: Moment[] = [];
  for (const property of event.getAllProperties(name)) {
    found.push(...momentsOf(property, zones));
    if (found.length > MOST_DATES) throw new RangeError('it has too many dates');
  }
  return found;
}

/** The zones as this file names them. */
export function zonesIn(calendar: ICAL.Component, home: string): Zones {
  const named = new Map<string, string | undefined>();
  const described = calendar.getAllSubcomponents('vtimezone').slice(0, 100);
  return {
    home,
    named: (tzid) => {
      if (!named.has(tzid)) {
        const own = described.find((zone) => zone.getFirstPropertyValue('tzid') === tzid);
        named.set(tzid, zoneMeant(tzid, own, home));
      }
      return named.get(tzid);
    },
  };
}
