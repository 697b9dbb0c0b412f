import { timeTokens } from './calendar/written.ts';
import type { Parsed } from './parsed.ts';
import { readWhen, type When } from './values/when.ts';

const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const FREQUENCY = {
  minute: 'MINUTELY',
  hour: 'HOURLY',
  day: 'DAILY',
  week: 'WEEKLY',
  month: 'MONTHLY',
  year: 'YEARLY',
};

/** What comes again as an iCalendar rule (RFC 5545) and a time: `FREQ=WEEKLY;BYDAY=MO`, `18:30:00`. */
export function parseRecurrence(text: string): Parsed {
  const tokens = timeTokens(text);
  const read = readWhen(tokens, 0);
  if (read === undefined || read.next < tokens.length)
    return { refused: 'It is not how often something comes.', left: tokens.slice(read?.next ?? 0) };
  const { every, ...when } = read.value;
  if (every === undefined) return { refused: 'It comes once: ask for an instant.', left: [] };
  return { value: [`FREQ=${FREQUENCY[every]}`, ...partsOf(every, when)].join(';'), ...timeOf(when) };
}

function partsOf(
  every: NonNullable<When['every']>,
  { interval = 1, weekdays, nth, nthWeekday, monthDay, month }: When,
): string[] {
  const days = weekdays?.map((day) => DAYS[day - 1] ?? '').join(',');
  return [
    ...(interval === 1 ? [] : [`INTERVAL=${interval}`]),
    ...(month === undefined || every !== 'year' ? [] : [`BYMONTH=${month}`]),
    ...(days === undefined || days === '' ? [] : [`BYDAY=${days}`]),
    ...(nth === undefined || nthWeekday === undefined ? [] : [`BYDAY=${nth}${DAYS[nthWeekday - 1] ?? ''}`]),
    // The 31st of every month is the last day of a shorter one.
    ...(monthDay === undefined
      ? []
      : [monthDay === 31 && month === undefined ? 'BYMONTHDAY=-1' : `BYMONTHDAY=${monthDay}`]),
  ];
}

/** Without half of the day it is when people are up: from seven to half past six. */
function timeOf({ hour, minute = 0, second = 0, ambiguous, part }: When): {
  time?: string;
  or?: string;
  part?: string;
} {
  if (hour === undefined) return part === undefined ? {} : { part };
  const at = (of: number): string => [of % 24, minute, second].map((unit) => String(unit).padStart(2, '0')).join(':');
  if (ambiguous !== true) return { time: at(hour) };
  if (part !== undefined) return { time: at(part === 'morning' || (part === 'night' && hour < 5) ? hour : hour + 12) };
  return hour < 7 ? { time: at(hour + 12), or: at(hour) } : { time: at(hour), or: at(hour + 12) };
}
