import { Temporal } from 'temporal-polyfill';
import { type Civil, civil, floor } from './calendar/civil.ts';
import type { Meant } from './calendar/moment.ts';
import { parseMoment } from './calendar/read_moment.ts';
import type { Parsed } from './parsed.ts';

/** When and where it is said. */
export type Here = Temporal.ZonedDateTime;

/**
 * One moment, or a named stretch by where it begins: `{ value: "2026-11-24T15:00:00+01:00", grain: "hour" }`. `or`: said without half of
 * the day, the other one.
 */
export function parseInstant(text: string, now: Here): Parsed {
  const { moment, left } = parseMoment(text);
  if (moment === undefined) return { refused: 'It is not one time.', left };
  if (moment.kind !== 'point') return { refused: 'It is a stretch of time: ask for an interval.', left: [] };
  const meant = moment.meant(civilOf(now));
  if (meant?.from === undefined) return NO_SUCH_TIME;
  const value = instantOf(meant, meant.from, now);
  if (value === undefined) return NO_SUCH_TIME;
  const other = meant.other === undefined ? undefined : isoOf(meant.other, now);
  return { value, grain: meant.grain, ...(other === undefined ? {} : { or: other }) };
}

const NO_SUCH_TIME: Parsed = { refused: 'There is no such time, or it may be one or another.', left: [] };

/** From, and before: `2026-11-24T00:00:00+01:00/2026-11-25T00:00:00+01:00`, with `..` where it is open (ISO 8601-2); `or` as of an instant. */
export function parseInterval(text: string, now: Here): Parsed {
  const { moment, left } = parseMoment(text, true);
  if (moment === undefined) return { refused: 'It is not one stretch of time.', left };
  const meant = moment.meant(civilOf(now));
  if (meant === undefined || (meant.from === undefined && meant.to === undefined)) return NO_SUCH_TIME;
  const ends = [meant.from, meant.to].map((end) => (end === undefined ? '..' : isoOf(end, now)));
  if (ends.includes(undefined)) return NO_SUCH_TIME;
  const or = otherHalf(meant, now);
  return { value: ends.join('/'), grain: meant.grain, ...(or === undefined ? {} : { or }) };
}

/** As long, in the other half of the day. */
function otherHalf({ from, to, other }: Meant, now: Here): string | undefined {
  if (from === undefined || to === undefined || other === undefined) return undefined;
  const [begin, end] = [isoOf(other, now), isoOf(other + (to - from), now)];
  return begin === undefined || end === undefined ? undefined : `${begin}/${end}`;
}

function civilOf(now: Here): Civil {
  return civil(now.year, now.month, now.day, now.hour, now.minute, now.second);
}

function instantOf({ elapsed, grain }: Meant, from: Civil, now: Here): string | undefined {
  if (elapsed === undefined) return isoOf(from, now);
  // Hours that pass are counted on the clock that never changes.
  const start = elapsed.since === civilOf(now) ? now : zoned(elapsed.since, now);
  const at = start?.add({ milliseconds: elapsed.milliseconds });
  return at && isoOf(floor(civilOf(at), grain), now, at);
}

/** Where the clocks go back, an hour comes twice: the first, or that in which `near` lies. */
function isoOf(at: Civil, now: Here, near?: Here): string | undefined {
  const first = zoned(at, now);
  const again = near === undefined ? undefined : zoned(at, now, 'later');
  const fits = again !== undefined && near !== undefined && again.offset === near.offset ? again : first;
  return fits?.toString({ timeZoneName: 'never', smallestUnit: 'second' });
}

/** Undefined beyond what clocks can show. */
function zoned(at: Civil, now: Here, disambiguation: 'compatible' | 'later' = 'compatible'): Here | undefined {
  const date = new Date(at);
  if (!(Math.abs(date.getUTCFullYear()) < LAST_YEAR)) return undefined;
  const plain = new Temporal.PlainDateTime(
    date.getUTCFullYear(),
    date.getUTCMonth() + 1,
    date.getUTCDate(),
    date.getUTCHours(),
    date.getUTCMinutes(),
    date.getUTCSeconds(),
  );
  return plain.toZonedDateTime(now.timeZoneId, { disambiguation });
}

const LAST_YEAR = 9_000;
