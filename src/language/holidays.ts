import { Temporal } from 'temporal-polyfill';
import { holidayNamed } from './calendar/holidays.ts';

/** The date of a holiday in a year; undefined for one that is not known. */
export function holidayIn(name: string, year: number): Temporal.PlainDate | undefined {
  const day = holidayNamed(name)?.(year);
  if (day === undefined) return undefined;
  return Temporal.PlainDate.from(new Date(day).toISOString().slice(0, 10));
}
