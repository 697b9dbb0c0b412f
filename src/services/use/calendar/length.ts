import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';

const count = z.number().min(0).max(1_000).exactOptional();
const duration = z.object({ months: count, weeks: count, days: count, hours: count, minutes: count });
const clockTime = z.object({ hour: z.number().int(), minute: z.number().int(), ambiguous: z.boolean() });

/** How long something takes, as a slot says it; undefined where it says nothing. */
export function lengthOf(slot: unknown): Temporal.Duration | undefined {
  const said = duration.safeParse(slot).data;
  if (said === undefined || Object.keys(said).length === 0) return undefined;
  const { months = 0, weeks = 0, days = 0, hours = 0, minutes = 0 } = said;
  const length = Temporal.Duration.from({ months, weeks, days, minutes: Math.round(hours * 60 + minutes) });
  return length.sign > 0 ? length : undefined;
}

/** The first time after the start that a clock shows what a slot says. */
export function untilOf(slot: unknown, start: Temporal.PlainDateTime): Temporal.PlainDateTime | undefined {
  const said = clockTime.safeParse(slot).data;
  if (said === undefined) return undefined;
  const day = start.toPlainDate().toPlainDateTime();
  const hours = said.ambiguous ? [said.hour, said.hour + 12, said.hour + 24] : [said.hour, said.hour + 24];
  const ends = hours.map((hour) => day.add({ hours: hour, minutes: said.minute }));
  return ends.find((end) => Temporal.PlainDateTime.compare(end, start) > 0);
}
