import { Temporal } from 'temporal-polyfill';

/** A day of the year by its date (month, day), or by the nth (last for -1) of a weekday in a month; weekdays count from 1, Monday. */
type Rule = { readonly on: readonly [number, number] } | { readonly nth: readonly [number, number, number] } | 'easter';

const HOLIDAYS: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ['christmas', { on: [12, 25] }],
  ['christmas eve', { on: [12, 24] }],
  ['boxing day', { on: [12, 26] }],
  ["new year's day", { on: [1, 1] }],
  ["new year's eve", { on: [12, 31] }],
  ["valentine's day", { on: [2, 14] }],
  ["saint patrick's day", { on: [3, 17] }],
  ['independence day', { on: [7, 4] }],
  ['halloween', { on: [10, 31] }],
  ['thanksgiving', { nth: [4, 4, 11] }],
  ['memorial day', { nth: [-1, 1, 5] }],
  ['labor day', { nth: [1, 1, 9] }],
  ["mother's day", { nth: [2, 7, 5] }],
  ["father's day", { nth: [3, 7, 6] }],
  ['martin luther king day', { nth: [3, 1, 1] }],
  ["presidents' day", { nth: [3, 1, 2] }],
  ['easter', 'easter'],
]);

/** The date of a holiday in a year; undefined for one that is not known. */
export function holidayIn(name: string, year: number): Temporal.PlainDate | undefined {
  const rule = HOLIDAYS.get(name);
  if (rule === undefined) return undefined;
  if (rule === 'easter') return easter(year);
  if ('on' in rule) return new Temporal.PlainDate(year, rule.on[0], rule.on[1]);
  const [nth, weekday, month] = rule.nth;
  const first = new Temporal.PlainDate(year, month, 1);
  if (nth < 0) {
    const last = first.add({ months: 1 }).subtract({ days: 1 });
    return last.subtract({ days: (last.dayOfWeek - weekday + 7) % 7 });
  }
  return first.add({ days: ((weekday - first.dayOfWeek + 7) % 7) + (nth - 1) * 7 });
}

/** Easter Sunday of the Gregorian calendar (Anonymous, Nature 13, 1876: "Meeus/Jones/Butcher"). */
function easter(year: number): Temporal.PlainDate {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const e = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - d - (c % 4)) % 7;
  const f = d + e - 7 * Math.floor((a + 11 * d + 22 * e) / 451) + 114;
  return new Temporal.PlainDate(year, Math.floor(f / 31), (f % 31) + 1);
}
