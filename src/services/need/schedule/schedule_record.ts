import type { Clock, CollectionDefinition } from 'agentos/service';
import { z } from 'zod';
import { missedRun, rungView, type ScheduleView, scheduleTime, scheduleView } from './contract.ts';
import { localAt, nextAfter } from './occurrences.ts';

/**
 * A schedule at rest. Running it has `dueAt`, paused `remainingMs`. One that was due once has no record after it rang; of a recurring
 * one that has come to its end nothing is left but `told` until then.
 */
const scheduleRecord = scheduleView
  .omit({ id: true, state: true, dueAt: true, dueLocal: true, remainingMs: true, withheld: true })
  .extend({
    when: scheduleTime,
    /** Wall-clock milliseconds since the epoch, while it runs. */
    dueAt: z.number().int().optional(),
    /** While it is paused. */
    remainingMs: z.number().int().optional(),
    /** For `elapsed`, by the time since the machine started: when that was written, and when it is due. */
    mark: z.object({ boot: z.string(), setAt: z.number(), dueAt: z.number() }).optional(),
    /** Of one that comes again, the times that were told and have not rung, the last one last. */
    told: z.array(z.number().int()).optional(),
  });
export type ScheduleRecord = z.infer<typeof scheduleRecord>;

export const scheduleRecords = {
  name: 'schedules',
  schema: scheduleRecord,
  indexes: ['kind'],
} satisfies CollectionDefinition<typeof scheduleRecord>;

/** By `<id>:<dueAt>`. */
export const rungRows = { name: 'rung', schema: rungView, indexes: ['kind', 'rungAt'] } satisfies CollectionDefinition<
  typeof rungView
>;
export const missedRuns = { name: 'missed', schema: missedRun, indexes: ['foundAt'] } satisfies CollectionDefinition<
  typeof missedRun
>;

/** A thread that tells one is resumed or ended long before so many have followed it. */
const MOST_TOLD = 16;

/** The record, with a time that is about to be told. */
export function withTold(record: ScheduleRecord, dueAt: number): ScheduleRecord {
  const { told = [] } = record;
  return told.includes(dueAt) ? record : { ...record, told: [...told, dueAt].slice(-MOST_TOLD) };
}

/** The record once that time has rung. */
export function withoutTold({ told = [], ...rest }: ScheduleRecord, dueAt: number): ScheduleRecord {
  const left = told.filter((one) => one !== dueAt);
  return left.length > 0 ? { ...rest, told: left } : rest;
}

/** Whether nothing of it is still to come. */
export function isOver({ dueAt, remainingMs: paused, told }: ScheduleRecord): boolean {
  return dueAt === undefined && paused === undefined && told === undefined;
}

export function comesAgain({ when }: Pick<ScheduleRecord, 'when'>): boolean {
  return when.type === 'recurring' || when.type === 'interval';
}

export function occurrenceKey(id: string, dueAt: number): string {
  return `${id}:${dueAt}`;
}

type Time = Pick<Clock, 'now' | 'elapsed' | 'boot' | 'zone'>;

/**
 * Milliseconds left, negative when overdue. For `elapsed` the time since the machine started counts, over restarts too; where the machine
 * itself was started anew, only the clock on the wall can tell.
 */
export function remainingMs(record: ScheduleRecord, clock: Time): number {
  if (record.dueAt === undefined) return record.remainingMs ?? 0;
  const { mark } = record;
  // Within a container, the time may begin anew under the same name.
  const counts = mark !== undefined && mark.boot === clock.boot && clock.elapsed() >= mark.setAt;
  return Math.round(counts ? mark.dueAt - clock.elapsed() : record.dueAt - clock.now());
}

export function viewOf(id: string, record: ScheduleRecord, clock: Time): ScheduleView {
  const { mark: _mark, told: _told, remainingMs: _paused, ...shared } = record;
  const left = remainingMs(record, clock);
  const zone = zoneOf(record, clock);
  return {
    id,
    ...shared,
    ...(record.dueAt === undefined ? {} : { dueLocal: localAt(record.dueAt, zone) }),
    state: record.dueAt === undefined ? 'paused' : left > 0 ? 'waiting' : 'due',
    remainingMs: Math.max(0, left),
  };
}

export function zoneOf({ when }: Pick<ScheduleRecord, 'when'>, clock: Pick<Clock, 'zone'>): string {
  return (when.type === 'once' || when.type === 'recurring' ? when.zone : undefined) ?? clock.zone;
}

/** The record, due for the first time from now on. Undefined where that time has passed. @throws RangeError for an unknown zone */
export function scheduled(
  record: Omit<ScheduleRecord, 'dueAt' | 'mark' | 'remainingMs' | 'told'>,
  clock: Time,
): ScheduleRecord | undefined {
  const { when } = record;
  if (when.type === 'elapsed') return withTimeLeft(record, when.durationMs, true, clock);
  const dueAt = nextAfter(when, zoneOf(record, clock), clock.now());
  const zoned = when.type === 'interval' ? when : { ...when, zone: zoneOf(record, clock) };
  return dueAt === undefined ? undefined : { ...record, when: zoned, dueAt };
}

/** The record with so much time left from now on. */
export function withTimeLeft(record: ScheduleRecord, leftMs: number, running: boolean, clock: Time): ScheduleRecord {
  const { dueAt: _dueAt, remainingMs: _paused, mark: _mark, ...shared } = record;
  if (!running) return { ...shared, remainingMs: Math.max(0, Math.round(leftMs)) };
  const setAt = clock.elapsed();
  return {
    ...shared,
    dueAt: Math.round(clock.now() + leftMs),
    mark: { boot: clock.boot, setAt, dueAt: setAt + leftMs },
  };
}
