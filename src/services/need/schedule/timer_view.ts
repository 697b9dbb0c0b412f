import type { Clock } from 'agentos/service';
import type { TimerView } from '../timer/contract.ts';
import { remainingMs, type ScheduleRecord } from './schedule_record.ts';

/** What a timer is, of the schedule that it rests as. */
export function timerOf(id: string, { label, area, client, command, when }: ScheduleRecord) {
  return {
    id,
    client,
    ...(label === undefined ? {} : { name: label }),
    ...(area === undefined ? {} : { area }),
    ...(command === undefined ? {} : { command }),
    durationMs: when.type === 'elapsed' ? when.durationMs : 0,
  };
}

export function timerViewOf(
  id: string,
  record: ScheduleRecord,
  clock: Pick<Clock, 'now' | 'elapsed' | 'boot' | 'zone'>,
): TimerView {
  const left = remainingMs(record, clock);
  const state = record.dueAt === undefined ? 'paused' : left > 0 ? 'running' : 'due';
  return { ...timerOf(id, record), state, remainingMs: Math.max(0, left) };
}

/** A timer as a schedule: what it was to do is done late rather than not at all. */
export function timerRecord({
  name,
  area,
  client,
  command,
  durationMs,
}: Pick<TimerView, 'name' | 'area' | 'client' | 'command' | 'durationMs'>): ScheduleRecord {
  return {
    kind: 'timer',
    client,
    ...(name === undefined ? {} : { label: name }),
    ...(area === undefined ? {} : { area }),
    ...(command === undefined ? {} : { command }),
    when: { type: 'elapsed', durationMs },
    catchUp: 'run_once',
    graceMs: 60_000,
  };
}
