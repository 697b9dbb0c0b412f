import { need } from 'agentos/contract';
import { signal } from 'agentos/service';
import { z } from 'zod';
import { recurrence } from '../../../language/recurrence.ts';

/** Later than this is not taken: a slip of the tongue more likely than a wish. */
const MAX_AHEAD_MS = 100 * 366 * 86_400_000;
const DAY_MS = 86_400_000;

/**
 * When something is due. `elapsed`: after time that really passes, whatever is done to the clock on the wall. `once`: when the clock
 * of the zone shows this; a time that a change of the clocks leaves out is the time as long after the change, one that it brings
 * twice is the first. `recurring`: the same on each of its days. `interval`: again and again after the same time.
 */
export const scheduleTime = z.discriminatedUnion('type', [
  z.object({ type: z.literal('elapsed'), durationMs: z.number().int().min(1).max(MAX_AHEAD_MS) }),
  z.object({
    type: z.literal('once'),
    /** `2026-11-24T07:00:00` */
    at: z.iso.datetime({ local: true }),
    /** IANA; that of the home where absent. */
    zone: z.string().optional(),
  }),
  recurrence.extend({ type: z.literal('recurring'), zone: z.string().optional() }),
  z.object({ type: z.literal('interval'), everyMs: z.number().int().min(60_000).max(MAX_AHEAD_MS) }),
]);
export type ScheduleTime = z.infer<typeof scheduleTime>;

/** What may not be due any more: `announce` tells how late it is and leaves the call, `run_once` makes the call once, `skip` does neither. */
export const catchUp = z.enum(['announce', 'run_once', 'skip']);
export type CatchUp = z.infer<typeof catchUp>;

const about = {
  kind: z.enum(['timer', 'alarm', 'reminder', 'task']),
  /** What it is called, or what it reminds of. */
  label: z.string().min(1).max(1_000).optional(),
  /** The client it was set from; it is announced there. */
  client: z.string(),
  /** Display name of the area it was set in. */
  area: z.string().optional(),
  /** It was set by voice: what it says was heard in the room, and may be told there. */
  spoken: z.boolean().optional(),
  /** Made when it is due, with the rights of an automation. */
  call: z.object({ subject: z.string().min(1).max(200), input: z.json() }).optional(),
  /** Said to the house when it is due. */
  command: z.string().min(1).max(1_000).optional(),
  catchUp: catchUp.default('announce'),
  /** Later than this it is not what was wanted any more, and `catchUp` says what becomes of it. */
  graceMs: z.number().int().min(0).max(DAY_MS).default(60_000),
};

export const scheduleView = z.object({
  ...about,
  id: z.string(),
  /** With the zone that it was set in. */
  when: scheduleTime,
  state: z.enum(['waiting', 'paused', 'due']),
  /** The next time, in wall-clock milliseconds since the epoch; absent while it is paused. */
  dueAt: z.number().int().optional(),
  /** The same as the clock of its zone shows it: `2026-11-24T07:00:00`. */
  dueLocal: z.string().optional(),
  /** Milliseconds; 0 when due. */
  remainingMs: z.number().int(),
  /** What it says and does was typed, and is left out here. */
  withheld: z.literal(true).optional(),
});
export type ScheduleView = z.infer<typeof scheduleView>;

export const scheduleRestore = need('schedule.restore', {
  summary: 'Bring schedules back as they were.',
  input: z.object({ schedules: z.array(scheduleView).min(1) }),
  output: z.object({}),
  effect: 'local',
  risk: 'home',
});

export const scheduleCancel = need('schedule.cancel', {
  summary: 'Cancel schedules.',
  input: z.object({ ids: z.array(z.string()).min(1) }),
  /** As they stood before; those that are gone already are left out. */
  output: z.object({ schedules: z.array(scheduleView) }),
  effect: 'local',
  risk: 'home',
  undo: (_input, { schedules }) => (schedules.length === 0 ? undefined : scheduleRestore({ schedules })),
});

/** Open schedules that there may be in a house: their list has to fit into one answer, read out or not. */
export const MOST_SCHEDULES = 1_000;

export const scheduleCreate = need('schedule.create', {
  summary: 'Set something for a time, once or again and again.',
  input: z.object({ ...about, when: scheduleTime }),
  output: scheduleView,
  effect: 'local',
  risk: 'home',
  undo: (_input, { id }) => scheduleCancel({ ids: [id] }),
});

