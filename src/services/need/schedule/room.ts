import { Fault, type ToolContext } from 'agentos/service';
import { MOST_SCHEDULES } from './contract.ts';
import { scheduleRecords } from './schedule_record.ts';

/** @throws Fault FAILED_PRECONDITION where there are as many timers, alarms and reminders as there may be */
export async function checkRoom(storage: ToolContext['storage']): Promise<void> {
  const { length } = await storage.collection(scheduleRecords).query({ limit: MOST_SCHEDULES });
  if (length < MOST_SCHEDULES) return;
  throw new Fault(
    'FAILED_PRECONDITION',
    `There are ${MOST_SCHEDULES.toLocaleString('en')} timers, alarms and reminders, which is the most I keep, so I did not set another. Cancel some that you do not need, for example with "cancel all reminders".`,
  );
}
