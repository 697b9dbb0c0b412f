import type ICAL from 'ical.js';
import { Temporal } from 'temporal-polyfill';
import { type Moment, momentsOf, type Zones } from './moment.ts';

export interface Person {
  readonly name: string;
  /** In lower case, without `mailto:`. */
  readonly address: string | undefined;
}

/** One VEVENT: an event, the pattern of a series, or an occurrence that differs from it. */
export interface EventPart {
  readonly title: string;
  readonly start: Moment;
  /** Of a whole day, how many days. */
  readonly length: Temporal.Duration;
  readonly place: string | undefined;
  readonly notes: string | undefined;
  readonly organizer: Person | undefined;
  readonly people: readonly Person[];
  readonly busy: boolean;
  readonly cancelled: boolean;
  /** Names who wrote it last, where we did. */
  readonly wroteKey: string | undefined;
}

const LONGEST = { title: 500, place: 500, notes: 2_000, name: 200 } as const;
const MOST_PEOPLE = 50;
/** Beyond this an event is a mistake, and each of its days would have to be looked through. */
const LONGEST_MS = 400 * 86_400_000;

/** @throws RangeError, with what is wrong with it */
export function eventPart(component: ICAL.Component, zones: Zones): EventPart {
  const startProperty = component.getFirstProperty('dtstart');
  const [start] = startProperty === null ? [] : momentsOf(startProperty, zones);
  if (start === undefined) throw new RangeError('it does not say when it begins');
  const organizer = component.getFirstProperty('organizer');
  return {
    title: textOf(component, 'summary', LONGEST.title) ?? '',
    start,
    length: lengthOf(component, start, zones),
    place: textOf(component, 'location', LONGEST.place),
    notes: textOf(component, 'description', LONGEST.notes),
    organizer: organizer === null ? undefined : personOf(organizer),
    people: component.getAllProperties('attendee').slice(0, MOST_PEOPLE).map(personOf),
    busy: rawOf(component, 'transp')?.toUpperCase() !== 'TRANSPARENT',
    cancelled: rawOf(component, 'status')?.toUpperCase() === 'CANCELLED',
    wroteKey: rawOf(component, 'x-agentos-key'),
  };
}

function lengthOf(component: ICAL.Component, start: Moment, zones: Zones): Temporal.Duration {
  const endProperty = component.getFirstProperty('dtend');
  const [end] = endProperty === null ? [] : momentsOf(endProperty, zones);
  if (end !== undefined) {
    if (start.date !== undefined) {
      const days = start.date.until(end.date ?? end.at.withTimeZone(start.at.timeZoneId).toPlainDate()).days;
      return bounded(new Temporal.Duration(0, 0, 0, Math.max(1, days)));
    }
    const ms = end.at.epochMilliseconds - start.at.epochMilliseconds;
    return bounded(new Temporal.Duration(0, 0, 0, 0, 0, 0, 0, Math.max(0, ms)));
  }
  const said: unknown = component.getFirstProperty('duration')?.jCal[3];
  if (typeof said === 'string' && !said.startsWith('-')) return bounded(Temporal.Duration.from(said));
  return start.date === undefined ? new Temporal.Duration() : new Temporal.Duration(0, 0, 0, 1);
}

function bounded(length: Temporal.Duration): Temporal.Duration {
  const days = length.years * 366 + length.months * 31 + length.weeks * 7 + length.days;
  const rest = length.with({ years: 0, months: 0, weeks: 0, days: 0 }).total('milliseconds');
  if (days * 86_400_000 + rest > LONGEST_MS) throw new RangeError('it lasts longer than a year');
  return length;
}

function personOf(property: ICAL.Property): Person {
  const value: unknown = property.jCal[3];
  const said = typeof value === 'string' ? value : '';
  const address = /^mailto:/iu.test(said)
    ? said.slice('mailto:'.length).toLowerCase().slice(0, LONGEST.name)
    : undefined;
  const name: unknown = property.getFirstParameter('cn');
  return { name: clean(typeof name === 'string' ? name : (address ?? said), LONGEST.name), address };
}

function rawOf(component: ICAL.Component, name: string): string | undefined {
  const value: unknown = component.getFirstProperty(name)?.jCal[3];
  return typeof value === 'string' ? value : undefined;
}

function textOf(component: ICAL.Component, name: string, longest: number): string | undefined {
  const text = clean(rawOf(component, name) ?? '', longest);
  return text === '' ? undefined : text;
}

/** Without what moves a terminal or hides words: control and format signs. */
function clean(text: string, longest: number): string {
  const plain = text.slice(0, longest * 2).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ');
  return plain.replace(/ +/gu, ' ').trim().slice(0, longest).toWellFormed();
}
