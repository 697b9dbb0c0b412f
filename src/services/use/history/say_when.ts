import { Temporal } from 'temporal-polyfill';
import { months, ordinalEnding, sayTime, weekdays } from '../../../language/say_instant.ts';
import type { Now } from './now.ts';

const JUST_NOW_MS = 60_000;

/** A moment of the past as people tell it: `just now`, `at 8:04 this morning`, `at noon yesterday`, `at 7:10 on Monday evening`. */
export function sayWhen(at: number, now: Now): string {
  if (now.epochMs - at < JUST_NOW_MS) return 'just now';
  const then = local(at, now);
  const today = local(now.epochMs, now);
  const back = then.toPlainDate().until(today.toPlainDate()).days;
  return `at ${clockOf(then)} ${dayAndPart(then, back, today.year)}`.trimEnd();
}

/** The clock alone, where the day is known: `8:04`, `8 o'clock`, `noon`. */
export function sayClock(at: number, now: Now): string {
  return clockOf(local(at, now));
}

function local(at: number, { zone }: Now): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(Math.floor(at)).toZonedDateTimeISO(zone);
}

function clockOf({ hour, minute }: Temporal.ZonedDateTime): string {
  return sayTime(hour, minute).replace(/ (in the \w+|at night)$/u, '');
}

function dayAndPart(then: Temporal.ZonedDateTime, back: number, thisYear: number): string {
  const { hour, minute } = then;
  const named = minute === 0 && hour % 12 === 0;
  const part = hour < 12 ? 'morning' : hour < 18 ? 'afternoon' : 'evening';
  const weekday = weekdays[then.dayOfWeek - 1] ?? '';
  if (hour < 5 && !named) {
    if (back === 0) return 'last night';
    return back < 7 ? `in the night to ${weekday}` : `in the night to ${dated(then, weekday, thisYear)}`;
  }
  if (back <= 0) return named ? 'today' : `this ${part}`;
  if (back === 1) return named ? 'yesterday' : `yesterday ${part}`;
  if (back < 7) return named ? `on ${weekday}` : `on ${weekday} ${part}`;
  return `${named ? '' : `in the ${part} `}on ${dated(then, weekday, thisYear)}`;
}

function dated(then: Temporal.ZonedDateTime, weekday: string, thisYear: number): string {
  const year = then.year === thisYear ? '' : `, ${then.year}`;
  return `${weekday}, ${months[then.month - 1] ?? ''} ${then.day}${ordinalEnding(then.day)}${year}`;
}
