import type { Clock } from 'agentos/service';
import type { MissedRun } from './contract.ts';
import { lastUpTo, localAt, nextAfter } from './occurrences.ts';
import { remainingMs, type ScheduleRecord, zoneOf } from './schedule_record.ts';

/** What a schedule whose time has come stands for now. */
export interface Reckoning {
  /** The one that counts: of several that have passed, the last. */
  readonly dueAt: number;
  readonly dueLocal: string;
  readonly lateMs: number;
  /** When it was so late. */
  readonly foundAt: number;
  /** How many before it have passed. */
  readonly missedBefore: number;
  /** `skip`: nobody is told. */
  readonly act: 'run' | 'announce' | 'skip';
  /** When it is due again. */
  readonly next: number | undefined;
  readonly missed: Pick<MissedRun, 'count' | 'firstDueAt' | 'lastDueAt' | 'done'> | undefined;
}

/** Undefined where it is not due yet. Of what comes again, one at most is caught up with, however many have passed. */
export function reckon(
  record: ScheduleRecord,
  clock: Pick<Clock, 'now' | 'elapsed' | 'boot' | 'zone'>,
): Reckoning | undefined {
  const { dueAt: first, when, catchUp, graceMs } = record;
  if (first === undefined) return undefined;
  const left = remainingMs(record, clock);
  if (left > 0) return undefined;
  const zone = zoneOf(record, clock);
  const now = Math.round(clock.now());
  const { last, before } =
    when.type === 'elapsed' ? { last: first, before: 0 } : lastUpTo(when, zone, first, Math.max(now, first));
  const lateMs = when.type === 'elapsed' ? -left : Math.max(0, Math.round(now - last));
  const late = lateMs > graceMs;
  // Without a call, to announce it is all there is to do.
  const callsNothing = record.call === undefined && record.command === undefined;
  const act = !late || catchUp === 'run_once' ? 'run' : catchUp === 'skip' ? 'skip' : callsNothing ? 'run' : 'announce';
  const count = before + (late ? 1 : 0);
  const done = !late || act === 'skip' ? 'skipped' : act === 'announce' || callsNothing ? 'announced' : 'ran';
  return {
    dueAt: last,
    dueLocal: localAt(last, zone),
    lateMs,
    foundAt: now,
    missedBefore: before,
    act,
    next:
      when.type === 'recurring' || when.type === 'interval'
        ? nextAfter(when, zone, Math.max(now, last), last)
        : undefined,
    missed:
      count === 0
        ? undefined
        : { count, firstDueAt: first, lastDueAt: late ? last : lastBefore(record, zone, last, first), done },
  };
}

/** The one before the last, where that is on time and only those before it were missed. */
function lastBefore({ when }: ScheduleRecord, zone: string, last: number, first: number): number {
  return when.type === 'elapsed' ? first : lastUpTo(when, zone, first, last - 1).last;
}
