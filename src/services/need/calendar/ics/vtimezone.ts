import ICAL from 'ical.js';
import { Temporal } from 'temporal-polyfill';

const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

/**
 * The VTIMEZONE that goes with a TZID (RFC 5545, 3.6.5), for programs that do not know the name: the zone's rules as they are in the year
 * of the event. Undefined for UTC, which needs none.
 */
export function timezoneComponent(zone: string, around: Temporal.ZonedDateTime): ICAL.Component | undefined {
  if (zone === 'UTC') return undefined;
  const component = new ICAL.Component('vtimezone');
  component.addPropertyWithValue('tzid', zone);
  const first = Temporal.PlainDate.from({ year: around.year, month: 1, day: 1 }).toZonedDateTime(zone);
  const changes: Temporal.ZonedDateTime[] = [];
  for (let at = first; changes.length < 2; ) {
    const next = at.getTimeZoneTransition('next');
    if (next === null || next.year > around.year) break;
    changes.push(next);
    at = next;
  }
  const [spring, autumn] = changes;
  if (spring === undefined || autumn === undefined) {
    component.addSubcomponent(observance('standard', around.withPlainTime(), around.offset, around.offset));
    return component;
  }
  for (const change of [spring, autumn]) {
    const before = change.subtract({ nanoseconds: 1 });
    const kind = change.offsetNanoseconds > before.offsetNanoseconds ? 'daylight' : 'standard';
    // The change is told in the time that it ends, as the clock showed it.
    const wall = change.toPlainDateTime().subtract({
      nanoseconds: change.offsetNanoseconds - before.offsetNanoseconds,
    });
    component.addSubcomponent(
      observance(kind, wall.toZonedDateTime('UTC'), before.offset, change.offset, yearly(wall)),
    );
  }
  return component;
}

function observance(
  kind: 'standard' | 'daylight',
  start: Temporal.ZonedDateTime,
  from: string,
  to: string,
  rule?: string,
): ICAL.Component {
  const component = new ICAL.Component(kind);
  const years = rule === undefined ? 1970 : start.year;
  const wall = start.toPlainDateTime().with({ year: years }).toString({ smallestUnit: 'second' });
  component.addProperty(new ICAL.Property(['dtstart', {}, 'date-time', wall]));
  component.addProperty(new ICAL.Property(['tzoffsetfrom', {}, 'utc-offset', from]));
  component.addProperty(new ICAL.Property(['tzoffsetto', {}, 'utc-offset', to]));
  if (rule !== undefined) component.addPropertyWithValue('rrule', ICAL.Recur.fromString(rule));
  return component;
}

/** On the same weekday of the same week of the month: the last one, where it is. */
function yearly(wall: Temporal.PlainDateTime): string {
  const last = wall.day > wall.daysInMonth - 7;
  return `FREQ=YEARLY;BYMONTH=${wall.month};BYDAY=${last ? -1 : Math.ceil(wall.day / 7)}${DAYS[wall.dayOfWeek - 1] ?? 'SU'}`;
}
