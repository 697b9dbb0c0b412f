import { Fault, type ReadBack, type Tool, type ToolContext, tool } from 'agentos/service';
import { Temporal } from 'temporal-polyfill';
import { changeFuture, laterUidFor } from './change_future.ts';
import { calendarCreate, calendarDelete, calendarMove, calendarRestore, calendarWithdraw } from './contract.ts';
import type { CalendarEvent } from './event.ts';
import { eventOf } from './event_view.ts';
import {
  type CalendarReader,
  type Calendars,
  type Held,
  type HeldCalendar,
  hashOf,
  type OpenCalendars,
} from './held.ts';
import { keep, keptText, marksOf } from './marks.ts';
import { sourcesOf } from './reading_tools.ts';

type Reading = Pick<ToolContext, 'storage' | 'signal' | 'clock' | 'key'>;

/** The calls that change something, of whoever keeps calendars. @param accepts pure: whether a calendar is kept there; undefined is any */
export function changingTools(
  open: OpenCalendars,
  reader: CalendarReader,
  accepts: (calendar: string | undefined) => boolean,
): readonly Tool[] {
  /** The event as it now stands; what was made of it just now is read like anything else. */
  const viewOf = async (held: Held, zone: string, occurrence?: string): Promise<CalendarEvent> => {
    const object = (await reader.load()).read(held, zone);
    const { firstOccurrence } = await import('./ics/first_occurrence.ts');
    const found = object && firstOccurrence(object, zone, occurrence);
    if (found === undefined)
      throw new Fault('DATA_LOSS', `The calendar ${held.calendar.name} does not hold what was put in it.`);
    return eventOf(held, found, zone);
  };
  const wroteIt = async (held: Held, key: string, zone: string): Promise<boolean> => {
    const object = (await reader.load()).read(held, zone);
    const parts = [object?.master, ...[...(object?.changed.values() ?? [])].map(({ part }) => part)];
    return parts.some((part) => part?.wroteKey === key);
  };
  /** The series ends before the later part: that was the second half of splitting it. */
  const isSplit = async (calendars: Calendars, calendar: string, id: string, key: string, zone: string) => {
    const before = await calendars.find(calendar, id);
    return before === undefined || (await wroteIt(before, key, zone));
  };
  const created = async (calendars: Calendars, calendar: string | undefined, { key, clock }: Reading) => {
    const held = await calendars.find(calendars.target(calendar).id, uidFor(key));
    return held && viewOf(held, clock.zone);
  };

  return [
    tool({
      contract: calendarCreate,
      accepts: ({ calendar }) => accepts(calendar),
      async run({ calendar: wanted, start, end, ...event }, context) {
        const { clock, key, storage } = context;
        const calendars = await open(context, true);
        // Made already, by a run that was cut off before it could say so.
        const there = await created(calendars, wanted, context);
        if (there !== undefined) return there;
        const calendar = calendars.target(wanted);
        const uid = uidFor(key);
        const from = midnightOf(Temporal.PlainDateTime.from(start), event.allDay);
        const until = end === undefined ? undefined : midnightOf(Temporal.PlainDateTime.from(end), event.allDay);
        const usual = from.add(event.allDay ? { days: 1 } : { hours: 1 });
        if (until !== undefined && Temporal.PlainDateTime.compare(until, from) <= 0)
          throw new Fault('INVALID_ARGUMENT', `need.calendar.create: it ends (${end}) before it begins (${start}).`);
        const { newObject } = await import('./ics/write_object.ts');
        const text = newObject({
          ...event,
          ...{ uid, key: hashOf(key), start: from, end: until ?? usual, zone: clock.zone, nowMs: clock.now() },
        });
        const version = await calendars.put(calendar, uid, text, undefined);
        await marksOf(storage).set({ calendar, uid }, true, Math.floor(clock.now()));
        return viewOf({ calendar, uid, version, text }, clock.zone);
      },
      async readBack({ calendar }, context) {
        return readBackOf(await created(await open(context, true), calendar, context));
      },
    }),

    tool({
      contract: calendarMove,
      accepts: ({ calendar }) => accepts(calendar),
      async run({ calendar, id, version, occurrence, all, future, start, end, title, tellPeople }, context) {
        const { clock, key, storage } = context;
        const calendars = await open(context, true);
        const fromThere = future && !all ? occurrence : undefined;
        const later = fromThere === undefined ? undefined : await calendars.find(calendar, laterUidFor(key));
        const finished = later !== undefined && (await isSplit(calendars, calendar, id, hashOf(key), clock.zone));
        if (later !== undefined && finished) return { event: await viewOf(later, clock.zone) };
        const held = await there(calendars, calendar, id, title);
        const single = all ? undefined : occurrence;
        if (await wroteIt(held, hashOf(key), clock.zone)) return { event: await viewOf(held, clock.zone, single) };
        if (held.version !== version) throw changedElsewhere(title);
        await mayTell(held, reader, clock.zone, tellPeople);
        if (fromThere !== undefined) {
          const done = await changeFuture(calendars, held, { occurrence: fromThere, start, end }, context);
          if (done.later === undefined) throw new Fault('INTERNAL', `${title} was moved to nowhere.`);
          const event = await viewOf(done.later, clock.zone);
          const before = done.version === undefined ? {} : { before: { version: done.version } };
          return { event, ...before, ...(done.kept === undefined ? {} : { kept: done.kept }) };
        }
        const { movedObject } = await import('./ics/change_object.ts');
        const text = movedObject(
          held.text,
          { uid: id, occurrence, all, key: hashOf(key), home: clock.zone, nowMs: clock.now() },
          Temporal.PlainDateTime.from(start),
          end === undefined ? undefined : Temporal.PlainDateTime.from(end),
        );
        const next = await calendars.put(held.calendar, id, text, version);
        const kept = await keep(context, hashOf(key), held);
        await marksOf(storage).set(held, false, Math.floor(clock.now()));
        const event = await viewOf({ ...held, version: next, text }, clock.zone, single);
        return { event, ...(kept === undefined ? {} : { kept }) };
      },
      async readBack({ calendar, id, occurrence, all, future }, context) {
        const calendars = await open(context, true);
        const { zone } = context.clock;
        if (future && !all && occurrence !== undefined) {
          const later = await calendars.find(calendar, laterUidFor(context.key));
          const finished = later !== undefined && (await isSplit(calendars, calendar, id, hashOf(context.key), zone));
          return finished ? { outcome: 'done', output: { event: await viewOf(later, zone) } } : { outcome: 'not_done' };
        }
        const held = await calendars.find(calendar, id);
        if (held === undefined || !(await wroteIt(held, hashOf(context.key), zone))) return { outcome: 'not_done' };
        return { outcome: 'done', output: { event: await viewOf(held, zone, all ? undefined : occurrence) } };
      },
      taintOf: ({ event }) => sourcesOf([event], calendarMove.subject),
    }),

    tool({
      contract: calendarDelete,
      accepts: ({ calendar }) => accepts(calendar),
      async run({ calendar, id, version, occurrence, all, future, title, tellPeople }, context) {
        const { clock, key, storage } = context;
        const calendars = await open(context, true);
        const held = await there(calendars, calendar, id, title);
        const one = occurrence !== undefined && !all;
        if (one && (await wroteIt(held, hashOf(key), clock.zone))) return { version: held.version };
        if (held.version !== version) throw changedElsewhere(title);
        await mayTell(held, reader, clock.zone, tellPeople);
        if (one && future) {
          const { version: next, kept } = await changeFuture(calendars, held, { occurrence }, context);
          return { ...(next === undefined ? {} : { version: next }), ...(kept === undefined ? {} : { kept }) };
        }
        if (one) {
          const { withoutOccurrence } = await import('./ics/change_object.ts');
          const change = { uid: id, occurrence, all, key: hashOf(key), home: clock.zone, nowMs: clock.now() };
          const next = await calendars.put(held.calendar, id, withoutOccurrence(held.text, change), version);
          const kept = await keep(context, hashOf(key), held);
          return { version: next, ...(kept === undefined ? {} : { kept }) };
        }
        await calendars.remove(held);
        await marksOf(storage).clear(held);
        const kept = await keep(context, hashOf(key), held);
        return kept === undefined ? {} : { kept };
      },
      async readBack({ calendar, id, occurrence, all }, context) {
        const held = await (await open(context, true)).find(calendar, id);
        if (held === undefined) return { outcome: 'done', output: {} };
        const one = occurrence !== undefined && !all && (await wroteIt(held, hashOf(context.key), context.clock.zone));
        return one ? { outcome: 'done', output: { version: held.version } } : { outcome: 'not_done' };
      },
    }),

    tool({
      contract: calendarRestore,
      accepts: ({ calendar }) => accepts(calendar),
      async run({ calendar, id, kept, version, later }, context) {
        const { storage } = context;
        const text = await keptText(storage, kept, calendar, id);
        if (text === undefined) throw new Fault('NOT_FOUND', 'I no longer have that event as it was.');
        const calendars = await open(context, true);
        const now = await calendars.find(calendar, id);
        const second = later && (await calendars.find(calendar, later.id));
        if (second !== undefined && second.version !== later?.version) throw changedElsewhere('That event');
        if (now?.text !== text) {
          if (now?.version !== version) throw changedElsewhere('That event');
          await calendars.put(calendars.target(calendar), id, text, version);
        }
        if (second !== undefined) {
          await calendars.remove(second);
          await marksOf(storage).clear(second);
        }
        return {};
      },
    }),

    tool({
      contract: calendarWithdraw,
      accepts: ({ calendar }) => accepts(calendar),
      async run({ calendar, id, version }, context) {
        const calendars = await open(context, true);
        const held = await calendars.find(calendar, id);
        if (held === undefined) return {};
        const marks = marksOf(context.storage);
        if ((await marks.get(held))?.made !== true)
          throw new Fault('FAILED_PRECONDITION', 'That event was not put in by me, so I do not take it back.');
        if (held.version !== version) throw changedElsewhere('That event');
        await calendars.remove(held);
        await marks.clear(held);
        return {};
      },
    }),
  ];
}

