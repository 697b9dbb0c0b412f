import { Temporal } from 'temporal-polyfill';
import { months, sayTime } from './say_instant.ts';
import { sayDayOf } from './say_when.ts';
import type { PartOfDay } from './values/calendar_words.ts';
import type { Stretch } from './values/stretch.ts';
import { type Habit, meantBy, type Now } from './when_meant.ts';

const { PlainDate, PlainDateTime } = Temporal;

/** From, and before; on the clock of the house, as `2026-11-24T15:00:00`. */
export interface MeantStretch {
  readonly from: string;
  readonly to: string;
  /** `tomorrow`, `on Friday afternoon`, `this weekend`. */
  readonly said: string;
  /** A moment was said, not a stretch: it is an hour long. */
  readonly moment: boolean;
}

/** Parts of a day by the clock; the night goes on until four. */
const PARTS: { readonly [part in PartOfDay]: readonly [from: number, to: number] } = {
  morning: [4, 12],
  afternoon: [12, 18],
  evening: [17, 24],
  night: [18, 28],
};
/** One is out and about: `at 3` is in the afternoon. */
const HABIT: Habit = { hours: 'awake', usual: { day: 9, morning: 9, afternoon: 15, evening: 18, night: 20 } };

/** What a stretch comes to when it is said now; undefined where there is no such time. */
export function stretchMeant(stretch: Stretch, now: Now): MeantStretch | undefined {
  const here = new PlainDateTime(now.year, now.month, now.day, now.hour, now.minute, now.second);
  const today = here.toPlainDate();
  const { unit, ahead = 0, count = 1, month } = stretch;
  const monday = today.subtract({ days: today.dayOfWeek - 1 });
  const near = ahead === 0 ? 'this' : ahead > 0 ? 'next' : 'last';
  switch (unit) {
    case 'week':
      return days(monday.add({ weeks: ahead }), { weeks: 1 }, `${near} week`);
    case 'weekend':
      return days(monday.add({ weeks: ahead, days: 5 }), { days: 2 }, ahead === 0 ? 'this weekend' : `${near} weekend`);
    case 'month': {
      if (month === undefined)
        return days(today.with({ day: 1 }).add({ months: ahead }), { months: 1 }, `${near} month`);
      const first = new PlainDate(month < today.month ? today.year + 1 : today.year, month, 1);
      return days(first, { months: 1 }, `in ${months[month - 1] ?? ''}`);
    }
    case 'days':
    case 'weeks':
    case 'months': {
      const length = `${count} ${count === 1 ? unit.slice(0, -1) : unit}`;
      const to = today.add({ [unit]: count }).add({ days: 1 });
      return { from: text(here), to: text(to.toPlainDateTime()), said: `in the next ${length}`, moment: false };
    }
    case 'rest':
      return {
        from: text(here),
        to: text(today.add({ days: 1 }).toPlainDateTime()),
        said: 'for the rest of the day',
        moment: false,
      };
    default:
      return ofDay(stretch, here, now);
  }
}

function ofDay(stretch: Stretch, here: Temporal.PlainDateTime, now: Now): MeantStretch | undefined {
  const { hour, part, untilHour, every, ...rest } = stretch;
  if (every !== undefined) return undefined;
  if (stretch.inDays === -1) return days(here.toPlainDate().subtract({ days: 1 }), { days: 1 }, 'yesterday');
  const moment = hour !== undefined || (stretch.fromNow === true && stretch.inSeconds !== undefined);
  if (moment) {
    const meant = stretch.inSeconds === 0 ? undefined : meantBy(stretch, now, HABIT);
    const at = momentOf(meant, here);
    if (at === undefined) return undefined;
    if (untilHour === undefined) {
      const said = at.equals(here) ? 'now' : `${sayDayOf(text(at), now)} at ${sayTime(at.hour, at.minute)}`;
      return { from: text(at), to: text(at.add({ hours: 1 })), said, moment: true };
    }
    const to = endOf(at, stretch);
    const said = `${sayDayOf(text(at), now)} from ${sayTime(at.hour, at.minute)} to ${sayTime(to.hour, to.minute)}`;
    return { from: text(at), to: text(to), said, moment: false };
  }
  const { ambiguous: _ambiguous, minute: _minute, untilMinute: _until, untilAmbiguous: _late, ...day } = rest;
  // The last second of a day has not passed, whatever day it is.
  const named = Object.keys(day).length === 0 ? { inDays: 0 } : day;
  const meant = meantBy({ ...named, hour: 23, minute: 59, second: 59, ambiguous: false }, now, HABIT);
  const at = momentOf(meant, here);
  if (at === undefined) return undefined;
  const said = sayDayOf(text(at), now);
  const date = at.toPlainDate();
  if (part === undefined) return days(date, { days: 1 }, said);
  const [from, to] = PARTS[part];
  const begin = date.toPlainDateTime();
  return {
    from: text(begin.add({ hours: from })),
    to: text(begin.add({ hours: to })),
    said: withPart(said, part),
    moment: false,
  };
}

function momentOf(
  meant: ReturnType<typeof meantBy> | undefined,
  here: Temporal.PlainDateTime,
): Temporal.PlainDateTime | undefined {
  if (meant === undefined) return here;
  if (typeof meant !== 'object') return undefined;
  if (meant.type === 'once') return PlainDateTime.from(meant.at);
  return meant.type === 'elapsed' ? here.add({ milliseconds: meant.durationMs }) : undefined;
}

/** Where a stretch that begins then ends: the first time after it that may be meant. */
function endOf(
  from: Temporal.PlainDateTime,
  { untilHour = 0, untilMinute = 0, untilAmbiguous }: Stretch,
): Temporal.PlainDateTime {
  const day = from.toPlainDate().toPlainDateTime();
  const hours = untilAmbiguous === true ? [untilHour, untilHour + 12, untilHour + 24] : [untilHour, untilHour + 24];
  const ends = hours.map((hour) => day.add({ hours: hour, minutes: untilMinute }));
  return ends.find((end) => PlainDateTime.compare(end, from) > 0) ?? from.add({ hours: 1 });
}

function withPart(said: string, part: PartOfDay): string {
  if (said === 'today') return part === 'night' ? 'tonight' : `this ${part}`;
  return `${said} ${part}`;
}

function days(from: Temporal.PlainDate, length: Temporal.DurationLike, said: string): MeantStretch {
  const begin = from.toPlainDateTime();
  return { from: text(begin), to: text(begin.add(length)), said, moment: false };
}

function text(at: Temporal.PlainDateTime): string {
  return at.toString({ smallestUnit: 'second' });
}
