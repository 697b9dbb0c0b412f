import { Temporal } from 'temporal-polyfill';
import { sayDurationRoughly } from '../../../language/say_duration.ts';
import { sayTime } from '../../../language/say_instant.ts';
import { sayDayOf, sayMoment } from '../../../language/say_when.ts';
import type { Now } from '../../../language/when_meant.ts';
import type { CalendarEvent } from '../../need/calendar/contract.ts';
import type { Clock } from './moment.ts';

type Timed = Pick<CalendarEvent, 'startLocal' | 'endLocal' | 'allDay'>;

/** `at 3 o'clock in the afternoon`, `all day`. */
export function sayClock({ startLocal, allDay }: Timed): string {
  return allDay ? 'all day' : `at ${sayClockOf(startLocal)}`;
}

export function sayClockOf(local: string): string {
  const at = Temporal.PlainDateTime.from(local);
  return sayTime(at.hour, at.minute);
}

/** `tomorrow at 3 o'clock in the afternoon`, `on Friday, all day`, `from Friday to Sunday`. */
export function sayWhen(event: Timed, now: Now): string {
  const { startLocal, endLocal, allDay } = event;
  if (!allDay) return sayMoment(startLocal, now);
  const last = Temporal.PlainDateTime.from(endLocal).subtract({ seconds: 1 });
  const [from, to] = [sayDayOf(startLocal, now), sayDayOf(last.toString(), now)];
  if (from === to) return `${from}, all day`;
  return `from ${from.replace(/^on /u, '')} to ${to.replace(/^on /u, '')}`;
}

/** What has to be said beside: that a calendar could not be asked just now, or something in it not be read. */
export function sayStanding(
  {
    behind,
    unreadable,
    problems,
  }: {
    readonly behind: readonly { readonly name: string; readonly since: number }[];
    readonly unreadable: number;
    readonly problems: readonly string[];
  },
  { epochMs }: Clock,
): string {
  const said = behind.map(({ name, since }) =>
    since === 0
      ? `I could not reach the calendar ${name}.`
      : `I could not reach the calendar ${name}, so that is as of ${sayDurationRoughly(epochMs - since)} ago.`,
  );
  if (unreadable > 0) said.push(`${unreadable === 1 ? 'One entry' : `${unreadable} entries`} could not be read.`);
  return [...new Set([...said, ...problems])].map((sentence) => ` ${sentence}`).join('');
}
