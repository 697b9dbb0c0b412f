import { z } from 'zod';
import type { ValueType } from '../../src/language/parse_value.ts';
import { convertQuantity } from '../../src/language/values/quantity.ts';
import { unitNamed } from '../../src/language/values/units.ts';
import type { Outcome } from './outcome.ts';
import { at, endsOf, type Got, localOf, outcomeOf, PART_OF_DAY, sameNumber, samePartOfDay } from './values_read.ts';

const resolution = z.looseObject({
  value: z.string().nullish(),
  start: z.string().nullish(),
  end: z.string().nullish(),
  timex: z.string().nullish(),
  Mod: z.string().nullish(),
});
const result = z.looseObject({
  Text: z.string(),
  TypeName: z.string().nullish(),
  Type: z.string().nullish(),
  Resolution: z
    .looseObject({ values: z.array(resolution).nullish(), value: z.unknown().optional(), unit: z.string().nullish() })
    .nullish(),
  Value: z.unknown().optional(),
});
export const recognizersRow = z.object({
  text: z.string(),
  spec: z.string(),
  reference: z.string().nullish(),
  results: z.array(result),
});
export type RecognizersRow = z.infer<typeof recognizersRow>;

const anyNow = at('2016-11-07T00:00:00');

/** What a phrase may mean, as the set has it: each with all its ends. */
type Option = z.infer<typeof resolution>;

/** The phrases that a row of date-times names, each with what it means; and the sentence itself where it names none. */
export function dateTimes({ text, spec, reference, results }: RecognizersRow): Outcome[] {
  if (spec === 'TimeZoneParser' || reference == null) return [];
  const now = at(reference.slice(0, 19));
  if (results.length === 0) return [outcomeOf(text, 'instant', now, undefined, () => false)];
  return results.flatMap((found) => {
    const options = optionsOf(found);
    const kind = (found.TypeName ?? found.Type ?? '').replace('datetimeV2.', '');
    const known =
      options.some(({ value, start, end, timex }) => (value ?? start ?? end ?? timex) && value !== 'not resolved') ||
      kind === 'set';
    return known ? [phrase(found.Text, kind, options, now)].filter((one) => one !== undefined) : [];
  });
}

function optionsOf({ Resolution: found, Value: old }: z.infer<typeof result>): Option[] {
  if (found?.values != null) return found.values;
  const value = z
    .looseObject({
      Timex: z.string().nullish(),
      Mod: z.string().nullish(),
      FutureResolution: z.record(z.string(), z.unknown()).nullish(),
      PastResolution: z.record(z.string(), z.unknown()).nullish(),
    })
    .safeParse(old).data;
  if (value === undefined) return [];
  return [value.FutureResolution, value.PastResolution].map((ends) => {
    const pick = (...names: string[]): string | undefined =>
      names.flatMap((name) => (typeof ends?.[name] === 'string' ? [String(ends[name])] : []))[0];
    return {
      value: pick('date', 'dateTime', 'time', 'duration', 'set'),
      start: pick('startDate', 'startDateTime', 'startTime'),
      end: pick('endDate', 'endDateTime', 'endTime'),
      timex: value.Timex,
      Mod: value.Mod,
    };
  });
}

const TYPES: Readonly<Record<string, ValueType>> = {
  date: 'instant',
  time: 'instant',
  datetime: 'instant',
  daterange: 'interval',
  timerange: 'interval',
  datetimerange: 'interval',
  duration: 'duration',
  set: 'recurrence',
};

function phrase(
  text: string,
  kind: string,
  options: readonly Option[],
  now: Parameters<typeof outcomeOf>[2],
): Outcome | undefined {
  const type = TYPES[kind];
  // `more than 3 days` is no duration.
  if (type === undefined || (type === 'duration' && options.some(({ Mod }) => Mod != null))) return undefined;
  const wanted = options
    .map(({ value, start, end, timex }) => (kind === 'set' ? timex : (value ?? `${start ?? '..'}/${end ?? '..'}`)))
    .join(' | ');
  return outcomeOf(text, type, now, wanted, (got) => options.some((option) => fits(text, kind, option, got)));
}