export const scheduleChange = need('schedule.change', {
  summary: 'Set a schedule for another time.',
  input: z.object({ id: z.string(), when: scheduleTime }),
  /** Both absent where it is gone. */
  output: z.object({ before: scheduleView.optional(), after: scheduleView.optional() }),
  effect: 'local',
  risk: 'home',
  undo: (_input, { before }) => (before === undefined ? undefined : scheduleRestore({ schedules: [before] })),
});

/**
 * With what reminders and tasks say that were typed; it is left out where absent. What was typed is nobody's to hear but the owner's; timers
 * and alarms, and what was said by voice, are the house's.
 */
const typed = z.boolean().optional();
const riskOfTyped = (input: { readonly typed?: boolean | undefined }) => (input.typed === true ? 'private' : 'open');

export const scheduleList = need('schedule.list', {
  summary: 'What is set for a time, the next one first.',
  input: z.object({ kind: about.kind.optional(), typed }),
  /** At most a thousand. */
  output: z.object({ schedules: z.array(scheduleView) }),
  effect: 'read',
  risk: riskOfTyped,
  question: () => 'Tell what the reminders say that were typed?',
});

/** One that has rung: the row that keeps it from ringing twice. */
export const rungView = z.object({
  id: z.string(),
  kind: about.kind,
  label: about.label,
  client: z.string(),
  area: z.string().optional(),
  spoken: about.spoken,
  withheld: scheduleView.shape.withheld,
  dueAt: z.number().int(),
  rungAt: z.number().int(),
});
export type RungView = z.infer<typeof rungView>;

export const scheduleRung = need('schedule.rung', {
  summary: 'What has rung lately, the last one first.',
  input: z.object({ kind: about.kind.optional(), limit: z.number().int().min(1).max(200).default(20), typed }),
  output: z.object({ rung: z.array(rungView) }),
  effect: 'read',
  risk: riskOfTyped,
  question: () => 'Tell what the reminders said that were typed?',
});

/** What did not come at its time. */
export const missedRun = z.object({
  id: z.string(),
  kind: about.kind,
  label: about.label,
  client: z.string(),
  area: z.string().optional(),
  spoken: about.spoken,
  withheld: scheduleView.shape.withheld,
  /** How many times in a row, and the first and last of them. */
  count: z.number().int().min(1),
  firstDueAt: z.number().int(),
  lastDueAt: z.number().int(),
  /** The last as the clock of its zone showed it. */
  lastDueLocal: z.string(),
  /** When that was found, and what was done about the last of them. */
  foundAt: z.number().int(),
  done: z.enum(['announced', 'ran', 'skipped']),
});
export type MissedRun = z.infer<typeof missedRun>;

export const scheduleMissed = need('schedule.missed', {
  summary: 'What was missed, the last one first.',
  input: z.object({
    sinceMs: z.number().int().optional(),
    limit: z.number().int().min(1).max(200).default(20),
    typed,
  }),
  output: z.object({ missed: z.array(missedRun) }),
  effect: 'read',
  risk: riskOfTyped,
  question: () => 'Tell what the reminders said that were typed?',
});

/** Something set for a time is due; timers tell `timer.due`. The key is `<id>:<dueAt>`. */
export const scheduleDue = signal(
  'schedule.due',
  z.object({
    id: z.string(),
    kind: about.kind,
    label: about.label,
    client: z.string(),
    area: z.string().optional(),
    /** Wall-clock milliseconds since the epoch, and as the clock of its zone showed it. */
    dueAt: z.number().int(),
    dueLocal: z.string(),
    /** When this was told, and how late that was. */
    toldAt: z.number().int(),
    lateMs: z.number().int(),
    /** How many times before it were missed, of one that comes again. */
    missedBefore: z.number().int(),
    /** `announce`: it is too late for the call. */
    act: z.enum(['run', 'announce']),
  }),
);

/** Marks it as rung, once. */
export const scheduleRing = need('schedule.ring', {
  summary: 'Mark a due schedule as rung.',
  input: z.object({ id: z.string(), dueAt: z.number().int() }),
  output: z.object({
    /** False where it was cancelled or changed before it could ring, or has rung. */
    rung: z.boolean(),
    call: about.call,
    command: about.command,
    /** How late the call may still be made; absent where it is made however late. */
    graceMs: z.number().int().optional(),
  }),
  effect: 'local',
  risk: 'home',
});
