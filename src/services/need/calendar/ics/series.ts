import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';
import type { Series } from './calendar_object.ts';
import type { Moment } from './moment.ts';

/** How much work a pattern may make at once: more is a mistake or malice. Found by trial: less than half a second in the worst case. */
const LIMITS = { maxIterations: 2_000, maxCandidateEvaluations: 3_000 } as const;
/** Longest count that is counted out. */
const MOST_COUNTED = 800;
/** A plain count up to this is counted out too: to the day, where a change of the clocks leaves one out. */
const LEAST_DATED = 366;
const PIECE_MS = 28 * 86_400_000;
const PIECES_KEPT = 14;
const DAYS = { DAILY: 1, WEEKLY: 7 } as const;

/**
 * Starts of a recurrence rule (RFC 5545, the part behind `RRULE:`). Worked out in pieces of four weeks, which are kept: the days that are
 * asked about are mostly the same. A pattern that was too much to work out stays so.
 * @throws RangeError for a rule that there is not
 */
export function seriesOf(rule: string, start: Moment): Series {
  // A whole day is the same day in every zone: without a clock that changes there is no time that may be left out.
  const dtstart = start.date === undefined ? start.at : start.date.toZonedDateTime('UTC');
  const { text, count } = prepared(rule, dtstart, start.date !== undefined);
  const pieces = new Map<number, readonly Temporal.ZonedDateTime[]>();
  let made: RRuleTemporal | undefined;
  let counted: readonly Temporal.ZonedDateTime[] | undefined;
  let hopeless: RangeError | undefined;

  const work = (
    find: (rule: RRuleTemporal) => readonly Temporal.ZonedDateTime[],
  ): readonly Temporal.ZonedDateTime[] => {
    if (hopeless !== undefined) throw hopeless;
    try {
      made ??= new RRuleTemporal({ rruleString: text, dtstart, ...LIMITS });
      return find(made);
    } catch (thrown) {
      hopeless = new RangeError(`its repetition cannot be worked out: ${String(thrown).slice(0, 200)}`);
      throw hopeless;
    }
  };
  const piece = (index: number): readonly Temporal.ZonedDateTime[] => {
    const known = pieces.get(index);
    if (known !== undefined) return known;
    const from = index * PIECE_MS;
    const found = work((made) => made.between(new Date(from), new Date(from + PIECE_MS - 1), true));
    if (pieces.size >= PIECES_KEPT) pieces.clear();
    pieces.set(index, found);
    return found;
  };

  return {
    between(fromMs, toMs) {
      const within = (at: Temporal.ZonedDateTime): boolean =>
        at.epochMilliseconds >= fromMs && at.epochMilliseconds < toMs;
      if (count) {
        counted ??= work((made) => made.all((_at, index) => index < MOST_COUNTED));
        return counted.filter(within);
      }
      const found: Temporal.ZonedDateTime[] = [];
      const first = Math.floor(Math.max(fromMs, dtstart.epochMilliseconds) / PIECE_MS);
      for (let index = first; index * PIECE_MS < toMs; index += 1) found.push(...piece(index).filter(within));
      return found;
    },
  };
}

/** The rule as the library wants it; whether it is to be counted out. A plain long count is an end date. */
function prepared(
  rule: string,
  dtstart: Temporal.ZonedDateTime,
  wholeDays: boolean,
): { readonly text: string; readonly count: boolean } {
  const parts = new Map(
    rule
      .toUpperCase()
      .split(';')
      .slice(0, 30)
      .flatMap((part): [string, string][] => {
        const [name = '', value = ''] = part.split('=');
        return name === '' || value === '' ? [] : [[name, value]];
      }),
  );
  const until = parts.get('UNTIL')?.replace(/[-:]/gu, '');
  if (until !== undefined) parts.set('UNTIL', untilOf(until, dtstart, wholeDays));
  const count = Number(parts.get('COUNT') ?? 0);
  const text = (): string => [...parts].map(([name, value]) => `${name}=${value}`).join(';');
  if (count === 0) return { text: text(), count: false };
  const { freq, interval } = { freq: parts.get('FREQ'), interval: Number(parts.get('INTERVAL') ?? 1) };
  const plain = ![...parts.keys()].some((name) => name.startsWith('BY'));
  if (plain && count > LEAST_DATED && (freq === 'DAILY' || freq === 'WEEKLY')) {
    const last = dtstart.add({ days: (count - 1) * interval * DAYS[freq] });
    parts.delete('COUNT');
    parts.set('UNTIL', basic(last));
    return { text: text(), count: false };
  }
  if (count > MOST_COUNTED) throw new RangeError(`it comes ${count} times, which is too many`);
  return { text: text(), count: true };
}

/** The end in UTC, as the zone of the start has it; of whole days, the last day. */
function untilOf(until: string, dtstart: Temporal.ZonedDateTime, wholeDays: boolean): string {
  const [, year, month, day, hour, minute, second, utc] =
    /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z)?)?$/u.exec(until) ?? [];
  if (year === undefined) throw new RangeError(`UNTIL=${until.slice(0, 40)} is no time`);
  const date = new Temporal.PlainDate(Number(year), Number(month), Number(day));
  if (wholeDays) return basic(date.toZonedDateTime('UTC'));
  const time = new Temporal.PlainTime(Number(hour ?? 23), Number(minute ?? 59), Number(second ?? 59));
  return basic(date.toZonedDateTime({ timeZone: utc === 'Z' ? 'UTC' : dtstart.timeZoneId, plainTime: time }));
}

function basic(at: Temporal.ZonedDateTime): string {
  return at.toInstant().toString({ smallestUnit: 'second' }).replace(/[-:]/gu, '');
}