function fits(text: string, kind: string, { value, start, end, timex }: Option, got: Got): boolean {
  const plain = (local: string): string => local.replace(' ', 'T');
  switch (kind) {
    case 'date':
      return localOf(String(got.value)).startsWith(plain(value ?? '-').slice(0, 10));
    case 'datetime':
      return localOf(String(got.value)) === plain(value ?? '').slice(0, 19);
    case 'time':
      return localOf(String(got.value)).endsWith(`T${value}`);
    case 'duration':
      return sameNumber(got.value, Number(value));
    case 'set':
      return sameRule(timex ?? '', got);
    default:
      return sameEnds(
        text,
        start == null ? undefined : plain(start),
        end == null ? undefined : plain(end),
        endsOf(got.value),
      );
  }
}

/** Where the end of a month begins differs between the sets, too. */
const PART_OF_MORE = /\b(?:beginning|start|middle|mid|end|early|late)\b/iu;

function samePartOfMore(got: readonly [string, string], wanted: readonly [string, string]): boolean {
  const [from = 0, to = 0, theirFrom = 0, theirTo = 0] = [...got, ...wanted].map((local) => Date.parse(`${local}Z`));
  const middle = (from + to) / 2;
  return (
    theirFrom <= middle &&
    middle < theirTo &&
    (from === theirFrom || to === theirTo || (from > theirFrom - 2 * 86_400_000 && to < theirTo + 2 * 86_400_000))
  );
}

const JOINED = /\b(?:to|till|until|through|and|rest)\b|-|–|~/iu;
const midnight = (day: string): string => (day.length === 10 ? `${day}T00:00:00` : day);

/** The last second of a day is in the range there; with us it ends before the next day begins: the same seconds belong to it. */
function afterLastSecond(local: string): string {
  return /^\d{4}-\d\d-\d\dT23:59:59$/u.test(local)
    ? new Date(Date.parse(`${local}Z`) + 1000).toISOString().slice(0, 19)
    : local;
}

/** The set ends a range of days at the day that is named; with us that day belongs to it. */
function sameEnds(
  text: string,
  start: string | undefined,
  end: string | undefined,
  [from, to]: readonly [string, string],
): boolean {
  // Of a time of day the day is not said.
  const timeOnly = (start ?? end ?? '').length === 8;
  const day = (local: string): string => (timeOnly ? local.slice(11) : local);
  const [wantedFrom, wantedTo] = [start && midnight(start), end && afterLastSecond(midnight(end))];
  if (PART_OF_DAY.test(text) && !/\d|\bto\b|between/u.test(text) && wantedFrom && wantedTo) {
    const on = (local: string): string => (timeOnly ? `${from.slice(0, 10)}T${local}` : local);
    return samePartOfDay([from, to], [on(wantedFrom), on(wantedTo)]);
  }
  if (PART_OF_MORE.test(text) && wantedFrom && wantedTo) return samePartOfMore([from, to], [wantedFrom, wantedTo]);
  // What is after a day begins with the next.
  const nextDay =
    start?.length === 10 &&
    wantedTo === undefined &&
    /^after\b/iu.test(text) &&
    Date.parse(`${from}Z`) - Date.parse(`${wantedFrom}Z`) === 86_400_000;
  // `now` is a day in the set, where the other end is one.
  const nowDay = /\bnow\b/iu.test(text) && start?.length === 10;
  if (nowDay && end?.length === 10)
    return (
      from.startsWith(start) && (to.startsWith(end) || Date.parse(`${to}Z`) - Date.parse(`${wantedTo}Z`) === 86_400_000)
    );
  if (wantedFrom !== undefined && day(from) !== wantedFrom && !nextDay) return false;
  if (wantedTo === undefined || day(to) === wantedTo) return true;
  const later = Date.parse(`${to}Z`) - Date.parse(`${wantedTo}Z`);
  return (
    !timeOnly &&
    end?.length === 10 &&
    JOINED.test(text) &&
    later > 0 &&
    later <= 366 * 86_400_000 &&
    [1, 28, 29, 30, 31, 365, 366].includes(later / 86_400_000)
  );
}

