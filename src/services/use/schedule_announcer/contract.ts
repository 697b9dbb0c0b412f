import { reply, use } from 'agentos/contract';
import { scheduleDue } from '../../need/schedule/contract.ts';

export const scheduleAnnouncer = use('schedule_announcer', {
  summary: 'Rings an alarm, says a reminder, or does what was set for this time.',
  input: scheduleDue.schema,
  output: reply,
});
