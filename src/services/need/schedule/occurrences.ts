import { Temporal } from 'temporal-polyfill';
import { recurringDays } from '../../../language/recurrence.ts';
import type { ScheduleTime } from './contract.ts';

type OnTheWall = Exclude<ScheduleTime, { type: 'elapsed' }>;

/** As the clock of a zone shows a moment: `2026-11-24T07:00:00`. */
export function localAt(epochMs: number, zone: string): string {
  return zonedAt(epochMs, zone).toPlainDateTime().round('second').toString({ smallestUnit: 'second' });
}

/**
 * The first time after a moment, in milliseconds since the epoch; undefined where there is none.
 * @param anchor for intervals, a time from which they count: the moment itself where absent
 */
export function nextAfter(when: OnTheWall, zone: string, epochMs: number, anchor?: number): number | undefined {
  if (when.type === 'once') {
    const at = epochOf(Temporal.PlainDateTime.from(when.at), zone);
    return at > epochMs ? at : undefined;
  }
  if (when.type === 'interval') {
    const from = anchor ?? epochMs;
    return Math.round(from + (Math.floor((epochMs - from) / when.everyMs) + 1) * when.everyMs);
  }
  const time = Temporal.PlainTime.from(when.time);
  // A day before: where the clocks change, a time may fall on the next day.
  const day = zonedAt(epochMs, zone).toPlainDate().subtract({ days: 1 });
  for (const next of recurringDays(when, day)) {
    const at = epochOf(next.toPlainDateTime(time), zone);
    if (at > epochMs) return at;
  }
  return undefined;
}

/** Beyond this many, nobody wants to know the exact number. */
const MOST_COUNTED = 1_000;
const PERIOD_DAYS = { day: 1, week: 7, month: 31, year: 366 } as const;
const DAY_MS = 86_400_000;

/** Of the times from `dueAt` up to a moment, the last one and how many came before it: of very many, at least a thousand. */
export function lastUpTo(
  when: OnTheWall,
  zone: string,
  dueAt: number,
  epochMs: number,
): { readonly last: number; readonly before: number } {
  if (when.type === 'once') return { last: dueAt, before: 0 };
  if (when.type === 'interval') {
    const before = Math.max(0, Math.floor((epochMs - dueAt) / when.everyMs));
    return { last: dueAt + before * when.everyMs, before };
  }
  let last = dueAt;
  for (let before = 0; ; before += 1) {
    const skipping = before === MOST_COUNTED ? epochMs - 3 * when.interval * PERIOD_DAYS[when.every] * DAY_MS : last;
    const next = nextAfter(when, zone, Math.max(last, skipping));
    if (next === undefined || next > epochMs) return { last, before };
    last = next;
  }
}

function zonedAt(epochMs: number, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(Math.floor(epochMs)).toZonedDateTimeISO(zone);
}

/** `compatible`: as long after a gap as the time was into it, and the first of two. */
function epochOf(local: Temporal.PlainDateTime, zone: string): number {
  return local.toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds;
}