const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

function sameRule(timex: string, { value, time, or }: Got): boolean {
  const rule = String(value);
  const [, count, unit = ''] = /^P(?:T)?(\d+)([DWMYH])$/u.exec(timex) ?? [];
  if (count !== undefined) {
    const often = {
      D: 'DAILY',
      W: 'WEEKLY',
      M: timex.startsWith('PT') ? 'MINUTELY' : 'MONTHLY',
      Y: 'YEARLY',
      H: 'HOURLY',
    }[unit];
    return rule === `FREQ=${often}${count === '1' ? '' : `;INTERVAL=${count}`}`;
  }
  // Half a year is six months: a rule counts in whole ones.
  if (timex === 'P0.5Y') return rule === 'FREQ=MONTHLY;INTERVAL=6';
  const [, day, hour, minute = '00'] = /^XXXX-WXX-(\d|WE)(?:T(\d\d)(?::(\d\d))?)?(?:T\w\w)?$/u.exec(timex) ?? [];
  if (day !== undefined) {
    const days = day === 'WE' ? 'SA,SU' : DAYS[Number(day) - 1];
    const same = hour === undefined || [time, or].includes(`${hour}:${minute}:00`);
    return rule === `FREQ=WEEKLY;BYDAY=${days}` && same;
  }
  if (timex === 'P1WE') return rule === 'FREQ=WEEKLY;BYDAY=SA,SU';
  const [, daily, past = '00'] = /^T(\d\d)(?::(\d\d))?$/u.exec(timex) ?? [];
  if (daily !== undefined) return rule === 'FREQ=DAILY' && [time, or].includes(`${daily}:${past}:00`);
  return /^T(?:MO|AF|EV|NI)(?:P1D)?$/u.test(timex) && rule === 'FREQ=DAILY';
}

const PLAIN: Readonly<Record<string, ValueType>> = {
  NumberModel: 'number',
  OrdinalModel: 'ordinal',
  PercentModel: 'percent',
  TemperatureModel: 'temperature',
  DimensionModel: 'quantity',
};

/** Numbers and quantities: the phrases that a row names. */
export function plainValues({
  spec,
  results,
}: RecognizersRow): { readonly set: ValueType; readonly outcome: Outcome }[] {
  const set = PLAIN[spec];
  if (set === undefined) return [];
  return results.flatMap(({ Text: text, Resolution: found }) => {
    const wanted = Number(String(found?.value ?? '').replace('%', ''));
    if (found?.value == null || !Number.isFinite(wanted)) return [];
    const isRight = ({ value }: Got): boolean =>
      sameNumber(numberOf(value), wanted) || sameLength(value, wanted, found.unit ?? '');
    return [{ set, outcome: outcomeOf(text, set, anyNow, `${wanted} ${found.unit ?? ''}`.trim(), isRight) }];
  });
}

/** Feet and inches said together are inches with us and a part of a foot there: one length, where turning one into the other says so. */
function sameLength(value: unknown, wanted: number, unit: string): boolean {
  const got = z.object({ amount: z.number(), unit: z.literal('inch') }).safeParse(value).data;
  const [inch, foot] = [unitNamed('inch'), unitNamed('foot')];
  if (got === undefined || inch === undefined || foot === undefined || unit !== 'Foot') return false;
  return sameNumber(convertQuantity({ amount: got.amount, unit: inch }, foot)?.amount, wanted);
}

function numberOf(value: unknown): unknown {
  const found = z.union([z.object({ degrees: z.number() }), z.object({ amount: z.number() })]).safeParse(value).data;
  return found === undefined ? value : 'degrees' in found ? found.degrees : found.amount;
}
