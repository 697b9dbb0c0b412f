import type ICAL from 'ical.js';
import { Temporal } from 'temporal-polyfill';

const known = new Map<string, boolean>();

function isZone(name: string): boolean {
  let found = known.get(name);
  if (found === undefined) {
    try {
      Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
      found = true;
    } catch {
      found = false;
    }
    // Files of others name what they like: this must not grow with them.
    if (known.size < 2_000) known.set(name, found);
  }
  return found;
}

/**
 * The IANA zone that a file means by a TZID: its own name, the end of a longer one (`/mozilla.org/20050126_1/Europe/Berlin`), or, for names
 * of one maker's own (`W. Europe Standard Time`), a zone that has the same time as the file's VTIMEZONE says. Undefined where there is none.
 */
export function zoneMeant(tzid: string, described: ICAL.Component | undefined, home: string): string | undefined {
  const name = tzid.trim().slice(0, 200);
  if (/^(?:utc|gmt|z|etc\/utc)$/iu.test(name)) return 'UTC';
  const parts = name.split('/').filter((part) => part !== '');
  for (let start = 0; start < parts.length; start += 1) {
    const tail = parts.slice(start).join('/');
    // An abbreviation such as `EST` is a zone too, but one that is never put forward; only a full name is taken from the end.
    if ((start === 0 || tail.includes('/')) && /^[A-Za-z]/u.test(tail) && isZone(tail)) return tail;
  }
  const located = described?.getFirstPropertyValue('x-lic-location');
  if (typeof located === 'string' && isZone(located)) return located;
  return described === undefined ? undefined : likeDescribed(described, home);
}

/** When a VTIMEZONE changes from one time to the other. */
interface Observance {
  readonly offsetMs: number;
  readonly month: number;
}

function likeDescribed(described: ICAL.Component, home: string): string | undefined {
  const standard = lastOf(described, 'standard');
  const daylight = lastOf(described, 'daylight');
  const only = standard ?? daylight;
  if (only === undefined) return undefined;
  // North of the equator summer begins in spring, and is over by January.
  const [january, july] =
    standard === undefined || daylight === undefined
      ? [only.offsetMs, only.offsetMs]
      : daylight.month < standard.month
        ? [standard.offsetMs, daylight.offsetMs]
        : [daylight.offsetMs, standard.offsetMs];
  const fits = (zone: string): boolean => offsetIn(zone, 1) === january && offsetIn(zone, 7) === july;
  if (fits(home)) return home;
  const like = COMMON.find(fits);
  return like ?? (january === july ? fixedZone(january) : undefined);
}

/** Of several descriptions of a zone, the one that came last: the others are its history. */
function lastOf(described: ICAL.Component, kind: 'standard' | 'daylight'): Observance | undefined {
  const found = described
    .getAllSubcomponents(kind)
    .slice(0, 200)
    .flatMap((part) => {
      const offset: unknown = part.getFirstProperty('tzoffsetto')?.jCal[3];
      const start: unknown = part.getFirstProperty('dtstart')?.jCal[3];
      const rule: unknown = part.getFirstProperty('rrule')?.jCal[3];
      const said = typeof offset === 'string' ? /^([+-])(\d{2}):(\d{2})/u.exec(offset) : null;
      if (said === null || typeof start !== 'string') return [];
      const ms = (Number(said[2]) * 60 + Number(said[3])) * 60_000 * (said[1] === '-' ? -1 : 1);
      return [{ start, offsetMs: ms, month: monthOf(rule) ?? Number(start.slice(5, 7)) }];
    });
  return found.sort((one, other) => (one.start < other.start ? -1 : 1)).at(-1);
}

function monthOf(rule: unknown): number | undefined {
  if (typeof rule !== 'object' || rule === null || !('bymonth' in rule)) return undefined;
  const [month] = Array.isArray(rule.bymonth) ? rule.bymonth : [rule.bymonth];
  return typeof month === 'number' ? month : undefined;
}

function offsetIn(zone: string, month: number): number {
  return Temporal.ZonedDateTime.from({ year: 2026, month, day: 15, timeZone: zone }).offsetNanoseconds / 1_000_000;
}

function fixedZone(offsetMs: number): string | undefined {
  const minutes = Math.abs(offsetMs) / 60_000;
  if (minutes > 14 * 60) return undefined;
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${offsetMs < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** A zone for each pair of winter and summer time in use, those with the most people first. */
const COMMON = [
  'Europe/Berlin',
  'Europe/London',
  'Europe/Athens',
  'Europe/Moscow',
  'America/New_York',
  'America/Chicago',
  'America/Denver',
  'America/Los_Angeles',
  'America/Anchorage',
  'America/Phoenix',
  'America/Halifax',
  'America/St_Johns',
  'America/Sao_Paulo',
  'America/Santiago',
  'Asia/Kolkata',
  'Asia/Shanghai',
  'Asia/Tokyo',
  'Asia/Dubai',
  'Asia/Karachi',
  'Asia/Kathmandu',
  'Australia/Sydney',
  'Australia/Adelaide',
  'Australia/Brisbane',
  'Pacific/Auckland',
  'Pacific/Honolulu',
  'Africa/Cairo',
  'Africa/Johannesburg',
  'UTC',
];
