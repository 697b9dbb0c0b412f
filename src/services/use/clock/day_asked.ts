import { Temporal } from 'temporal-polyfill';
import { holidayNamed } from '../../../language/calendar/holidays.ts';
import type { Command } from '../../../language/command.ts';
import { meantBy, type Now } from '../../../language/when_meant.ts';
import { whenOf } from '../../../language/when_slot.ts';

export interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  /** 1 is Monday. */
  readonly weekday: number;
  readonly isToday: boolean;
}

/** The day that slots ask about: today where they name none, else the next such day. */
export function dayAsked({ when, holiday }: Command['slots'], now: Now): Day | 'unknown' {
  const today = new Temporal.PlainDate(now.year, now.month, now.day);
  const asked = (date: Temporal.PlainDate): Day => ({
    year: date.year,
    month: date.month,
    day: date.day,
    weekday: date.dayOfWeek,
    isToday: date.equals(today),
  });
  if (typeof holiday === 'string') {
    const year = whenOf(when)?.inYears ?? 0;
    const coming = [today.year + year, today.year + year + 1]
      .flatMap((one) => holidayIn(holiday, one) ?? [])
      .find((date) => year > 0 || Temporal.PlainDate.compare(date, today) >= 0);
    return coming === undefined ? 'unknown' : asked(coming);
  }
  const said = whenOf(when);
  if (said === undefined) return asked(today);
  // The last minute of a day has not passed, whatever the time is now.
  const meant = meantBy({ ...said, hour: 23, minute: 59, second: 59, ambiguous: false }, now, { hours: 'awake' });
  if (typeof meant !== 'object' || meant.type !== 'once') return 'unknown';
  return asked(Temporal.PlainDate.from(meant.at.slice(0, 10)));
}

function holidayIn(name: string, year: number): Temporal.PlainDate | undefined {
  const day = holidayNamed(name)?.(year);
  return day === undefined ? undefined : Temporal.PlainDate.from(new Date(day).toISOString().slice(0, 10));
}
