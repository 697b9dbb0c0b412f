import { Temporal } from 'temporal-polyfill';
import type { Command } from '../../../language/command.ts';
import type { Now } from './now.ts';

/** A stretch of the past: from, and before; wall-clock milliseconds since the epoch. */
export interface Period {
  readonly since: number;
  readonly until: number;
  /** As it is said: `this morning`, `in the last 2 hours`. */
  readonly said: string;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
const UNIT_MS: ReadonlyMap<unknown, number> = new Map([
  ['minutes', MINUTE_MS],
  ['hours', HOUR_MS],
  ['days', DAY_MS],
]);

/** Lengths of time up to now, and how they are said. */
const LAST: ReadonlyMap<unknown, readonly [ms: number, said: string]> = new Map([
  ['recently', [2 * HOUR_MS, 'in the last 2 hours']],
  ['last half hour', [HOUR_MS / 2, 'in the last half hour']],
  ['last hour', [HOUR_MS, 'in the last hour']],
  ['last day', [DAY_MS, 'in the last day']],
  ['last week to now', [7 * DAY_MS, 'in the last week']],
  ['last few minutes', [10 * MINUTE_MS, 'in the last 10 minutes']],
  ['last few hours', [4 * HOUR_MS, 'in the last 4 hours']],
  ['last few days', [3 * DAY_MS, 'in the last 3 days']],
]);

/** Parts of a day by the clock on the wall. Until four in the morning it is still the evening before for most who are up. */
const PARTS: ReadonlyMap<string, readonly [from: number, to: number]> = new Map([
  ['morning', [4, 12]],
  ['afternoon', [12, 18]],
  ['evening', [17, 28]],
]);
const LATE_HOUR = 4;
const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** The stretch of time that the slots name; undefined where they name none. Days are those of the zone, whatever their length. */
export function periodOf(slots: Command['slots'], now: Now): Period | undefined {
  const { period, count, ago, unit } = slots;
  const unitMs = UNIT_MS.get(unit);
  if (unitMs !== undefined && typeof count === 'number') {
    const said = `in the last ${count === 1 ? String(unit).replace(/s$/, '') : `${count} ${String(unit)}`}`;
    return { since: now.epochMs - count * unitMs, until: now.epochMs, said };
  }
  if (unitMs !== undefined && typeof ago === 'number') return aroundAgo(ago, unitMs, String(unit), now);
  const last = LAST.get(period);
  if (last !== undefined) return { since: now.epochMs - last[0], until: now.epochMs, said: last[1] };
  return typeof period === 'string' ? ofCalendar(period, now) : undefined;
}

/** Nobody means the very minute. */
function aroundAgo(ago: number, unitMs: number, unit: string, now: Now): Period {
  const said = `about ${ago === 1 ? `${unit === 'hours' ? 'an' : 'a'} ${unit.replace(/s$/, '')}` : `${ago} ${unit}`} ago`;
  if (unitMs === DAY_MS) return { ...days(today(now).subtract({ days: ago }), 1), said };
  const slackMs = Math.max(3 * MINUTE_MS, unitMs / 2, (ago * unitMs) / 5);
  const at = now.epochMs - ago * unitMs;
  return { since: at - slackMs, until: Math.min(now.epochMs, at + slackMs), said };
}

function ofCalendar(period: string, now: Now): Period | undefined {
  const day = today(now);
  const yesterday = day.subtract({ days: 1 });
  // `this evening` goes on until four; `yesterday evening` is told by the calendar, as sayWhen tells it.
  const lately = now.hour < LATE_HOUR ? yesterday : day;
  switch (period) {
    case 'today':
      return { ...days(day, 1), said: 'today' };
    case 'yesterday':
      return { ...days(yesterday, 1), said: 'yesterday' };
    case 'day before yesterday':
      return { ...days(day.subtract({ days: 2 }), 1), said: 'the day before yesterday' };
    case 'since yesterday':
      return { ...days(yesterday, 2), said: 'since yesterday' };
    case 'since this morning':
      return { ...hours(day, LATE_HOUR, 24), said: 'since this morning' };
    case 'this week':
      return { ...days(day.subtract({ days: day.dayOfWeek - 1 }), 7), said: 'this week' };
    case 'last week':
      return { ...days(day.subtract({ days: day.dayOfWeek + 6 }), 7), said: 'last week' };
    case 'last night':
      return { ...hours(yesterday, 20, 30), said: 'last night' };
    default: {
      const [which, part = ''] = period.split(' ');
      const bounds = PARTS.get(part);
      const weekday = WEEKDAYS.indexOf(period);
      if (bounds !== undefined)
        return { ...hours(which === 'yesterday' ? yesterday : lately, ...bounds), said: period };
      if (weekday < 0) return undefined;
      const back = ((day.dayOfWeek - 1 - weekday + 6) % 7) + 1;
      return {
        ...days(day.subtract({ days: back }), 1),
        said: `on ${period.replace(/^./, (first) => first.toUpperCase())}`,
      };
    }
  }
}

function today({ zone, epochMs }: Now): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(Math.floor(epochMs)).toZonedDateTimeISO(zone).startOfDay();
}

function days(from: Temporal.ZonedDateTime, count: number): Omit<Period, 'said'> {
  return { since: from.epochMilliseconds, until: from.add({ days: count }).epochMilliseconds };
}

function hours(day: Temporal.ZonedDateTime, from: number, to: number): Omit<Period, 'said'> {
  return { since: atHour(day, from), until: atHour(day, to) };
}

/** What the clock shows counts, not what has passed since midnight. */
function atHour(day: Temporal.ZonedDateTime, hour: number): number {
  return day.add({ days: Math.floor(hour / 24) }).with({ hour: hour % 24 }).epochMilliseconds;
}