/** The same call is the same event, however often it is made. */
function uidFor(key: string): string {
  return `${hashOf(key)}@agentos`;
}

function midnightOf(at: Temporal.PlainDateTime, allDay: boolean): Temporal.PlainDateTime {
  return allDay ? at.toPlainDate().toPlainDateTime() : at;
}

async function there(calendars: Calendars, calendar: string, id: string, title: string): Promise<Held> {
  const held = await calendars.find(calendar, id);
  if (held === undefined) throw new Fault('NOT_FOUND', `${title} is no longer in the calendar.`);
  mustWrite(held.calendar);
  return held;
}

export function mustWrite({ name, writable }: Pick<HeldCalendar, 'name' | 'writable'>): void {
  if (!writable) throw new Fault('FAILED_PRECONDITION', `The calendar ${name} can only be read.`);
}

/** A server may write to all who are invited: that needs a word of its own. */
async function mayTell(held: Held, reader: CalendarReader, zone: string, tellPeople: boolean): Promise<void> {
  const object = (await reader.load()).read(held, zone);
  const people = (object?.master?.people ?? []).filter(
    ({ address }) => address === undefined || !held.calendar.mine.has(address),
  );
  if (people.length > 0 && !tellPeople) {
    const many = people.length === 1 ? 'one person is' : `${people.length} people are`;
    throw new Fault(
      'FAILED_PRECONDITION',
      `${many} invited to that, and would be told by the calendar; say tellPeople if they may be.`,
    );
  }
}

export function changedElsewhere(title: string): Fault {
  return new Fault(
    'ABORTED',
    `${title} was changed elsewhere meanwhile, so I left it as it is. Ask for it again to see how it is now.`,
  );
}

function readBackOf(event: CalendarEvent | undefined): ReadBack<CalendarEvent> {
  return event === undefined ? { outcome: 'not_done' } : { outcome: 'done', output: event };
}
