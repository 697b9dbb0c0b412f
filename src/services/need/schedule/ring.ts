import type { ToolContext } from 'agentos/service';
import { occurrenceKey, rungRows, type ScheduleRecord, scheduleRecords } from './schedule_record.ts';

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
  if (record === undefined || (record.dueAt !== dueAt && record.toldDue !== dueAt)) return undefined;
  const { kind, label, client, area, when } = record;
  await rows.put(key, {
    ...{ id, kind, client, dueAt, rungAt: Math.round(clock.now()) },
    ...(label === undefined ? {} : { label }),
    ...(area === undefined ? {} : { area }),
  });
  const again = when.type === 'recurring' || when.type === 'interval';
  if (!again || record.dueAt === undefined) await records.delete(id);
  return record;
}
