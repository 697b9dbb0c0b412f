import { z } from 'zod';
import { parseClockTime } from './values/clock_time.ts';
import { parseWhen, type When } from './values/when.ts';
import type { Now } from './when_meant.ts';
import { meantBy } from './when_meant.ts';

const whole = z.number().int();
export const whenShape: z.ZodType<When> = z.object({
  inDays: whole.exactOptional(),
  inWeeks: whole.exactOptional(),
  inMonths: whole.exactOptional(),
  inYears: whole.exactOptional(),
  fromNow: z.boolean().exactOptional(),
  inSeconds: whole.exactOptional(),
  weekday: whole.exactOptional(),
  afterToday: z.boolean().exactOptional(),
  year: whole.exactOptional(),
  month: whole.exactOptional(),
  monthDay: whole.exactOptional(),
  hour: whole.exactOptional(),
  minute: whole.exactOptional(),
  second: whole.exactOptional(),
  ambiguous: z.boolean().exactOptional(),
  part: z.enum(['morning', 'afternoon', 'evening', 'night']).exactOptional(),
  every: z.enum(['minute', 'hour', 'day', 'week', 'month', 'year']).exactOptional(),
  interval: whole.exactOptional(),
  weekdays: z.array(whole).exactOptional(),
  nth: whole.exactOptional(),
  nthWeekday: whole.exactOptional(),
});

/** What slots say of a time; the earlier ones win. Undefined where none says anything. */
export function whenOf(...slots: readonly unknown[]): When | undefined {
  const said = slots.flatMap((slot) => whenShape.safeParse(slot).data ?? []);
  if (said.length === 0) return undefined;
  let joined: When = {};
  for (const slot of said.reverse()) joined = { ...joined, ...slot };
  return joined;
}

/** The answer to "When?": a time alone counts too. */
export function whenAnswered(text: string): When | undefined {
  const plain = text.trim().replace(/[.!?]+$/u, '');
  return parseWhen(plain)?.value ?? parseClockTime(plain)?.value;
}

/** Whether a time of day as a clock shows it (`2026-11-24T07:00:00`) is one that words may mean: by what they say of time, part of day and day. */
export function whenFits(when: When, local: string, now: Now): boolean {
  const [day = '', time = ''] = local.split('T');
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  if (when.hour !== undefined) {
    const hours = when.ambiguous === true ? [when.hour, when.hour + 12] : [when.hour];
    if (!hours.includes(hour) || (when.minute ?? 0) !== minute) return false;
  }
  if (when.part !== undefined && partOf(hour) !== when.part && !(when.part === 'night' && hour >= 18)) return false;
  const { hour: _hour, minute: _minute, ambiguous: _ambiguous, part: _part, every, ...rest } = when;
  if (every !== undefined || Object.keys(rest).length === 0) return true;
  // The last minute of the day has not passed yet, whatever day it is.
  const meant = meantBy({ ...rest, hour: 23, minute: 59, second: 59, ambiguous: false }, now, { hours: 'awake' });
  return typeof meant === 'object' && meant.type === 'once' && meant.at.startsWith(day);
}

function partOf(hour: number): When['part'] {
  if (hour < 4 || hour >= 22) return 'night';
  if (hour < 12) return 'morning';
  return hour < 18 ? 'afternoon' : 'evening';
}
