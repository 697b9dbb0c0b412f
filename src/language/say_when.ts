import { Temporal } from 'temporal-polyfill';
import type { Recurrence } from './recurrence.ts';
import { joinWords, sayDuration } from './say_duration.ts';
import { months, ordinalEnding, sayTime, weekdays } from './say_instant.ts';
import type { Meant, Now } from './when_meant.ts';

const { PlainDate, PlainDateTime, PlainTime } = Temporal;

/** A time as people would tell it now: `at 7 o'clock in the evening`, `tomorrow at noon`, `on Friday, December 25th at 8 o'clock in the morning`. */
export function sayMoment(local: string, now: Now): string {
  const at = PlainDateTime.from(local);
  return `${sayDayOf(local, now)} at ${sayTime(at.hour, at.minute)}`;
}

/** `today`, `tomorrow`, `on Friday`, `on Wednesday, December 23rd`. */
export function sayDayOf(local: string, now: Now): string {
  const day = PlainDateTime.from(local).toPlainDate();
  const today = new PlainDate(now.year, now.month, now.day);
  return sayDay(day, today.until(day).days, today.year);
}

function sayDay(day: Temporal.PlainDate, ahead: number, thisYear: number): string {
  if (ahead === 0) return 'today';
  if (ahead === 1) return 'tomorrow';
  if (ahead === -1) return 'yesterday';
  const weekday = weekdays[day.dayOfWeek - 1] ?? '';
  if (ahead > 1 && ahead < 7) return `on ${weekday}`;
  const year = day.year === thisYear ? '' : `, ${day.year}`;
  return `on ${weekday}, ${months[day.month - 1] ?? ''} ${numbered(day.day)}${year}`;
}

/** `every weekday at 6:30 in the morning`, `every second Tuesday at noon`, `every 2 hours`. */
export function sayRepetition(when: Extract<Meant, { type: 'recurring' | 'interval' }>): string {
  if (when.type === 'interval') {
    const long = sayDuration(when.everyMs);
    return `every ${long.replace(/^1 (?=\w+$)/u, '')}`;
  }
  const time = PlainTime.from(when.time);
  return `${sayDays(when)} at ${sayTime(time.hour, time.minute)}`;
}

function sayDays(rule: Recurrence): string {
  const { every, interval, weekdays: days, monthDay, nth, nthWeekday, from } = rule;
  const first = PlainDate.from(from);
  const often = interval === 1 ? 'every' : interval === 2 ? 'every second' : undefined;
  switch (every) {
    case 'day': {
      const named = days === undefined ? 'day' : sayWeekdays(days);
      return often === undefined ? `every ${interval} ${named}s` : `${often} ${named}`;
    }
    case 'week': {
      const named = sayWeekdays(days ?? [first.dayOfWeek]);
      return often === undefined ? `every ${interval} weeks on ${named}` : `${often} ${named}`;
    }
    case 'month': {
      const months = often === undefined ? `every ${interval} months` : `${often} month`;
      if (nth !== undefined && nthWeekday !== undefined)
        return `on the ${nth < 0 ? 'last' : numbered(nth)} ${weekdays[nthWeekday - 1] ?? ''} of ${months}`;
      return `${months} on the ${numbered(monthDay ?? first.day)}`;
    }
    case 'year': {
      const day = `${months[(rule.month ?? first.month) - 1] ?? ''} ${numbered(monthDay ?? first.day)}`;
      return often === undefined ? `every ${interval} years on ${day}` : `${often} year on ${day}`;
    }
  }
}

function sayWeekdays(days: readonly number[]): string {
  const row = [...days].sort((a, b) => a - b).join('');
  if (row === '12345') return 'weekday';
  if (row === '67') return 'Saturday and Sunday';
  if (row === '1234567') return 'day';
  return joinWords(days.map((day) => weekdays[day - 1] ?? ''));
}

function numbered(day: number): string {
  return `${day}${ordinalEnding(day)}`;
}
