import { Temporal } from 'temporal-polyfill';
import type { CalendarObject } from './calendar_object.ts';
import type { EventPart } from './event_part.ts';
import { keyOf, type Moment, wholeDay } from './moment.ts';

/** One time that an event takes place. */
export interface Occurrence {
  readonly part: EventPart;
  readonly start: Moment;
  /** Wall-clock milliseconds since the epoch. */
  readonly startMs: number;
  readonly endMs: number;
  /** Which one of a series; absent for an event that comes once. */
  readonly key: string | undefined;
}

const MOST = 1_000;

export function comesAgain({ series, added, changed }: CalendarObject): boolean {
  return series.length > 0 || added.length > 0 || changed.size > 0;
}

/**
 * What takes place in `[from, to)`, or in part, in order of the start.
 * @throws RangeError where a series is too much to work out
 */
export function occurrencesIn(object: CalendarObject, home: string, fromMs: number, toMs: number): Occurrence[] {
  const { master, series, added, excluded, changed } = object;
  const again = comesAgain(object);
  const found: Occurrence[] = [];
  const take = (part: EventPart, start: Moment, key: string | undefined): void => {
    const startMs = start.at.epochMilliseconds;
    const endMs = endOf(part, start, home);
    // One that takes no time is in the span that it begins in.
    if (startMs < toMs && (endMs > fromMs || startMs >= fromMs)) found.push({ part, start, startMs, endMs, key });
  };
  for (const [key, { part }] of changed) if (!excluded.has(key)) take(part, part.start, key);
  if (master !== undefined) {
    // One that began earlier may still be on; a day more for what a change of the clocks does to whole days.
    const reach = fromMs - lengthMs(master.length) - 86_400_000;
    const starts = new Map<string, Moment>([[keyOf(master.start), master.start]]);
    for (const each of series) {
      for (const at of each.between(reach, toMs + 86_400_000)) {
        const start = master.start.date === undefined ? { at, date: undefined } : wholeDay(at.toPlainDate(), home);
        starts.set(keyOf(start), start);
      }
    }
    for (const start of added) starts.set(keyOf(start), start);
    for (const [key, start] of starts) {
      if (!excluded.has(key) && !changed.has(key)) take(master, start, again ? key : undefined);
    }
  }
  found.sort((one, other) => one.startMs - other.startMs);
  return found.filter(({ part }) => !part.cancelled).slice(0, MOST);
}

function endOf({ length }: EventPart, { at, date }: Moment, home: string): number {
  if (date === undefined) return at.add(length).epochMilliseconds;
  const days = Math.max(1, Math.round(length.total({ unit: 'days', relativeTo: Temporal.PlainDate.from(date) })));
  return date.add({ days }).toZonedDateTime(home).epochMilliseconds;
}

function lengthMs(length: Temporal.Duration): number {
  const days = length.years * 366 + length.months * 31 + length.weeks * 7 + length.days;
  return days * 86_400_000 + length.with({ years: 0, months: 0, weeks: 0, days: 0 }).total('milliseconds');
}
