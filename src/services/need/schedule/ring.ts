import type { ToolContext } from 'agentos/service';
import {
  comesAgain,
  isOver,
  occurrenceKey,
  rungRows,
  type ScheduleRecord,
  scheduleRecords,
  withoutTold,
} from './schedule_record.ts';

/**
 * Takes an occurrence for rung: its row (schedule, due) is written together with the answer, so there is one that may ring it.
 * Undefined where it has rung, or the schedule is gone or set for another time.
 */
export async function takeRing(
  storage: ToolContext['storage'],
  clock: Pick<ToolContext['clock'], 'now'>,
  id: string,
  dueAt: number,
): Promise<ScheduleRecord | undefined> {
  const rows = storage.collection(rungRows);
  const records = storage.collection(scheduleRecords);
  const key = occurrenceKey(id, dueAt);
  if ((await rows.get(key)) !== undefined) return undefined;
  const record = (await records.get(id))?.value;
  if (record === undefined || (record.dueAt !== dueAt && record.told?.includes(dueAt) !== true)) return undefined;
  const { kind, label, client, area, spoken } = record;
  await rows.put(key, {
    ...{ id, kind, client, dueAt, rungAt: Math.round(clock.now()) },
    ...(label === undefined ? {} : { label }),
    ...(area === undefined ? {} : { area }),
    ...(spoken === undefined ? {} : { spoken }),
  });
  // By an update, as its next time may be set meanwhile.
  if (comesAgain(record)) await records.update(id, (now) => now && withoutTold(now, dueAt));
  const left = (await records.get(id))?.value;
  if (left !== undefined && (!comesAgain(left) || isOver(left))) await records.delete(id);
  return record;
}
