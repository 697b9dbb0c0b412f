import { Temporal } from 'temporal-polyfill';
import type { Now } from './when_meant.ts';

/** On the clock of the house, as the calendar takes it: `2026-11-24T15:00:00`. */
export function localNow({ year, month, day, hour, minute, second }: Now): string {
  return new Temporal.PlainDateTime(year, month, day, hour, minute, second).toString({ smallestUnit: 'second' });
}

export function localAfter(now: Now, days: number): string {
  return Temporal.PlainDateTime.from(localNow(now)).add({ days }).toString({ smallestUnit: 'second' });
}
