import { need } from 'agentos/contract';
import { invoke } from 'agentos/service';
import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { sayDate, sayTime } from '../../../language/say_instant.ts';
import { busyTimes, calendarEvent, calendarId, found, instant, local, span, uid } from './event.ts';
import { joinBusy, joinFound } from './join_found.ts';

/** What the contracts that read have in common: every provider answers for its own calendars. */
const READS = { effect: 'read', answers: 'all', private: true, deadlineMs: 15_000 } as const;

export const calendarList = need('calendar.list', {
  ...READS,
  summary: 'The calendars there are.',
  input: z.object({}),
  output: z.object({
    calendars: z.array(
      z.object({
        id: calendarId,
        name: z.string(),
        writable: z.boolean(),
        /** When it was last looked at, where it is kept elsewhere. */
        asOf: instant.optional(),
        problem: z.string().optional(),
      }),
    ),
  }),
  risk: 'open',
});

export const calendarEvents = need('calendar.events', {
  ...READS,
  summary: 'Calendar: what takes place in a span of time, appointments that come again among it.',
  input: z.object({ ...span, limit: z.int().min(1).max(500).default(100) }),
  output: found,
  risk: 'private',
  question: () => 'Read out your calendar?',
});

export const calendarFind = need('calendar.find', {
  ...READS,
  summary: 'Calendar: events by words of their title, place or people; of a series the next one.',
  input: z.object({ about: z.string().min(1).max(300), ...span, limit: z.int().min(1).max(50).default(10) }),
  output: found,
  risk: 'private',
  question: ({ about }) => `Look for ${about} in your calendar?`,
});

export const calendarFree = need('calendar.free', {
  ...READS,
  summary: 'Calendar: when one is busy in a span of time; nothing of what with.',
  input: z.object(span),
  output: busyTimes,
  risk: 'private',
  question: () => 'Say when you are busy?',
});

/** Brings back what a change took away; only what was kept here can be brought back. */
export const calendarRestore = need('calendar.restore', {
  summary: 'Calendar: bring an event back as it was before it was moved or deleted.',
  input: z.object({
    calendar: calendarId,
    id: uid,
    kept: z.string().max(100),
    /** As it stands now; absent where it is gone. */
    version: z.string().max(500).optional(),
    /** The series that was made of its later part, which goes again. */
    later: z.object({ id: uid, version: z.string().max(500) }).optional(),
  }),
  output: z.object({}),
  effect: 'keyed',
  risk: 'home',
  deadlineMs: 20_000,
});

export const calendarWithdraw = need('calendar.withdraw', {
  summary: 'Calendar: take back an event that was put in here, where nobody has changed it since.',
  input: z.object({ calendar: calendarId, id: uid, version: z.string().max(500) }),
  output: z.object({}),
  effect: 'keyed',
  // It takes away nothing that anybody else has seen to: the one it stands for is the event that was just made.
  risk: 'home',
  deadlineMs: 20_000,
});

const weekday = z.int().min(1).max(7);
const repeats = z.object({
  every: z.enum(['day', 'week', 'month', 'year']),
  interval: z.int().min(1).max(1_000).default(1),
  /** For weeks: 1 is Monday. */
  weekdays: z.array(weekday).min(1).max(7).optional(),
  /** For months: the first to fourth, or (-1) the last of a weekday; the day of the start where absent. */
  nth: z.int().min(-1).max(5).optional(),
  nthWeekday: weekday.optional(),
  /** The last day. */
  until: z.iso.date().optional(),
});
export type Repeats = z.infer<typeof repeats>;

export const calendarCreate = need('calendar.create', {
  summary: 'Calendar: put in an event, once or again and again.',
  input: z.object({
    title: z.string().trim().min(1).max(500),
    start: local,
    /** For whole days: the first midnight that is no longer part of it. An hour after the start where absent, or the next midnight. */
    end: local.optional(),
    allDay: z.boolean().default(false),
    place: z.string().max(500).optional(),
    notes: z.string().max(2_000).optional(),
    repeats: repeats.optional(),
    /** That for new events where absent. */
    calendar: calendarId.optional(),
  }),
  output: calendarEvent,
  effect: 'keyed',
  // Nobody is invited by it, and it can be taken back.
  risk: 'home',
  private: true,
  deadlineMs: 20_000,
  undo: (_input, { calendar, id, version }) => calendarWithdraw({ calendar, id, version }),
});

