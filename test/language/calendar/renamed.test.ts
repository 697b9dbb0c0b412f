import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { parseValue, type ValueType } from '../../../src/language/parse_value.ts';
import { numberToWords, ordinalToWords } from '../../../src/language/values/spoken_number.ts';

/** The same numbers for the same seed (mulberry32). */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (((mixed ^ (mixed >>> 14)) >>> 0) % 1_000_000) % below;
  };
}

const MONTHS = 'January February March April May June July August September October November December'.split(' ');
const WEEKDAYS = 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split(' ');
const ZONES = ['Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Sydney', 'UTC'];
const MANY = 300;

interface Said {
  readonly type: ValueType;
  readonly text: string;
  /** On the clock of the house; from, where it is an interval. */
  readonly wanted: string;
}

/** Phrases made of other numbers, months, days and times than any table has, with what they have to come to. */
function* phrases(pick: (below: number) => number, now: Temporal.PlainDateTime): Generator<Said> {
  const one = <T>(items: readonly T[]): T => {
    const found = items[pick(items.length)];
    if (found === undefined) throw new Error('nothing to pick from');
    return found;
  };
  const today = now.toPlainDate();
  const iso = (at: Temporal.PlainDateTime): string => at.toString({ smallestUnit: 'second' });
  const count = 2 + pick(28);
  const counted = one([String(count), numberToWords(count)]);
  const hour = pick(12);
  const minute = 1 + pick(29);
  const evening = pick(2) === 1;
  const half = evening ? one(['pm', 'p.m.']) : one(['am', 'a.m.', 'in the morning']);
  const time = { hour: hour + (evening ? 12 : 0), minute };
  const clock = one([
    `${hour === 0 ? 12 : hour}:${String(minute).padStart(2, '0')} ${half}`,
    `${minute} minutes past ${numberToWords(hour === 0 ? 12 : hour)} ${half}`,
  ]);
  const month = 1 + pick(12);
  const day = 1 + pick(28);
  const name = one([MONTHS[month - 1] ?? '', (MONTHS[month - 1] ?? '').slice(0, 3)]);
  const date = one([
    `the ${ordinalToWords(day)} of ${name}`,
    `${name} ${day}`,
    `${name} the ${ordinalToWords(day)}`,
    `${day} ${name}`,
  ]);
  const thisYear = Temporal.PlainDate.from({ year: now.year, month, day });
  const coming = Temporal.PlainDate.compare(thisYear, today) < 0 ? thisYear.add({ years: 1 }) : thisYear;
  yield { type: 'instant', text: one([date, `on ${date}`]), wanted: iso(coming.toPlainDateTime()) };
  const year = now.year + 1 + pick(8);
  yield { type: 'instant', text: `${date} ${year}`, wanted: iso(thisYear.with({ year }).toPlainDateTime()) };
  yield {
    type: 'instant',
    text: one([`tomorrow at ${clock}`, `at ${clock} tomorrow`]),
    wanted: iso(today.add({ days: 1 }).toPlainDateTime(time)),
  };
  yield {
    type: 'instant',
    text: one([`${date} ${year} at ${clock}`, `at ${clock} on ${date} ${year}`]),
    wanted: iso(thisYear.with({ year }).toPlainDateTime(time)),
  };
  yield {
    type: 'instant',
    text: one([`in ${counted} weeks`, `${counted} weeks from now`, `${counted} weeks from today`]),
    wanted: iso(today.add({ weeks: count }).toPlainDateTime()),
  };
  yield {
    type: 'instant',
    text: `${counted} months ago`,
    wanted: iso(today.subtract({ months: count }).toPlainDateTime()),
  };
  const weekday = pick(7);
  const named = WEEKDAYS[weekday] ?? '';
  const ahead = (weekday + 1 - today.dayOfWeek + 7) % 7;
  yield {
    type: 'instant',
    text: one([named, `on ${named}`, `this ${named}`]),
    wanted: iso(today.add({ days: ahead }).toPlainDateTime()),
  };
  yield {
    type: 'instant',
    text: `next ${named}`,
    wanted: iso(today.add({ days: 8 - today.dayOfWeek + weekday }).toPlainDateTime()),
  };
  const start = 1 + pick(9);
  const end = start + 1 + pick(11 - start > 0 ? 11 - start : 1);
  const afternoon = today.add({ days: 1 });
  yield {
    type: 'interval',
    text: one([
      `tomorrow from ${start} pm to ${end} pm`,
      `between ${start} and ${end} pm tomorrow`,
      `from ${numberToWords(start)} until ${numberToWords(end)} pm tomorrow`,
    ]),
    wanted: `${iso(afternoon.toPlainDateTime({ hour: start + 12 }))}/${iso(afternoon.toPlainDateTime({ hour: end + 12 }))}`,
  };
  const last = Math.min(28, day + 1 + pick(9));
  if (last > day) {
    const until = Temporal.PlainDate.from({ year: coming.year, month, day: last });
    yield {
      type: 'interval',
      text: one([
        `from the ${ordinalToWords(day)} to the ${ordinalToWords(last)} of ${name}`,
        `${name} ${day} to ${last}`,
        `${day} to ${last} ${name}`,
      ]),
      wanted: `${iso(coming.toPlainDateTime())}/${iso(until.add({ days: 1 }).toPlainDateTime())}`,
    };
  }
  const nth = 1 + pick(4);
  const whole = Temporal.PlainDate.from({ year, month, day: 1 });
  yield {
    type: 'instant',
    text: `the ${ordinalToWords(nth)} ${named} of ${name} ${year}`,
    wanted: iso(whole.add({ days: ((weekday + 1 - whole.dayOfWeek + 7) % 7) + (nth - 1) * 7 }).toPlainDateTime()),
  };
}

describe('other numbers, names and times than any table has', () => {
  test.each([1, 20_261_125, 77])('seed %d', (seed) => {
    const pick = seeded(seed);
    const wrong: unknown[] = [];
    for (let row = 0; row < MANY; row += 1) {
      const now = Temporal.PlainDateTime.from({
        year: 2024 + pick(6),
        month: 1 + pick(12),
        day: 1 + pick(28),
        hour: 9 + pick(9),
        minute: pick(60),
      });
      const here = now.toZonedDateTime(ZONES[pick(ZONES.length)] ?? 'UTC');
      for (const { type, text, wanted } of phrases(pick, now)) {
        const found = parseValue(type, text, here);
        const got =
          'refused' in found
            ? found.refused
            : String(found.value)
                .split('/')
                .map((end) => end.slice(0, 19))
                .join('/');
        if (got !== wanted) wrong.push({ now: here.toString(), text, wanted, got });
      }
    }
    expect(wrong).toEqual([]);
  });
});
