import { z } from 'zod';

/** As the clock of the home shows it: `2026-11-24T15:00:00`. */
export const local = z.iso.datetime({ local: true });
export const instant = z.number().int();
export const calendarId = z.string().min(1).max(300);
export const uid = z.string().min(1).max(500);

export const calendarEvent = z.object({
  calendar: calendarId,
  /** The event's own: with `calendar` it names it. */
  id: uid,
  /** What was seen: a change is made only where it is still so. */
  version: z.string().max(500),
  /** Which one of a series. */
  occurrence: z.string().max(40).optional(),
  title: z.string(),
  /** Wall-clock milliseconds since the epoch, and as the clock of the home shows it. */
  start: instant,
  end: instant,
  startLocal: local,
  endLocal: local,
  /** Whole days; `end` is the midnight after the last of them. */
  allDay: z.boolean(),
  place: z.string().optional(),
  notes: z.string().optional(),
  people: z.array(z.string()),
  busy: z.boolean(),
  /** Others may have written this: an invitation, or the calendar of somebody else. */
  outside: z.boolean(),
  /** How well it fits the words that were looked for, 0 to 1. */
  fit: z.number().optional(),
});
export type CalendarEvent = z.infer<typeof calendarEvent>;

export const span = { from: local, to: local };

/** How much an answer can be relied on. */
export const standing = {
  /** Since when a calendar was not looked at, where its server does not answer. */
  behind: z.array(z.object({ name: z.string(), since: instant })),
  /** Events that could not be read, or come again too often to be worked out. */
  unreadable: z.number().int(),
};

export const found = z.object({
  events: z.array(calendarEvent),
  /** True where there are more than were asked for. */
  more: z.boolean(),
  ...standing,
});
export type FoundEvents = z.infer<typeof found>;

export const busyTimes = z.object({
  /** In order, none of them touching. */
  busy: z.array(z.object({ start: instant, end: instant, startLocal: local, endLocal: local })),
  ...standing,
});
export type BusyTimes = z.infer<typeof busyTimes>;
