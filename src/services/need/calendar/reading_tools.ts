import { Fault, type Tool, tool } from 'agentos/service';
import { Temporal } from 'temporal-polyfill';
import { calendarEvents, calendarFind, calendarFree, calendarList } from './contract.ts';
import type { CalendarEvent } from './event.ts';
import { eventOf, localOf } from './event_view.ts';
import type { CalendarReader, Calendars, Held, OpenCalendars } from './held.ts';
import { type Seen, seenIn } from './seen.ts';
import { fitOf } from './words.ts';

const LONGEST_DAYS = 800;

/** The calls that read, of whoever keeps calendars. @param accepts pure: whether there is any */
export function readingTools(open: OpenCalendars, reader: CalendarReader, accepts: () => boolean): readonly Tool[] {
  return [
    tool({
      contract: calendarList,
      accepts,
      async run(_input, context) {
        const { calendars } = await open(context, false);
        return {
          calendars: calendars.map(({ id, name, writable, asOf, problem }) => ({
            ...{ id, name, writable },
            ...(asOf === undefined ? {} : { asOf }),
            ...(problem === undefined ? {} : { problem }),
          })),
        };
      },
    }),

    tool({
      contract: calendarEvents,
      accepts,
      async run({ from, to, limit }, context) {
        const calendars = await open(context, false);
        const { seen, unreadable } = await seenIn(calendars, reader, context, spanOf(from, to, context.clock.zone));
        seen.sort((one, other) => one.occurrence.startMs - other.occurrence.startMs);
        return foundOf(seen, limit, unreadable, calendars, context.clock.zone);
      },
      taintOf: ({ events }) => sourcesOf(events, calendarEvents.subject),
    }),

    tool({
      contract: calendarFind,
      accepts,
      async run({ about, from, to, limit }, context) {
        const calendars = await open(context, false);
        const fits = new Map<Held, number>();
        const { seen, unreadable } = await seenIn(calendars, reader, context, {
          ...spanOf(from, to, context.clock.zone),
          wanted: (held, object) => {
            const parts = [
              ...(object.master ? [object.master] : []),
              ...[...object.changed.values()].map(({ part }) => part),
            ];
            const texts = parts.map(({ title, place, people }) => [
              title,
              place ?? '',
              ...people.map(({ name }) => name),
            ]);
            const fit = Math.max(0, ...texts.map((words) => fitOf(about, words.join(' '))));
            fits.set(held, fit);
            return fit > 0;
          },
          firstOnly: true,
        });
        const fitting = seen.map((one) => ({ ...one, fit: fits.get(one.held) ?? 0 }));
        fitting.sort((one, other) => other.fit - one.fit || one.occurrence.startMs - other.occurrence.startMs);
        return foundOf(fitting, limit, unreadable, calendars, context.clock.zone);
      },
      taintOf: ({ events }) => sourcesOf(events, calendarFind.subject),
    }),

    tool({
      contract: calendarFree,
      accepts,
      async run({ from, to }, context) {
        const calendars = await open(context, false);
        const span = spanOf(from, to, context.clock.zone);
        const { seen, unreadable } = await seenIn(calendars, reader, context, span);
        const busySeen = seen.filter(({ occurrence: { part, startMs, endMs } }) => part.busy && endMs > startMs);
        await tellAll(busySeen, calendars);
        const taken = busySeen
          .map(({ occurrence: { startMs, endMs } }) => ({
            start: Math.max(startMs, span.fromMs),
            end: Math.min(endMs, span.toMs),
          }))
          .sort((one, other) => one.start - other.start);
        const busy: { start: number; end: number }[] = [];
        for (const one of taken) {
          const last = busy.at(-1);
          if (last !== undefined && one.start <= last.end) last.end = Math.max(last.end, one.end);
          else busy.push(one);
        }
        const { zone } = context.clock;
        return {
          busy: busy.map(({ start, end }) => ({
            ...{ start, end },
            ...{ startLocal: localOf(start, zone), endLocal: localOf(end, zone) },
          })),
          behind: behindOf(calendars),
          unreadable,
        };
      },
    }),
  ];
}

async function foundOf(
  seen: readonly (Seen & { readonly fit?: number })[],
  limit: number,
  unreadable: number,
  calendars: Calendars,
  zone: string,
) {
  const shown = seen.slice(0, limit);
  await tellAll(shown, calendars);
  const events = shown.map(({ held, occurrence, fit }) => eventOf(held, occurrence, zone, fit));
  return { events, more: seen.length > limit, behind: behindOf(calendars), unreadable };
}

/** Only what is told of: a title from outside leaves what was asked about others as it is. */
async function tellAll(seen: readonly Seen[], { tell }: Calendars): Promise<void> {
  for (const held of new Set(seen.map((one) => one.held))) await tell(held);
}

export function sourcesOf(events: readonly Pick<CalendarEvent, 'outside'>[], subject: string): string[] {
  return events.some(({ outside }) => outside) ? [subject] : [];
}

function behindOf({ calendars }: Calendars): { name: string; since: number }[] {
  return calendars.flatMap(({ name, behind, asOf }) => (behind && asOf !== undefined ? [{ name, since: asOf }] : []));
}

function spanOf(from: string, to: string, zone: string): { readonly fromMs: number; readonly toMs: number } {
  const [fromMs, toMs] = [from, to].map(
    (text) => Temporal.PlainDateTime.from(text).toZonedDateTime(zone).epochMilliseconds,
  );
  if (fromMs === undefined || toMs === undefined || toMs <= fromMs)
    throw new Fault('INVALID_ARGUMENT', `need.calendar: the span ends (${to}) before it begins (${from}).`);
  if (toMs - fromMs > LONGEST_DAYS * 86_400_000)
    throw new Fault('INVALID_ARGUMENT', `need.calendar: at most ${LONGEST_DAYS} days are looked at in one call.`);
  return { fromMs, toMs };
}
