import { Fault } from 'agentos/service';
import ICAL from 'ical.js';
import type { Temporal } from 'temporal-polyfill';
import { calendarComponent, uidOf, zonesIn } from './calendar_object.ts';
import { keyOf, type Moment, momentsOf, type Zones } from './moment.ts';
import { seriesOf } from './series.ts';
import { stamp, timeProperty } from './write_object.ts';

interface Split {
  readonly uid: string;
  /** Where it is split, by {@link keyOf}: the first that belongs to the later part. */
  readonly occurrence: string;
  /** Of the later part, which becomes a series of its own. */
  readonly laterUid: string;
  /** Names the call that writes it. */
  readonly key: string;
  readonly home: string;
  readonly nowMs: number;
}

/**
 * A series in two: what came before an occurrence, and from that one on. `before` is absent where nothing came before.
 * Other calendars know no series that changes from a day on (few understand RANGE=THISANDFUTURE), so they all do it like this.
 * @throws Fault NOT_FOUND, FAILED_PRECONDITION where the series is of a kind that cannot be split
 */
export function splitObject(text: string, split: Split): { readonly before?: string; readonly later: string } {
  const at = momentOf(split, text);
  const later = partOf(text, split, at, 'later');
  const before = partOf(text, split, at, 'before');
  return { ...(before === undefined ? {} : { before }), later: later ?? text };
}

function momentOf({ uid, occurrence, home }: Split, text: string): Moment {
  const calendar = calendarComponent(text);
  const pattern = patternIn(calendar, uid);
  const zones = zonesIn(calendar, home);
  const property = new ICAL.Property([
    'recurrence-id',
    {},
    occurrence.includes('T') ? 'date-time' : 'date',
    occurrence,
  ]);
  const [named] = momentsOf(property, zones);
  const start = startOf(pattern, zones);
  if (named === undefined) throw missing();
  // On the clock of the zone that the series was written in.
  return named.date === undefined ? { ...named, at: named.at.withTimeZone(start.at.timeZoneId) } : named;
}

/** One of the two parts as a file; undefined for nothing before. */
function partOf(text: string, split: Split, at: Moment, which: 'before' | 'later'): string | undefined {
  const calendar = calendarComponent(text);
  const zones = zonesIn(calendar, split.home);
  const pattern = patternIn(calendar, split.uid);
  const start = startOf(pattern, zones);
  const splitMs = at.at.epochMilliseconds;
  const belongs = (moment: Moment | undefined): boolean =>
    moment !== undefined && moment.at.epochMilliseconds < splitMs === (which === 'before');
  const [rule, ...others] = pattern.getAllProperties('rrule');
  if (rule === undefined || others.length > 0) throw unsplittable();
  const series = seriesOf(String(rule.getFirstValue()), start);
  const [beginsMs, ruleMs] = [ruleMsOf(start), ruleMsOf(at)];
  const isIn = series.between(ruleMs, ruleMs + 1).length > 0;
  const count = series.between(beginsMs, ruleMs).length;
  if (!isIn) throw unsplittable();
  if (which === 'before' && count === 0) return undefined;
  rule.setValue(ICAL.Recur.fromString(ruleOf(String(rule.getFirstValue()), which, count, at)));
  for (const name of ['exdate', 'rdate']) {
    const kept = pattern
      .getAllProperties(name)
      .flatMap((property) => momentsOf(property, zones))
      .filter(belongs);
    pattern.removeAllProperties(name);
    for (const moment of kept) pattern.addProperty(propertyOf(name, moment, start));
  }
  for (const event of calendar.getAllSubcomponents('vevent')) {
    const own = event.hasProperty('recurrence-id');
    if (uidOf(event) !== split.uid || (own && !belongs(recurrenceOf(event, zones)))) calendar.removeSubcomponent(event);
    else if (which === 'later') event.updatePropertyWithValue('uid', split.laterUid);
  }
  if (which === 'later') beginAt(pattern, at, start, zones);
  stamp(pattern, split.key, split.nowMs);
  return calendar.toString();
}

/** A pattern of whole days is worked out by the clock of UTC. */
function ruleMsOf({ at, date }: Moment): number {
  return date === undefined ? at.epochMilliseconds : date.toZonedDateTime('UTC').epochMilliseconds;
}

/** The rule of one part: a count is shared out, an end put before the split. */
function ruleOf(rule: string, which: 'before' | 'later', before: number, { at, date }: Moment): string {
  const parts = rule.split(';').filter((part) => part !== '');
  const counted = /(?:^|;)COUNT=(\d+)/iu.exec(rule)?.[1];
  if (counted !== undefined) {
    const count = which === 'before' ? before : Number(counted) - before;
    return parts.map((part) => (/^COUNT=/iu.test(part) ? `COUNT=${count}` : part)).join(';');
  }
  if (which === 'later') return parts.join(';');
  const last =
    date === undefined
      ? at.toInstant().subtract({ seconds: 1 }).toString({ smallestUnit: 'second' })
      : date.subtract({ days: 1 }).toString();
  return [...parts.filter((part) => !/^UNTIL=/iu.test(part)), `UNTIL=${last.replace(/[-:]/gu, '')}`].join(';');
}

/** The pattern begins there, as long as it was. */
function beginAt(pattern: ICAL.Component, at: Moment, start: Moment, zones: Zones): void {
  const endProperty = pattern.getFirstProperty('dtend');
  const [end] = endProperty === null ? [] : momentsOf(endProperty, zones);
  const by = wallOf(start).until(wallOf(at), { largestUnit: 'days' });
  pattern.removeAllProperties('dtstart');
  pattern.addProperty(propertyOf('dtstart', at, start));
  if (end === undefined) return;
  pattern.removeAllProperties('dtend');
  const inZone = end.date === undefined ? { ...end, at: end.at.withTimeZone(start.at.timeZoneId) } : end;
  pattern.addProperty(timeProperty('dtend', wallOf(inZone).add(by), start.date !== undefined, start.at.timeZoneId));
}

function propertyOf(name: string, moment: Moment, start: Moment): ICAL.Property {
  const zone = start.at.timeZoneId;
  const wall = moment.date?.toPlainDateTime() ?? moment.at.withTimeZone(zone).toPlainDateTime();
  return timeProperty(name, wall, start.date !== undefined, zone);
}

function wallOf({ at, date }: Moment): Temporal.PlainDateTime {
  return date?.toPlainDateTime() ?? at.toPlainDateTime();
}

function patternIn(calendar: ICAL.Component, uid: string): ICAL.Component {
  const own = calendar.getAllSubcomponents('vevent').filter((event) => uidOf(event) === uid);
  const pattern = own.find((event) => !event.hasProperty('recurrence-id'));
  if (pattern === undefined) throw missing();
  return pattern;
}

function startOf(pattern: ICAL.Component, zones: Zones): Moment {
  const property = pattern.getFirstProperty('dtstart');
  const [start] = property === null ? [] : momentsOf(property, zones);
  if (start === undefined) throw missing();
  return start;
}

function recurrenceOf(event: ICAL.Component, zones: Zones): Moment | undefined {
  const property = event.getFirstProperty('recurrence-id');
  return property === null ? undefined : momentsOf(property, zones)[0];
}

function missing(): Fault {
  return new Fault('NOT_FOUND', 'That event is no longer in the calendar.');
}

function unsplittable(): Fault {
  return new Fault(
    'FAILED_PRECONDITION',
    'That series cannot be changed from a day on; change only one of them, or all.',
  );
}