const named = {
  calendar: calendarId,
  id: uid,
  version: z.string().max(500),
  /** Which one of a series, as it was told. */
  occurrence: z.string().max(40).optional(),
  /** The whole series, not that one. */
  all: z.boolean().default(false),
  /** That one of a series and all that come after it. */
  future: z.boolean().default(false),
  /** Said back in the question. */
  title: z.string().max(500),
  /** True where the server may write to those who are invited. */
  tellPeople: z.boolean().default(false),
};

export const calendarMove = need('calendar.move', {
  summary: 'Calendar: move an event to another time, one of a series or all of it.',
  input: z.object({
    ...named,
    start: local,
    /** As long as it was, where absent. */
    end: local.optional(),
  }),
  output: z.object({
    event: calendarEvent,
    kept: z.string().optional(),
    /** What came before, where a series was split; absent where nothing did. */
    before: z.object({ version: z.string() }).optional(),
  }),
  effect: 'keyed',
  // It can be moved back; but what its server writes to the others cannot.
  risk: ({ tellPeople }) => (tellPeople ? 'private' : 'home'),
  question: ({ title, start, future, tellPeople }) =>
    `Move ${title}${future ? ', this one and all later ones,' : ''} to ${sayStart(start)}${tellPeople ? ', and let those who are invited know' : ''}?`,
  private: true,
  deadlineMs: 20_000,
  undo: ({ calendar, id }, { kept, event, before }) => {
    if (kept === undefined) return undefined;
    if (event.id === id) return calendarRestore({ calendar, id, kept, version: event.version });
    return calendarRestore({ calendar, id, kept, ...before, later: { id: event.id, version: event.version } });
  },
});

export const calendarDelete = need('calendar.delete', {
  summary: 'Calendar: delete an event, one of a series or all of it.',
  input: z.object(named),
  output: z.object({ kept: z.string().optional(), version: z.string().optional() }),
  effect: 'keyed',
  // Deleting is: it goes from every phone that shares the calendar at once, and nobody is reminded of it any more.
  risk: 'danger',
  question: ({ title, occurrence, all: every, future, tellPeople }) => {
    const which = future ? `${title}, this one and all later ones` : `this one of ${title}`;
    const what = occurrence === undefined ? title : every ? `${title}, every one of them` : which;
    return `Delete ${what}${tellPeople ? ', and let those who are invited know' : ''}?`;
  },
  private: true,
  deadlineMs: 20_000,
  undo: ({ calendar, id }, { kept, version }) =>
    kept === undefined
      ? undefined
      : calendarRestore({ calendar, id, kept, ...(version === undefined ? {} : { version }) }),
});

function sayStart(start: string): string {
  const at = Temporal.PlainDateTime.from(start);
  return `${sayDate({ weekday: at.dayOfWeek, year: at.year, month: at.month, day: at.day })} at ${sayTime(at.hour, at.minute)}`;
}

/** Everything that takes place in a span, of all calendars, in order of the start. */
export function* eventsIn(from: string, to: string, limit = 100) {
  return joinFound(yield* invoke(calendarEvents.subject, { from, to, limit }), limit);
}

/** What of all calendars fits these words, the best and among those the next one first. */
export function* eventsAbout(about: string, from: string, to: string, limit = 10) {
  return joinFound(yield* invoke(calendarFind.subject, { about, from, to, limit }), limit);
}

/** What all calendars answered to one call, for who asks them beside others. @throws Fault where none could be read */
export function eventsOf(answer: unknown, limit: number): ReturnType<typeof joinFound> {
  return joinFound(answer, limit);
}

/** When one is busy in a span, by all calendars. */
export function* busyIn(from: string, to: string) {
  return joinBusy(yield* invoke(calendarFree.subject, { from, to }));
}

export type { CalendarEvent } from './event.ts';
